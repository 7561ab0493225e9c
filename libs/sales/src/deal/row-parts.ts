// Lines and credits as a deal's row keeps them: values without names, for every deal has some.
import { present } from '../changes.js';
import { type Credit, type DealLine } from './deal.events.js';

export type KeptLine = readonly [
  product: string,
  quantity: number,
  amountMinor: number,
  family: string | null,
  listPriceMinor: number | null,
];

export function keptLine({
  product,
  quantity,
  amountMinor,
  family = null,
  listPriceMinor = null,
}: Nullable<DealLine>): KeptLine {
  return [product, quantity, amountMinor, family, listPriceMinor];
}

export function wholeLine([product, quantity, amountMinor, family, listPrice]: KeptLine): DealLine {
  const listPriceMinor = listPrice ?? undefined;
  return present({ product, quantity, amountMinor, family: family ?? undefined, listPriceMinor });
}

export type KeptCredit = readonly [
  salesperson: string,
  teams: readonly string[],
  shareBp: number,
  amountMinor: number,
  territory: string | null,
  manager: string | null,
];

export function keptCredit({
  salesperson,
  teams,
  shareBp,
  amountMinor,
  territory = null,
  manager = null,
}: Nullable<Credit>): KeptCredit {
  return [salesperson, teams, shareBp, amountMinor, territory, manager];
}

export function wholeCredit(kept: KeptCredit): Credit {
  const [salesperson, teams, shareBp, amountMinor, territory, manager] = kept;
  return present({
    salesperson,
    teams,
    manager: manager ?? undefined,
    territory: territory ?? undefined,
    shareBp,
    amountMinor,
  });
}

/** What is absent there may stand as null here. */
type Nullable<T> = { readonly [F in keyof T]: undefined extends T[F] ? T[F] | null : T[F] };
