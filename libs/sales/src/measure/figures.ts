// Reads measure cells back: what each member of a space had over a range of days.
import { type Row, type spans } from '@ledger/ledger';
import { type Fact, facts } from './part.js';
import {
  type Dimension,
  type Kept,
  cellId,
  chunkSize,
  kept,
  memberId,
  rosterId,
  spaceId,
} from './space.js';

/** As much of a view as reading figures takes. */
export type CellView = {
  getMany(collection: string, ids: readonly string[]): Promise<readonly (Row | undefined)[]>;
};

/** Months of the ledger's calendar and days that make up a range. */
export type Spans = ReturnType<typeof spans>;

/** Members in the order of their numbers, and each one's measures over the range. */
export type Figures = {
  readonly members: readonly string[];
  /** The sum of the fact's measure at `place`, for the member with this number. */
  of(member: number, fact: Fact, place: number): number;
};

export type FiguresAsked = {
  /** A member's address: `organization`, `team/T-1`. */
  readonly scope: string;
  readonly by: Dimension;
  readonly measures: readonly MeasurePlace[];
  readonly spans: Spans;
};

/** A measure's fact, and its place among the fact's measures. */
export type MeasurePlace = { readonly fact: Fact; readonly place: number };

/** The rule by which figures of these facts are kept; undefined where they are not. */
export function keptFor(scope: Dimension, by: Dimension, asked: readonly Fact[]): Kept | undefined {
  return kept.find(
    (rule) =>
      rule.scope === scope && rule.by === by && asked.every((fact) => rule.facts.includes(fact)),
  );
}

export async function figuresOf(view: CellView, asked: FiguresAsked): Promise<Figures> {
  const space = spaceId(asked.scope, asked.by);
  const [scopeRow] = await view.getMany('member', [asked.scope]);
  const counts = (scopeRow?.['counts'] ?? {}) as { readonly [dimension: string]: number };
  const chunks = Array.from(
    { length: Math.ceil((counts[asked.by] ?? 0) / chunkSize) },
    (_, i) => i,
  );
  const rosters = await view.getMany(
    'roster',
    chunks.map((chunk) => rosterId(space, chunk)),
  );
  const members = rosters.flatMap((row) => (row?.['ids'] ?? []) as readonly string[]);
  const sums: { [fact in Fact]?: Float64Array[] } = {};
  for (const fact of new Set(asked.measures.map((measure) => measure.fact))) {
    const rows = await rowsOf(view, { space, fact, chunks, spans: asked.spans });
    const columns: Float64Array[] = [];
    for (const measure of asked.measures.filter((one) => one.fact === fact)) {
      columns[measure.place] = summed(rows, measure, chunks.length);
    }
    sums[fact] = columns;
  }
  return { members, of: (member, fact, place) => sums[fact]?.[place]?.[member] ?? 0 };
}

/** One member's sums, in the order of `measures`, from the rows of its own chunk: of many members it reads no others. */
export async function figuresOfMember(
  view: CellView,
  { member, ...asked }: FiguresAsked & { readonly member: string },
): Promise<readonly number[]> {
  const { scope, by, measures, spans } = asked;
  const [row] = await view.getMany('member', [memberId(by, member)]);
  const numbers = (row?.['numbers'] ?? {}) as { readonly [scope: string]: number };
  const number = numbers[scope];
  if (number === undefined) return measures.map(() => 0);
  const chunk = Math.floor(number / chunkSize);
  const space = spaceId(scope, by);
  const read = new Map<Fact, readonly ChunkCells[]>();
  for (const fact of new Set(measures.map((measure) => measure.fact))) {
    read.set(fact, await rowsOf(view, { space, fact, chunks: [chunk], spans }));
  }
  return measures.map(({ fact, place }) => {
    const at = (number % chunkSize) * facts[fact].length + place;
    return (read.get(fact) ?? []).reduce((sum, { cells }) => sum + (cells[at] ?? 0), 0);
  });
}

type Asked = {
  readonly space: string;
  readonly fact: Fact;
  readonly chunks: readonly number[];
  readonly spans: Spans;
};
type ChunkCells = { readonly chunk: number; readonly cells: Float64Array };

/** One fact's rows of all chunks and periods. */
async function rowsOf(
  view: CellView,
  { space, fact, chunks, spans }: Asked,
): Promise<readonly ChunkCells[]> {
  const periods = [...spans.months, ...spans.days];
  const asked = chunks.flatMap((chunk) =>
    periods.map((period) => ({ chunk, id: cellId(space, period, chunk) })),
  );
  const rows = await view.getMany(
    fact,
    asked.map(({ id }) => id),
  );
  return asked.flatMap(({ chunk }, i) => {
    const cells = rows[i]?.['cells'] as Float64Array | undefined;
    return cells === undefined ? [] : [{ chunk, cells }];
  });
}

/** By member number. */
function summed(
  rows: readonly ChunkCells[],
  { fact, place }: MeasurePlace,
  chunkCount: number,
): Float64Array {
  const width = facts[fact].length;
  const sums = new Float64Array(chunkCount * chunkSize);
  for (const { chunk, cells } of rows) {
    let member = chunk * chunkSize;
    for (let at = place; at < cells.length; at += width) {
      sums[member] = (sums[member] ?? 0) + (cells[at] ?? 0);
      member += 1;
    }
  }
  return sums;
}
