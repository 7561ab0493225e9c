// Reads measure cells back: what each member of a space had over a range of days.
import { type Row, type spans } from '@ledger/ledger';
import { type Fact, facts } from './part.js';
import { type Dimension, type Kept, cellId, chunkSize, kept, rosterId, spaceId } from './space.js';

/** As much of a view as reading figures takes. */
export type CellView = {
  getMany(collection: string, ids: readonly string[]): Promise<readonly (Row | undefined)[]>;
};

/** Calendar months and days that make up a range. */
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
  readonly facts: readonly Fact[];
  readonly spans: Spans;
};

/** The rule by which figures of these facts are kept; undefined where they are not. */
export function keptFor(scope: Dimension, by: Dimension, asked: readonly Fact[]): Kept | undefined {
  return kept.find(
    (rule) =>
      rule.scope === scope &&
      rule.by === by &&
      asked.every((fact) => rule.facts === undefined || rule.facts.includes(fact)),
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
  const sums = new Map<Fact, Float64Array>();
  for (const fact of asked.facts)
    sums.set(fact, await sumOf(view, { ...asked, space, fact, chunks }));
  return {
    members,
    of: (member, fact, place) => sums.get(fact)?.[member * facts[fact].length + place] ?? 0,
  };
}

type Sum = {
  readonly space: string;
  readonly fact: Fact;
  readonly chunks: readonly number[];
  readonly spans: Spans;
};

/** One fact's columns of all chunks side by side, summed over the periods. */
async function sumOf(view: CellView, { space, fact, chunks, spans }: Sum): Promise<Float64Array> {
  const periods = [...spans.months, ...spans.days];
  const stride = chunkSize * facts[fact].length;
  const sums = new Float64Array(chunks.length * stride);
  const cells = chunks.flatMap((chunk) =>
    periods.map((period) => ({ chunk, id: cellId(space, period, chunk) })),
  );
  const rows = await view.getMany(
    fact,
    cells.map(({ id }) => id),
  );
  cells.forEach(({ chunk }, i) => {
    const columns = rows[i]?.['cells'] as Float64Array | undefined;
    if (columns !== undefined) addTo(sums, chunk * stride, columns);
  });
  return sums;
}

function addTo(sums: Float64Array, from: number, columns: Float64Array): void {
  for (let i = 0; i < columns.length; i += 1) {
    sums[from + i] = (sums[from + i] ?? 0) + (columns[i] ?? 0);
  }
}
