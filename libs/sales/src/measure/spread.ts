// Spreads minor units over credits and lines at once: every cell is whole, and both sides add up to the last unit.
import { allocate } from '@ledger/ledger';

/** In proportion to weights ≥ 0; where none weighs anything, all to the first. */
export function spread(amountMinor: number, weights: readonly number[]): readonly number[] {
  if (weights.length === 1) return [amountMinor];
  if (weights.every((weight) => weight === 0))
    return weights.map((_, i) => (i === 0 ? amountMinor : 0));
  return allocate(amountMinor, weights);
}

/**
 * A cell for each row and column, close to proportional; rows add up to `rows` and columns to `columns`, which have the
 * same total. Each column is spread over what the rows still have, so that none is given more than it has left.
 */
export function spreadMatrix(
  rows: readonly number[],
  columns: readonly number[],
): readonly (readonly number[])[] {
  if (columns.length === 1) return rows.map((row) => [row]);
  if (rows.length === 1) return [columns];
  const left = [...rows];
  const cells = rows.map((): number[] => []);
  for (const column of columns) {
    spread(column, left).forEach((part, r) => {
      cells[r]?.push(part);
      left[r] = (left[r] ?? 0) - part;
    });
  }
  return cells;
}
