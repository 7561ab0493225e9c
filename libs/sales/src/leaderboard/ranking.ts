// Who stands where: pure, made anew for every question from the few rows that it takes.
import { type Kpi } from '../kpi/catalogue.js';
import { type Fraction, compared } from '../kpi/fraction.js';

export type Standing = { readonly member: string; readonly value: Fraction };

export type Ranked = Standing & {
  /** 1 is best; equal values share a rank and the next one is left out: 1, 2, 2, 4. */
  readonly rank: number;
  /** The value of the nearest better rank; undefined at the top. */
  readonly next: Fraction | undefined;
};

/**
 * What adds up is ranked from the most down: such a board answers who has how much, of lost deals too. A ratio is ranked
 * from the best value on. Equal values stand by id here; a page of them is listed by name (`ties`).
 */
export function ranked(kpi: Kpi, standings: readonly Standing[]): readonly Ranked[] {
  const sign = isLowestFirst(kpi) ? 1 : -1;
  const sorted = standings.toSorted((a, b) => {
    const order = sign * compared(a.value, b.value);
    return order === 0 ? (a.member < b.member ? -1 : 1) : order;
  });
  const board: Ranked[] = [];
  let above: Ranked | undefined;
  for (const { member, value } of sorted) {
    above = below(above, { member, value }, board.length);
    board.push(above);
  }
  return board;
}

export function isLowestFirst({ formula, definition }: Kpi): boolean {
  return !formula.isSum && definition.direction === 'down';
}

function below(above: Ranked | undefined, { member, value }: Standing, place: number): Ranked {
  if (above === undefined) return { member, value, rank: 1, next: undefined };
  const ties = compared(above.value, value) === 0;
  const { rank, next } = ties ? above : { rank: place + 1, next: above.value };
  return { member, value, rank, next };
}
