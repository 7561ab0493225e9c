// How won money falls on lines and on people: what the caller states, checked and made whole.
import { product } from '../product/product.events.js';
import { type LineBody, type ShareBody } from './deal.bodies.js';
import {
  type Attribution,
  type Credit,
  type DealLine,
  type Reversed,
  nothingReversed,
} from './deal.events.js';
import { reject } from './deal.rejections.js';
import { type Desk, amountOf, checkProducts, shown } from './desk.js';
import { creditsMax } from './limits.js';
import { overlayMinor, partOf, roundedUpTo, split, sumMinor, wholeBp } from './parts.js';
import { present } from '../changes.js';

export type Shares = {
  readonly primary: readonly ShareBody[];
  readonly overlay: readonly ShareBody[];
};
export type Credits = { readonly primary: readonly Credit[]; readonly overlay: readonly Credit[] };

export type Crediting = {
  readonly shares: Shares;
  readonly amountMinor: number;
  /** Where somebody stood on the day; refuses whoever can't be credited. */
  readonly where: (id: string, pointer: string) => Attribution;
  readonly reversed?: Reversed;
};

/** Amounts by share, in the order given; never a rounding's unit under what was reversed of them. */
export function credited({
  shares,
  amountMinor,
  where,
  reversed = nothingReversed,
}: Crediting): Credits {
  checkShares(shares);
  const floors = shares.primary.map((share) => partOf(reversed.primary, share.salesperson));
  const weights = shares.primary.map((share) => share.shareBp);
  const parts = roundedUpTo(floors, split(amountMinor, weights));
  return {
    primary: shares.primary.map(({ salesperson, shareBp }, place) => ({
      ...where(salesperson, `/credits/primary/${place}/salesperson`),
      shareBp,
      amountMinor: parts[place] ?? 0,
    })),
    overlay: shares.overlay.map(({ salesperson, shareBp }, place) => {
      const part = overlayMinor(amountMinor, shareBp);
      const floor = partOf(reversed.overlay, salesperson);
      return {
        ...where(salesperson, `/credits/overlay/${place}/salesperson`),
        shareBp,
        amountMinor: Math.max(part, Math.min(floor, part + 1)),
      };
    }),
  };
}

function checkShares({ primary, overlay }: Shares): void {
  const count = Math.max(primary.length, overlay.length);
  if (count > creditsMax) throw reject('too-many-credits', { count, max: creditsMax }, '/credits');
  const all = [...primary, ...overlay];
  for (const { shareBp } of all) {
    if (!Number.isInteger(shareBp) || shareBp < 1 || shareBp > wholeBp) {
      throw reject('share-out-of-range', { shareBp }, '/credits');
    }
  }
  const people = all.map((share) => share.salesperson);
  const repeated = people.find((id, place) => people.indexOf(id) !== place);
  if (repeated !== undefined)
    throw reject('credit-repeated', { salesperson: repeated }, '/credits');
  const sumBp = primary.reduce((sum, share) => sum + share.shareBp, 0);
  if (sumBp !== wholeBp) throw reject('shares-not-whole', { sumBp }, '/credits/primary');
}

/** Where a credited salesperson stood. */
export function attributionOf({
  shareBp: _,
  amountMinor: __,
  ...attribution
}: Credit): Attribution {
  return attribution;
}

export type Stated = {
  readonly lines: readonly LineBody[];
  readonly amountMinor: number;
  readonly before?: readonly DealLine[];
};

/** Lines as the caller states them; what stood before keeps its family and list price. */
export function statedLines(
  desk: Desk,
  { lines, amountMinor, before = [] }: Stated,
): readonly DealLine[] {
  if (lines.length === 0) throw reject('lines-missing', { count: 0 }, '/lines');
  const products = lines.map((line) => line.product);
  checkProducts(products, '/lines');
  const stated = lines.map((line, place) => {
    const { product: id, quantity = 1 } = line;
    const priced = {
      product: id,
      quantity,
      amountMinor: amountOf(desk, line.amount, `/lines/${place}/amount`),
    };
    const stood = before.find((one) => one.product === id);
    return stood === undefined
      ? lineOf(desk, priced, `/lines/${place}/product`)
      : { ...stood, ...priced };
  });
  const sum = sumMinor(stated);
  if (sum !== amountMinor) {
    const { currency } = desk.ledger;
    const detail = { lines: shown(desk, sum), amount: shown(desk, amountMinor), currency };
    throw reject('lines-differ-from-amount', detail, '/lines');
  }
  return stated;
}

export function lineOf(desk: Desk, line: DealLine, pointer = '/lines'): DealLine {
  const state = desk.known.of(product, line.product);
  if (state === undefined) throw reject('product-unknown', { product: line.product }, pointer);
  return present({ ...line, family: state.family, listPriceMinor: state.listPriceMinor });
}
