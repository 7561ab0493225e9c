// Finds entries, newest first: the rarest mark leads from chunk to chunk, other marks and columns drop entries before they
// are read, and what is left is read and compared. Each page reads so many rows at most, and says how far it came.
import { type RowValue, sealedPrefix } from '@ledger/ledger';
import { type Find, type Page, type View } from '@ledger/read-store';
import { type Asked, compared } from './asked.js';
import {
  aboutCollection,
  aboutPrefix,
  chunkCollection,
  chunkEntries,
  chunkId,
  chunkOf,
  chunkRow,
  markedCollection,
  markedId,
  markedIn,
  markedPrefix,
  maybeOfCommand,
  sequencesIn,
} from './audit.projection.js';
import { type Mark } from './marks.js';
import { type Range } from './recorded.js';
import { type AuditRow, entriesAt } from './trail.js';

export type Found = {
  /** Newest first. */
  readonly rows: readonly AuditRow[];
  /** Every entry from here up was looked at. */
  readonly searchedTo: number;
  /** Whether entries below are still to be looked at. */
  readonly more: boolean;
};

/** Entries and lists that one page reads, give or take one block: some 30 ms of work. */
export const readsMax = 4_000;
const listsAtOnce = 16;
const entriesAtOnce = 200;

export async function search(
  view: View,
  asked: Asked,
  { range, limit }: { readonly range: Range; readonly limit: number },
): Promise<Found> {
  const rows: AuditRow[] = [];
  const stoppedAt = (searchedTo: number): Found => ({ rows, searchedTo, more: true });
  // Where lists tell all, no more is read than the page holds, and one to know whether another page follows.
  const isCompared = [asked.command, asked.occurred, asked.text].some((one) => one !== undefined);
  let reads = 0;
  for await (const part of candidates(view, asked, range)) {
    reads += part.reads;
    let left = part.sequences;
    while (left.length > 0) {
      const size = isCompared ? entriesAtOnce : Math.min(entriesAtOnce, limit + 1 - rows.length);
      const block = left.slice(0, size);
      left = left.slice(size);
      const read = await entriesAt(view, block);
      reads += block.length;
      for (const row of read) {
        if (!isWanted(row, asked)) continue;
        const last = rows.at(-1);
        if (rows.length === limit && last !== undefined) return stoppedAt(last.sequence);
        rows.push(row);
      }
      const lowest = block.at(-1);
      if (reads >= readsMax && left.length > 0 && lowest !== undefined) return stoppedAt(lowest);
    }
    if (reads >= readsMax && part.lowest > range.first) return stoppedAt(part.lowest);
  }
  return { rows, searchedTo: range.first, more: false };
}

/** Entries that have all marks, newest first. */
type Part = {
  readonly sequences: readonly number[];
  /** No entry from here up is left out. */
  readonly lowest: number;
  readonly reads: number;
};

async function* candidates(view: View, asked: Asked, range: Range): AsyncIterable<Part> {
  if (range.first > range.last) return;
  const [leading, ...rest] = asked.marks;
  const isAbout = asked.subject !== undefined;
  const others = isAbout ? asked.marks : rest;
  const leads = isAbout ? about(view, asked.subject, range) : inChunks(view, leading, range);
  for await (const { chunks, lowest, reads } of leads) {
    const lists = await listsOf(view, asked, { chunks: chunks.map(({ chunk }) => chunk), others });
    const parts = chunks.map(({ sequences }, i) => {
      const wanted = sequences.filter((one) => one >= range.first && one <= range.last);
      return lists.reduce<readonly number[]>((left, list) => kept(left, list[i]), wanted);
    });
    yield {
      sequences: parts.flatMap((sequences) => sequences.toReversed()),
      lowest: Math.max(lowest, range.first),
      reads: reads + chunks.length * lists.length,
    };
  }
}

/** What leads the search, newest first: of some chunks the sequences that may be wanted, ascending. */
type Lead = {
  readonly chunks: readonly { readonly chunk: number; readonly sequences: readonly number[] }[];
  readonly lowest: number;
  readonly reads: number;
};

