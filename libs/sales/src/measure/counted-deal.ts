// A deal as its stock is counted, and the row that keeps it: there is one for each deal that ever was, so it has no names.
import { type Row } from '@ledger/ledger';
import { present } from '../changes.js';
import { type Standing } from './standing.js';

/** A closed one is counted nowhere and may come back. */
export type CountedDeal = {
  readonly isOpen: boolean;
  readonly standing: Standing;
  /** Minor units; 0 where nobody said an amount. */
  readonly amountMinor: number;
  /** The day of its last change: an earlier one would take it away before it was there. */
  readonly since: string;
};

type Word = string | null;

type Kept = readonly [
  since: string,
  isOpen: 0 | 1,
  amountMinor: number,
  salesperson: string,
  teams: readonly string[],
  territory: Word,
  product: Word,
  segment: Word,
  channel: Word,
  stage: Word,
];

export function keptRow({ isOpen, standing, amountMinor, since }: CountedDeal): Row {
  const { salesperson, teams, territory, product, segment, channel, stage } = standing;
  const words = [territory ?? null, product ?? null, segment ?? null, channel ?? null] as const;
  const last = stage ?? null;
  const kept: Kept = [since, isOpen ? 1 : 0, amountMinor, salesperson, teams, ...words, last];
  return { kept };
}

/** A stored row as what it says; only `keptRow` makes them. */
export function countedDeal(row: Row): CountedDeal {
  const [since, isOpen, amountMinor, salesperson, teams, ...words] = row['kept'] as Kept;
  const [territory, product, segment, channel, stage] = words.map((word) => word ?? undefined);
  const standing = present({ salesperson, teams, territory, product, segment, channel, stage });
  return { isOpen: isOpen === 1, standing, amountMinor, since };
}
