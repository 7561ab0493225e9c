// What the demo's company wants to sell in each quarter, and whose share of it is whose.
import { type TeamId, teams } from './company.js';
import { type DemoDeal } from './deals.js';
import { type Seller, isActive, sellers, teamOn } from './people.js';
import { quarterOf } from './plan.js';
import { type Random } from './random.js';

export type Share = { readonly seller: Seller; readonly cents: number };
export type Quarter = {
  readonly label: string;
  readonly start: string;
  readonly shares: readonly Share[];
};

export const years = [2023, 2024, 2025, 2026] as const;

/** A little more than the same quarter of the year before; in the first year what seemed likely. */
export function quartersOf(deals: readonly DemoDeal[], random: Random): readonly Quarter[] {
  const won = new Map<string, number>();
  for (const { isWon, closedOn, cents } of deals) {
    if (!isWon) continue;
    const label = quarterOf(closedOn);
    won.set(label, (won.get(label) ?? 0) + cents);
  }
  const wanted = (year: number, quarter: number): number => {
    const before = won.get(`${year - 1}-Q${quarter}`);
    if (before === undefined) return (won.get(`${year}-Q${quarter}`) ?? 0) * 0.95;
    return before * (1.08 + random.unit() * 0.14);
  };
  return years.flatMap((year) =>
    [1, 2, 3, 4].map((quarter) => {
      const start = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
      const there = sellers.filter((one) => isActive(one, start));
      const skills = there.reduce((sum, { skill }) => sum + skill, 0);
      const cents = wanted(year, quarter);
      const shares = there.map((seller) => ({
        seller,
        cents: Math.round((cents * seller.skill) / skills / 100_000) * 100_000,
      }));
      return { label: `${year}-Q${quarter}`, start, shares };
    }),
  );
}

export function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { cents }) => sum + cents, 0);
}

/** What the members of a team, and of the teams under it, are to sell. */
export function teamCents(team: TeamId, { start, shares }: Quarter): number {
  return sumOf(
    shares.filter(({ seller }) => {
      const own = teamOn(seller, start);
      return own === team || (own !== undefined && parentOn(own, start) === team);
    }),
  );
}

/** The partners were moved under field sales. */
function parentOn(team: TeamId, day: string): TeamId | undefined {
  if (team === 'partners' && day >= '2025-01-01') return 'field';
  return teams.find(({ id }) => id === team)?.parent;
}
