// What every decision about a deal looks at, and the checks that several commands share: one refusal each.
import { type Known, decimalOf, minorOf } from '@ledger/ledger';
import { customer } from '../customer/customer.events.js';
import { type Source } from '../source.js';
import { type LedgerState } from '../ledger/ledger.events.js';
import { attributionOn } from '../organization/organization.attribution.events.js';
import { isActiveOn, salesperson } from '../organization/organization.events.js';
import { type ProductState, product } from '../product/product.events.js';
import {
  type Attribution,
  type DealProduct,
  type DealState,
  type OpenDealState,
  type WonDealState,
} from './deal.events.js';
import { dayFault } from './days.js';
import { reject } from './deal.rejections.js';
import { productsMax } from './limits.js';
import { present } from '../changes.js';

export type Desk = {
  readonly known: Known;
  readonly ledger: LedgerState;
  /** The business day in the ledger's time zone. */
  readonly today: string;
  /** The deal's id and subject, and what is known about it. */
  readonly id: string;
  readonly subject: string;
  readonly deal: DealState | undefined;
};

export function existing({ id, deal }: Desk): DealState {
  if (deal === undefined) throw reject('deal-not-found', { deal: id });
  return deal;
}

export function openDeal(desk: Desk): OpenDealState {
  const state = existing(desk);
  const { id } = desk;
  if (state.status === 'won')
    throw reject('deal-already-won', { deal: id, closedOn: state.won.closedOn });
  if (state.status === 'lost') throw reject('deal-lost', { deal: id, lostOn: state.lost.lostOn });
  return state;
}

export function wonDeal(desk: Desk): WonDealState {
  const state = existing(desk);
  if (state.status !== 'won') throw reject('deal-not-won', { deal: desk.id, status: state.status });
  return state;
}

/** The command's source as plain data. */
export function sourceOf({ source }: { readonly source?: Source }): Source | undefined {
  return source === undefined ? undefined : present({ ...source });
}

/** A record of the same place that is older than the last one: it must not undo what is newer. */
export function isOlder(source: Source, last: Source | undefined): boolean {
  if (source.modifiedAt === undefined || last?.modifiedAt === undefined) return false;
  const isSame = source.system === last.system && source.record === last.record;
  return isSame && Date.parse(source.modifiedAt) < Date.parse(last.modifiedAt);
}

/** Refuses days that a deal can't have. */
export function checkDay(
  { today, ledger: { firstDay } }: Desk,
  { date, openedOn }: { readonly date: string; readonly openedOn?: string | undefined },
  pointer: string,
): void {
  const fault = dayFault(date, { today, firstDay, openedOn });
  const isClosing = pointer === '/closedOn';
  switch (fault?.is) {
    case undefined:
      return;
    case 'in-future':
      throw isClosing
        ? reject('closed-on-in-future', { closedOn: date, today }, pointer)
        : reject('date-in-future', { date, today }, pointer);
    case 'before-first-day':
      throw reject('date-before-first-day', { date, firstDay }, pointer);
    case 'before-opened':
      throw isClosing
        ? reject('closed-before-opened', { closedOn: date, openedOn: fault.bound }, pointer)
        : reject('date-before-opened', { date, openedOn: fault.bound }, pointer);
  }
}

export function checkCurrency(desk: Desk, currency: string | undefined): void {
  const ledgerCurrency = desk.ledger.currency;
  if (currency === undefined || currency === ledgerCurrency) return;
  throw reject('exchange-rate-missing', { currency, ledgerCurrency }, '/currency');
}

/** Minor units of the ledger's currency, zero or more. */
export function amountOf(desk: Desk, amount: string, pointer = '/amount'): number {
  const { currency } = desk.ledger;
  const minor = minorOf(amount, currency);
  if (typeof minor === 'string') throw reject(minor, { amount, currency }, pointer);
  if (minor < 0) throw reject('amount-negative', { amount }, pointer);
  return minor;
}

/** The decimal string of an amount in the ledger's currency; sums beyond exact numbers are cut, they only stand in texts. */
export function shown(desk: Desk, amountMinor: number): string {
  return decimalOf(Math.min(amountMinor, Number.MAX_SAFE_INTEGER), desk.ledger.currency);
}

/** Where an active salesperson stood on that day. */
export function sellerOn(
  desk: Desk,
  { id, date }: { readonly id: string; readonly date: string },
  pointer: string,
): Attribution {
  const seller = desk.known.of(salesperson, id);
  if (seller === undefined) throw reject('salesperson-unknown', { salesperson: id }, pointer);
  if (!isActiveOn(seller, date))
    throw reject('salesperson-inactive', { salesperson: id, date }, pointer);
  return attributionOn(desk.known, id, date);
}

/** The customer's segment, where there is a customer and it has one. */
export function segmentOf(desk: Desk, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const state = desk.known.of(customer, id);
  if (state === undefined) throw reject('customer-unknown', { customer: id }, '/customer');
  return state.segment;
}

/** Products as an open deal names them; those in `held` may be retired by now. */
export function productsOf(
  desk: Desk,
  { ids, day, held = [] }: { ids: readonly string[]; day: string; held?: readonly DealProduct[] },
): readonly DealProduct[] {
  checkProducts(ids, '/products');
  return ids.map((id, place) => {
    const pointer = `/products/${place}`;
    const state = desk.known.of(product, id);
    if (state === undefined) throw reject('product-unknown', { product: id }, pointer);
    const isNew = !held.some((had) => had.product === id);
    if (isNew && isRetiredOn(state, day)) throw reject('product-retired', { product: id }, pointer);
    return present({ product: id, family: state.family });
  });
}

/** A product may stand on deals that were new before it was retired. */
function isRetiredOn({ retiredOn }: ProductState, day: string): boolean {
  return retiredOn !== undefined && retiredOn <= day;
}

/** Bound and no product twice. */
export function checkProducts(ids: readonly string[], pointer: string): void {
  if (ids.length > productsMax) {
    throw reject('too-many-products', { count: ids.length, max: productsMax }, pointer);
  }
  const repeated = ids.find((id, place) => ids.indexOf(id) !== place);
  if (repeated !== undefined) throw reject('product-repeated', { product: repeated }, pointer);
}
