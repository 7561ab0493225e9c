// Finds entries, newest first: the rarest mark leads from chunk to chunk, other marks and columns drop entries before they
// are read, and what is left is read and compared. Each page reads so many rows at most, and says how far it came.
import { type RowValue, sealedPrefix } from '@ledger/ledger';
import { type Find, type View } from '@ledger/read-store';
import { type Asked, compared } from './asked.js';
import {
  type AuditRow,
  auditRow,
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
  trailCollection,
  trailId,
} from './audit.projection.js';
import { type Mark } from './marks.js';
import { type Range } from './recorded.js';

export type Found = {
  /** Newest first. */
  readonly rows: readonly AuditRow[];
  /** Every entry from here up was looked at. */
  readonly searchedTo: number;
  /** Whether entries below are still to be looked at. */
  readonly more: boolean;
};

/** Rows of any kind that one page reads, give or take one block: some 30 ms of work. */
export const readsMax = 4_000;
const chunksAtOnce = 16;
const rowsAtOnce = 200;

export async function search(
  view: View,
  asked: Asked,
  { range, limit }: { readonly range: Range; readonly limit: number },
): Promise<Found> {
  const rows: AuditRow[] = [];
  const stoppedAt = (searchedTo: number): Found => ({ rows, searchedTo, more: true });
  let reads = 0;
  for await (const part of candidates(view, asked, range)) {
    reads += part.reads;
    let left = part.sequences;
    while (left.length > 0) {
      const block = left.slice(0, rowsAtOnce);
      left = left.slice(rowsAtOnce);
      const read = await view.getMany(trailCollection, block.map(trailId));
      reads += block.length;
      for (const row of read) {
        if (row === undefined || !isWanted(auditRow(row), asked)) continue;
        const last = rows.at(-1);
        if (rows.length === limit && last !== undefined) return stoppedAt(last.sequence);
        rows.push(auditRow(row));
      }
      const lowest = block.at(-1);
      if (reads >= readsMax && left.length > 0 && lowest !== undefined) return stoppedAt(lowest);
    }
    if (reads >= readsMax && part.lowest > range.first) return stoppedAt(part.lowest);
  }
  return { rows, searchedTo: range.first, more: false };
}

/** Entries of some chunks that have all marks, newest first. */
type Part = {
  readonly sequences: readonly number[];
  /** No entry from here up is left out. */
  readonly lowest: number;
  readonly reads: number;
};

async function* candidates(view: View, asked: Asked, range: Range): AsyncIterable<Part> {
  if (range.first > range.last) return;
  const [leading, ...others] = asked.marks;
  const find = findOf(leading, range);
  let cursor: string | undefined;
  do {
    const page = await view.find(cursor === undefined ? find : { ...find, cursor });
    cursor = page.cursor;
    const chunks = page.rows.map(({ id }) => Number(id.slice(-chunkId(0).length)));
    const lists = await listsOf(view, asked, { chunks, others });
    const parts = page.rows.map(({ row }, i) => {
      const chunk = chunks[i] ?? 0;
      const lead = leading === undefined ? all(chunk) : markedIn(row, chunk);
      const wanted = lead.filter((one) => one >= range.first && one <= range.last);
      return lists.reduce<readonly number[]>((left, list) => kept(left, list[i]), wanted);
    });
    const lowest = (chunks.at(-1) ?? 0) * chunkEntries + 1;
    yield {
      sequences: parts.flatMap((sequences) => sequences.toReversed()),
      lowest: Math.max(lowest, range.first),
      reads: page.rows.length * (1 + lists.length),
    };
  } while (cursor !== undefined);
}

function findOf(leading: Mark | undefined, { first, last }: Range): Find {
  const [from, to] = [chunkId(chunkOf(first)), chunkId(chunkOf(last))];
  const page = { descending: true, limit: chunksAtOnce };
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
