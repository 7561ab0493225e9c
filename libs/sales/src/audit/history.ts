// What stood before the entries of a page: the entries about their subjects up to them, so many at most.
import { type View } from '@ledger/read-store';
import {
  type AuditRow,
  chunkId,
  chunkOf,
  markedCollection,
  markedId,
  markedIn,
  markedPrefix,
} from './audit.projection.js';
import { entriesAt } from './chain.js';
import { type LeafChange, changesBy, nothingKnown } from './changes.js';
import { marks } from './marks.js';

/** What each entry changed, by its sequence. */
export type Changes = ReadonlyMap<number, readonly LeafChange[]>;

/** Earlier entries that are read for a page in all, and for one subject. */
const earlierPerPageMax = 10_000;
const earlierPerSubjectMax = 2_000;
const chunksAtOnce = 100;

export async function changesOf(view: View, rows: readonly AuditRow[]): Promise<Changes> {
  const pages = new Map<string, AuditRow[]>();
  for (const row of rows) pages.set(row.subject, [...(pages.get(row.subject) ?? []), row]);
  const share = Math.floor(earlierPerPageMax / pages.size);
  const changes = new Map<number, readonly LeafChange[]>();
  for (const [subject, page] of pages) {
    const oldest = Math.min(...page.map(({ sequence }) => sequence));
    const newest = Math.max(...page.map(({ sequence }) => sequence));
    const earlierMax = Math.min(share, earlierPerSubjectMax);
    const history = await historyOf(view, subject, { oldest, newest, earlierMax });
    const known = nothingKnown(history[0]?.version === 1);
    for (const row of history) changes.set(row.sequence, changesBy(row, known));
  }
  return changes;
}

type Bounds = { readonly oldest: number; readonly newest: number; readonly earlierMax: number };

/** Everything about the subject from the oldest entry to the newest, and what came before; in order. */
async function historyOf(
  view: View,
  subject: string,
  bounds: Bounds,
): Promise<readonly AuditRow[]> {
  const { oldest, newest, earlierMax } = bounds;
  const mark = marks.subject(subject);
  const find = {
    collection: markedCollection,
    prefix: [markedPrefix(mark)],
    to: markedId(mark, chunkId(chunkOf(newest))),
    descending: true,
    limit: chunksAtOnce,
  };
  const newestFirst: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await view.find(cursor === undefined ? find : { ...find, cursor });
    for (const { id, row } of page.rows) {
      const chunk = Number(id.slice(markedPrefix(mark).length));
      const upTo = markedIn(row, chunk).filter((sequence) => sequence <= newest);
      newestFirst.push(...upTo.toReversed());
    }
    cursor = page.cursor;
  } while (cursor !== undefined && earlierIn(newestFirst, oldest) < earlierMax);
  const wanted = newestFirst.length - Math.max(0, earlierIn(newestFirst, oldest) - earlierMax);
  return entriesAt(view, newestFirst.slice(0, wanted).toReversed());
}

/** The subject's own entries in the order of recording. */
export async function entriesAbout(
  view: View,
  subject: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const mark = marks.subject(subject);
  const find = {
    collection: markedCollection,
    prefix: [markedPrefix(mark)],
    from: markedId(mark, chunkId(chunkOf(from))),
    limit: chunksAtOnce,
  };
  const sequences: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await view.find(cursor === undefined ? find : { ...find, cursor });
    for (const { id, row } of page.rows) {
      const chunk = Number(id.slice(markedPrefix(mark).length));
      sequences.push(...markedIn(row, chunk).filter((sequence) => sequence >= from));
    }
    cursor = page.cursor;
  } while (cursor !== undefined && sequences.length < limit);
  return entriesAt(view, sequences.slice(0, limit));
}

function earlierIn(newestFirst: readonly number[], oldest: number): number {
  const at = newestFirst.findIndex((sequence) => sequence < oldest);
  return at < 0 ? 0 : newestFirst.length - at;
}
