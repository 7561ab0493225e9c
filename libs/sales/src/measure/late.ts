// Reads back which late entries changed the figures of a scope in a period that had ended by then.
import { type Page, type View } from '@ledger/read-store';
import { type LatePart, type LateRow, lateCollection, lateId } from './late.projection.js';
import { type Fact, facts } from './part.js';
import { type Dimension } from './space.js';

export type LateChange = Omit<LateRow, 'parts'> & {
  /** What the entry added to each measure of a fact within the period and scope, in the order of `facts`. */
  readonly added: { readonly [fact in Fact]?: readonly number[] };
};

export type LateAsked = {
  readonly dimension: Dimension;
  /** Whose figures they are, of that dimension's members. */
  includes(member: string): boolean;
  /** ISO dates, both inclusive. */
  readonly start: string;
  readonly end: string;
  /** Only entries that touch one of these facts. */
  readonly facts: readonly Fact[];
};

export type LateFound = {
  /** The newest first. */
  readonly changes: readonly LateChange[];
  /** Whether the period holds more late entries than are looked at; then none are told. */
  readonly isCut: boolean;
};

const rowsAtOnce = 10_000;
export const lateRowsMax = 100_000;

export async function lateChangesOf(
  view: Pick<View, 'find'>,
  asked: LateAsked,
): Promise<LateFound> {
  const changes = new Map<number, LateChange>();
  let looked = 0;
  let cursor: string | undefined;
  do {
    const find = {
      collection: lateCollection,
      from: lateId(asked.start, 0),
      to: lateId(asked.end, Number.MAX_SAFE_INTEGER),
      limit: rowsAtOnce,
    };
    const page: Page = await view.find(cursor === undefined ? find : { ...find, cursor });
    looked += page.rows.length;
    if (looked > lateRowsMax) return { changes: [], isCut: true };
    for (const { row } of page.rows) {
      const late = row as unknown as LateRow; // the collection holds nothing else
      if (late.recordedOn > asked.end) collect(changes, late, asked);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  const newestFirst = [...changes.values()].toSorted((a, b) => b.sequence - a.sequence);
  return { changes: newestFirst, isCut: false };
}

/** An entry may change several days of the period: one change. */
function collect(changes: Map<number, LateChange>, late: LateRow, asked: LateAsked): void {
  const { parts, ...about } = late;
  const within = parts.filter((part) => isWithin(part, asked));
  if (within.length === 0) return;
  const added: { [fact in Fact]?: number[] } = {};
  const before = changes.get(late.sequence)?.added ?? {};
  for (const fact of asked.facts) {
    const of = within.filter((part) => part.fact === fact).map(({ values }) => values);
    const was = before[fact];
    const all = was === undefined ? of : [was, ...of];
    if (all.length > 0) added[fact] = facts[fact].map((_, i) => sum(all.map((one) => one[i] ?? 0)));
  }
  changes.set(late.sequence, { ...about, added });
}

function isWithin(part: LatePart, asked: LateAsked): boolean {
  const members = part.members[asked.dimension];
  return asked.facts.includes(part.fact) && members.some((member) => asked.includes(member));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
