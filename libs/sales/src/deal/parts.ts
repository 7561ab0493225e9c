// How a deal's amount falls into lines and credits, and how a reversal takes parts of them back. Pure arithmetic on minor
// units; whatever is done, parts add up to their whole.
import { allocate } from '@ledger/ledger';

export const wholeBp = 10_000;

/** Minor units by product or by salesperson. */
export type Parts = { readonly [id: string]: number };

type Part = { readonly amountMinor: number };

export function sumMinor(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.amountMinor, 0);
}

/** What stands under `id`; ids are free text, so names such as `constructor` must not find anything. */
export function partOf(parts: Parts, id: string): number {
  return Object.hasOwn(parts, id) ? (parts[id] ?? 0) : 0;
}

/** `so` with further parts added under their ids. */
export function withParts<T extends Part>(
  so: Parts,
  parts: readonly T[],
  idOf: (part: T) => string,
): Parts {
  const sums = new Map(Object.entries(so));
  for (const part of parts) {
    sums.set(idOf(part), (sums.get(idOf(part)) ?? 0) + part.amountMinor);
  }
  return Object.fromEntries(sums);
}

/** Splits by weights; where all weigh nothing, evenly. */
export function split(amountMinor: number, weights: readonly number[]): readonly number[] {
  const nothing = weights.every((weight) => weight === 0);
  return allocate(amountMinor, nothing ? weights.map(() => 1) : weights);
}

/** An overlay credit's part: it counts beside the others, so it is rounded by itself. */
export function overlayMinor(amountMinor: number, shareBp: number): number {
  return allocate(amountMinor, [shareBp, wholeBp - shareBp])[0] ?? 0;
}

/** A part of something won, and how much of it was taken back before. */
export type Standing = { readonly amountMinor: number; readonly reversedMinor: number };

/**
 * Parts of a further reversal. Each part is brought to its share of all that is taken back by then, so repeated part
 * reversals stay in proportion to the unit, no part exceeds what is left of it, and taking back the rest leaves nothing.
 */
export function takenBack(amountMinor: number, parts: readonly Standing[]): readonly number[] {
  if (parts.length === 0) return [];
  const before = parts.reduce((sum, part) => sum + part.reversedMinor, 0);
  const shares = split(
    before + amountMinor,
    parts.map((part) => part.amountMinor),
  );
  const due = parts.map((part, i) => Math.max(0, (shares[i] ?? 0) - part.reversedMinor));
  return split(amountMinor, due);
}

/** The same for an overlay credit, which is a part of no sum: `share` of `whole` is taken back by then. */
export function overlayTakenBack(part: Standing, share: number, whole: number): number {
  const due = allocate(part.amountMinor, [share, whole - share])[0] ?? 0;
  return Math.max(0, due - part.reversedMinor);
}

/**
 * Corrected parts that repeated part reversals left short by rounding (at most one unit for each part) are filled up from
 * the others; parts that are short by more stay as they are, for the caller to refuse.
 */
export function roundedUpTo(
  floors: readonly number[],
  parts: readonly number[],
): readonly number[] {
  const short = parts.reduce((sum, part, i) => sum + Math.max(0, (floors[i] ?? 0) - part), 0);
  const spare = parts.reduce((sum, part, i) => sum + Math.max(0, part - (floors[i] ?? 0)), 0);
  if (short === 0 || short > parts.length || short > spare) return parts;
  let owed = short;
  return parts.map((part, i) => {
    const floor = floors[i] ?? 0;
    const given = Math.min(owed, Math.max(0, part - floor));
    owed -= given;
    return Math.max(part, floor) - given;
  });
}