/** What is about a subject, from its lists. */
async function* about(view: View, subject: string, range: Range): AsyncIterable<Lead> {
  const find = { collection: aboutCollection, prefix: [aboutPrefix(subject)] };
  for await (const rows of pagesOf(view, { ...find, descending: true, limit: listsAtOnce })) {
    const sequences = rows.toReversed().flatMap(({ row }) => sequencesIn(row));
    const byChunk = new Map<number, number[]>();
    for (const sequence of sequences) {
      const chunk = chunkOf(sequence);
      const own = byChunk.get(chunk);
      if (own === undefined) byChunk.set(chunk, [sequence]);
      else own.push(sequence);
    }
    const chunks = [...byChunk].map(([chunk, own]) => ({ chunk, sequences: own })).toReversed();
    const lowest = sequences[0] ?? range.first;
    yield { chunks, lowest, reads: rows.length };
    if (lowest <= range.first) return;
  }
}

/** What has a mark, from its lists; without one, everything. */
async function* inChunks(view: View, mark: Mark | undefined, range: Range): AsyncIterable<Lead> {
  for await (const rows of pagesOf(view, findOf(mark, range))) {
    const chunks = rows.map(({ id, row }) => {
      const chunk = Number(id.slice(-chunkId(0).length));
      return { chunk, sequences: mark === undefined ? all(chunk) : markedIn(row, chunk) };
    });
    const lowest = (chunks.at(-1)?.chunk ?? 0) * chunkEntries + 1;
    yield { chunks, lowest, reads: rows.length };
  }
}

async function* pagesOf(view: View, find: Find): AsyncIterable<Page['rows']> {
  let cursor: string | undefined;
  do {
    const page: Page = await view.find(cursor === undefined ? find : { ...find, cursor });
    cursor = page.cursor;
    yield page.rows;
  } while (cursor !== undefined);
}

function findOf(leading: Mark | undefined, { first, last }: Range): Find {
  const [from, to] = [chunkId(chunkOf(first)), chunkId(chunkOf(last))];
  const page = { descending: true, limit: listsAtOnce };
  if (leading === undefined) return { collection: chunkCollection, from, to, ...page };
  return {
    collection: markedCollection,
    prefix: [markedPrefix(leading)],
    from: markedId(leading, from),
    to: markedId(leading, to),
    ...page,
  };
}

/** What else each chunk tells: for each condition, and in it for each chunk, the entries that may meet it. */
async function listsOf(
  view: View,
  asked: Asked,
  { chunks, others }: { readonly chunks: readonly number[]; readonly others: readonly Mark[] },
): Promise<readonly (readonly ReadonlySet<number>[])[]> {
  const marked = others.map(async (mark) => {
    const ids = chunks.map((chunk) => markedId(mark, chunkId(chunk)));
    const rows = await view.getMany(markedCollection, ids);
    return rows.map((row, i) => new Set(row === undefined ? [] : markedIn(row, chunks[i] ?? 0)));
  });
  return Promise.all([...marked, ...columnsOf(view, asked, chunks)]);
}

type Lists = Promise<readonly ReadonlySet<number>[]>;

/** Read only where the question is about what they hold. */
function columnsOf(view: View, asked: Asked, chunks: readonly number[]): readonly Lists[] {
  const { command, occurred } = asked;
  if (command === undefined && occurred === undefined) return [];
  const rows = view.getMany(chunkCollection, chunks.map(chunkId));
  const column = async (): Lists =>
    (await rows).map((row, i) => {
      const chunk = chunks[i] ?? 0;
      if (row === undefined) return new Set<number>();
      const { from, to } = chunkRow(row);
      if (occurred !== undefined && (to < occurred.from || from > occurred.to)) return new Set();
      return new Set(
        command === undefined ? all(chunk) : maybeOfCommand(chunkRow(row), chunk, command),
      );
    });
  return [column()];
}

function all(chunk: number): readonly number[] {
  return Array.from({ length: chunkEntries }, (_, place) => chunk * chunkEntries + place + 1);
}

function kept(left: readonly number[], list: ReadonlySet<number> | undefined): readonly number[] {
  return left.filter((sequence) => list?.has(sequence) === true);
}

function isWanted(row: AuditRow, { command, occurred, text }: Asked): boolean {
  if (command !== undefined && row.commandId !== command) return false;
  const day = row.occurredOn;
  if (occurred !== undefined && (day < occurred.from || day > occurred.to)) return false;
  return text === undefined || hasText(row.data as RowValue, text); // an entry's data is JSON
}

/** Sealed values are ciphertext here and no text of anyone: they are never compared. */
function hasText(value: RowValue, text: string): boolean {
  if (typeof value === 'string') {
    return !value.startsWith(sealedPrefix) && compared(value).includes(text);
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one: RowValue) => hasText(one, text));
}
