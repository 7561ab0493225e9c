// Who stands where: pure, made anew for every question from the few rows that it takes.
import { type Metric, type Value, compareValues } from '../measure/metric.js';

export type Standing = { readonly member: string; readonly value: Value };

export type Ranked = Standing & {
  /** 1 is best; equal values share a rank and the next one is left out: 1, 2, 2, 4. */
  readonly rank: number;
  /** The value of the nearest better rank; absent at the top. */
  readonly next?: Value;
};

/**
 * What adds up is ranked from the most down: such a board answers who has how much, of lost deals too. A ratio is ranked
 * from the best value on. Equal values are listed by id, so that the same figures always make the same board.
 */
export function ranked(metric: Metric, standings: readonly Standing[]): readonly Ranked[] {
  const lowestFirst = metric.per !== undefined && metric.direction === 'down';
  const sorted = standings.toSorted((a, b) => {
    const order = lowestFirst ? compareValues(a.value, b.value) : compareValues(b.value, a.value);
    return order === 0 ? (a.member < b.member ? -1 : 1) : order;
  });
  const board: Ranked[] = [];
  for (const [i, standing] of sorted.entries()) {
    const above = board[i - 1];
    if (above === undefined) board.push({ ...standing, rank: 1 });
    else if (compareValues(above.value, standing.value) === 0)
      board.push({ ...above, ...standing });
    else board.push({ ...standing, rank: i + 1, next: above.value });
  }
  return board;
}
