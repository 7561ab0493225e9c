// Reads back which late entries changed the figures of a scope in a period that had ended by then.
import { type View } from '@ledger/read-store';
import { type Allowance, type LateAsked as Asked, lateRowsOf } from '../late-rows.js';
import { type LateFigures, latePartsOf } from './late-part.js';
import { type Fact, facts } from './part.js';
import { type Dimension } from './space.js';

export type LateChange = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  /** What the entry added to each measure of a fact within the period and scope, in the order of `facts`. */
  readonly added: { readonly [fact in Fact]?: readonly number[] };
};

export type LateAsked = Asked & {
  readonly dimension: Dimension;
  /** Whose figures they are, of that dimension's members. */
  includes(member: string): boolean;
  /** Only entries that touch one of these facts. */
  readonly facts: readonly Fact[];
};

/** In no order; undefined where more late rows lie there than may be looked at. */
export async function lateChangesOf(
  view: Pick<View, 'find'>,
  asked: LateAsked,
  allowance: Allowance,
): Promise<readonly LateChange[] | undefined> {
  const rows = await lateRowsOf<LateFigures>(view, asked, allowance);
  if (rows === undefined) return undefined;
  const changes = new Map<number, LateChange>();
  for (const row of rows) {
    const { sequence, recordedOn } = row;
    const within = latePartsOf(row, asked);
    if (within.length === 0) continue;
    // An entry may change several days of the period: one change.
    const before = changes.get(sequence)?.added ?? {};
    changes.set(sequence, { sequence, recordedOn, added: addedTo(before, within, asked.facts) });
  }
  return [...changes.values()];
}

function addedTo(
  before: LateChange['added'],
  parts: LateFigures['parts'],
  asked: readonly Fact[],
): LateChange['added'] {
  const added: { [fact in Fact]?: readonly number[] } = {};
  for (const fact of asked) {
    const of = parts.filter(([counted]) => counted === fact).map(([, values]) => values);
    const was = before[fact];
    const all = was === undefined ? of : [was, ...of];
    if (all.length > 0) added[fact] = facts[fact].map((_, i) => sum(all.map((one) => one[i] ?? 0)));
  }
  return added;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
