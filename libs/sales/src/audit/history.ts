// What stood before the entries of a page: the entries about their subjects up to them, so many at most.
import { type View } from '@ledger/read-store';
import {
  aboutCollection,
  aboutEntries,
  aboutId,
  aboutPart,
  aboutPrefix,
  sequencesIn,
} from './audit.projection.js';
import { type LeafChange, changesBy, nothingKnown, takeIn } from './changes.js';
import { type AuditRow, entriesAt, entryAt } from './trail.js';

/** What each entry that is shown changed, by its sequence. */
export type Changes = ReadonlyMap<number, readonly LeafChange[]>;

/** Earlier entries that are read for a page in all, and for one subject. */
const earlierPerPageMax = 10_000;
const earlierPerSubjectMax = 2_000;
const listsAtOnce = 100;

export async function changesOf(view: View, rows: readonly AuditRow[]): Promise<Changes> {
  const pages = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const page = pages.get(row.subject);
    if (page === undefined) pages.set(row.subject, [row]);
    else page.push(row);
  }
  const earlierMax = Math.min(Math.floor(earlierPerPageMax / pages.size), earlierPerSubjectMax);
  const spans = [...pages].map(([subject, page]) => spanOf(subject, page, earlierMax));
  const isShown = new Set(rows.map(({ sequence }) => sequence));
  const changes = new Map<number, readonly LeafChange[]>();
  for (const history of await historiesIn(view, spans, rows)) {
    const known = nothingKnown(history[0]?.version === 1);
    for (const row of history) {
      if (isShown.has(row.sequence)) changes.set(row.sequence, changesBy(row, known));
      else takeIn(row, known);
    }
  }
  return changes;
}

/** Entries about a subject, by their versions, both included. */
type Span = { readonly subject: string; readonly first: number; readonly last: number };

/** Everything from the oldest entry of the page to the newest, and what came before. */
function spanOf(subject: string, page: readonly AuditRow[], earlierMax: number): Span {
  const versions = page.map(({ version }) => version);
  const first = Math.max(1, Math.min(...versions) - earlierMax);
  return { subject, first, last: Math.max(...versions) };
}

function listsOf({ subject, first, last }: Span): readonly string[] {
  const part = aboutPart(first);
  const count = aboutPart(last) - part + 1;
  return Array.from({ length: count }, (_, i) => aboutId(subject, part + i));
}

/**
 * The entries of each span in order: all lists are read at once, and then all entries.
 * @param read those of the page
 */
async function historiesIn(
  view: View,
  spans: readonly Span[],
  read: readonly AuditRow[],
): Promise<readonly (readonly AuditRow[])[]> {
  const lists = await view.getMany(aboutCollection, spans.flatMap(listsOf));
  const sequences: number[][] = [];
  let at = 0;
  for (const span of spans) {
    const count = listsOf(span).length;
    const all = lists.slice(at, at + count).flatMap(sequencesIn);
    const before = (span.first - 1) % aboutEntries;
    sequences.push(all.slice(before, before + 1 + span.last - span.first));
    at += count;
  }
  const found = new Map(read.map((entry) => [entry.sequence, entry]));
  const unread = sequences.flat().filter((sequence) => !found.has(sequence));
  for (const entry of await entriesAt(view, unread)) found.set(entry.sequence, entry);
  return sequences.map((some) => some.flatMap((sequence) => found.get(sequence) ?? []));
}

/** The subject's own entries in the order of recording. */
export async function entriesAbout(
  view: View,
  subject: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const before = from === 1 ? undefined : await entryAt(view, from - 1);
  const version = before?.subject === subject ? before.version : 1;
  const find = {
    collection: aboutCollection,
    prefix: [aboutPrefix(subject)],
    from: aboutId(subject, aboutPart(version)),
    limit: listsAtOnce,
  };
  const sequences: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await view.find(cursor === undefined ? find : { ...find, cursor });
    for (const { row } of page.rows) {
      sequences.push(...sequencesIn(row).filter((sequence) => sequence >= from));
    }
    cursor = page.cursor;
  } while (cursor !== undefined && sequences.length < limit);
  return entriesAt(view, sequences.slice(0, limit));
}
