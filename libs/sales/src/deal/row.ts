// A deal as its row keeps it: each thing once. What a state says twice (a won deal mirrors what was won, an outcome repeats
// customer and day) is put back when the row is read; lists of many deals cost what their rows are long.
import { type Row } from '@ledger/ledger';
import { present } from '../changes.js';
import {
  type DealFacts,
  type DealState,
  type Lost,
  type Reversed,
  type Won,
  mirrored,
  nothingReversed,
} from './deal.events.js';
import {
  type KeptCredit,
  type KeptLine,
  keptCredit,
  keptLine,
  wholeCredit,
  wholeLine,
} from './row-parts.js';

export type DealRow = {
  readonly status: DealState['status'];
  readonly owner: string;
  /** Empty where there is none: an index needs a value. */
  readonly customer: string;
  /** When it was won, lost or opened, whichever was last; empty for an open deal without opening date. */
  readonly on: string;
  /** The deal's own version, which a command may expect. */
  readonly version: number;
  /** Sequence of the last entry about it. */
  readonly sequence: number;
  /** Everything known; money in minor units of `state.facts.currency`. */
  readonly state: DealState;
};

type KeptFacts = Omit<DealFacts, 'owner' | 'customer' | 'products'> & Partial<DealFacts>;
type KeptWon = Omit<Won, 'closedOn' | 'currency' | 'lines' | 'primary' | 'overlay' | 'customer'> & {
  readonly currency?: string;
  readonly lines: readonly KeptLine[];
  readonly primary: readonly KeptCredit[];
  readonly overlay?: readonly KeptCredit[];
};
type KeptLost = Omit<Lost, 'lostOn'>;

/** Readers of names see `facts.title` as it lies here. */
type Kept = Omit<DealRow, 'state'> & {
  readonly facts: KeptFacts;
  readonly won?: KeptWon;
  readonly lost?: KeptLost;
  /** Absent where it is the last entry. */
  readonly setBy?: number;
  /** Absent where nothing was taken back. */
  readonly reversed?: Reversed;
};

/** A stored row as what it says; only `storedDeal` writes them. */
export function dealRow(row: Row): DealRow {
  const { facts, won, lost, setBy, reversed, ...found } = row as unknown as Kept; // nothing else is in the collection
  const { status, owner, on, sequence } = found;
  const customer = found.customer === '' ? undefined : found.customer;
  const known = present({ products: [], ...facts, owner, customer });
  if (status === 'open') return { ...found, state: { status, facts: known } };
  if (status === 'lost' && lost !== undefined) {
    const state = { status, facts: known, lost: { lostOn: on, ...lost }, setBy: setBy ?? sequence };
    return { ...found, state };
  }
  if (status !== 'won' || won === undefined)
    throw new Error(`a ${status} deal without its outcome`);
  const whole = wholeWon(won, { on, customer, currency: known.currency });
  const state = {
    status,
    facts: mirrored(known, whole),
    won: whole,
    setBy: setBy ?? sequence,
    reversed: reversed ?? nothingReversed,
  };
  return { ...found, state };
}

export function storedDeal(deal: DealRow): Row {
  const row: Kept = keptOf(deal);
  return row;
}

function keptOf({ state, ...found }: DealRow): Kept {
  const facts = without(state.facts, ['owner', 'customer']);
  if (state.status === 'open') return { ...found, facts };
  const setBy = state.setBy === found.sequence ? undefined : state.setBy;
  if (state.status === 'lost') {
    return present({ ...found, facts, lost: without(state.lost, ['lostOn']), setBy });
  }
  return present({
    ...found,
    facts: without(facts, ['products', 'amountMinor', 'channel']),
    won: keptWon(state.won, facts.currency),
    setBy,
    reversed: state.reversed.firstOn === undefined ? undefined : state.reversed,
  });
}

function keptWon(won: Won, dealCurrency: string): KeptWon {
  const { currency, overlay } = won;
  return present({
    ...without(won, ['closedOn', 'customer']),
    currency: currency === dealCurrency ? undefined : currency,
    lines: won.lines.map(keptLine),
    primary: won.primary.map(keptCredit),
    overlay: overlay.length === 0 ? undefined : overlay.map(keptCredit),
  });
}

type About = Pick<DealRow, 'on'> & Pick<DealFacts, 'currency'> & { customer: string | undefined };

function wholeWon({ lines, primary, overlay = [], ...won }: KeptWon, about: About): Won {
  const { on: closedOn, currency, customer } = about;
  return present({
    closedOn,
    currency,
    ...won,
    customer,
    lines: lines.map(wholeLine),
    primary: primary.map(wholeCredit),
    overlay: overlay.map(wholeCredit),
  });
}

function without<T extends object, F extends keyof T & string>(
  fields: T,
  dropped: readonly F[],
): Omit<T, F> {
  const names: readonly string[] = dropped;
  const left: Partial<T> = {};
  for (const field in fields) if (!names.includes(field)) left[field] = fields[field];
  return left as Omit<T, F>; // all others
}
