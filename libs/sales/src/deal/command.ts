// The deal's commands, and what each of them looks at.
import { type Command, type Known, idOf } from '@ledger/ledger';
import { customer } from '../customer/customer.events.js';
import { ledger } from '../ledger/ledger.events.js';
import { attributionNeeds } from '../organization/organization.attribution.events.js';
import { product } from '../product/product.events.js';
import {
  type AdvanceDealBody,
  type CorrectDealBody,
  type CreditsBody,
  type LineBody,
  type LoseDealBody,
  type OpenDealBody,
  type ReassignDealBody,
  type ReopenDealBody,
  type ReverseDealBody,
  type WinDealBody,
} from './deal.bodies.js';
import { type DealState, deal } from './deal.events.js';

export type OpenDeal = Command<'OpenDeal', Omit<OpenDealBody, 'deal'>>;
export type AdvanceDeal = Command<'AdvanceDeal', AdvanceDealBody>;
export type WinDeal = Command<'WinDeal', WinDealBody>;
export type LoseDeal = Command<'LoseDeal', LoseDealBody>;
export type ReopenDeal = Command<'ReopenDeal', ReopenDealBody>;
export type CorrectDeal = Command<'CorrectDeal', CorrectDealBody>;
export type ReverseDeal = Command<'ReverseDeal', ReverseDealBody>;
export type ReassignDeal = Command<'ReassignDeal', ReassignDealBody>;
export type DealCommand =
  | OpenDeal
  | AdvanceDeal
  | WinDeal
  | LoseDeal
  | ReopenDeal
  | CorrectDeal
  | ReverseDeal
  | ReassignDeal;

/** Everybody and everything that a decision about a deal looks at: what the command names and what the deal holds. */
export function needs(command: DealCommand, known: Known): readonly string[] {
  const state = known.of(deal, idOf(command.subject));
  const named = namesIn(command.data);
  return [
    `${ledger.kind}/${command.ledger}`,
    ...attributionNeeds(known, [...named.salespeople, ...peopleOf(state)]),
    ...[...named.products, ...(state?.facts.products ?? []).map((held) => held.product)].map(
      (id) => `${product.kind}/${id}`,
    ),
    ...[named.customer, state?.facts.customer].flatMap((id) =>
      typeof id === 'string' ? [`${customer.kind}/${id}`] : [],
    ),
  ];
}

/** Everybody, everything and whoever buys, as the command names them. */
function namesIn(data: DealCommand['data']): Named {
  const shares = 'credits' in data && data.credits !== undefined ? sharesOf(data.credits) : [];
  const lines: readonly LineBody[] = ('lines' in data ? data.lines : undefined) ?? [];
  return {
    salespeople: [
      ...('salesperson' in data ? [data.salesperson] : []),
      ...shares.map((share) => share.salesperson),
    ],
    products: [
      ...(('products' in data ? data.products : undefined) ?? []),
      ...lines.map((line) => line.product),
    ],
    customer: 'customer' in data ? data.customer : undefined,
  };
}

type Named = {
  readonly salespeople: readonly string[];
  readonly products: readonly string[];
  readonly customer: string | null | undefined;
};

function sharesOf(credits: CreditsBody): CreditsBody['primary'] {
  return [...credits.primary, ...(credits.overlay ?? [])];
}

function peopleOf(state: DealState | undefined): readonly string[] {
  if (state === undefined) return [];
  if (state.status !== 'won') return [state.facts.owner];
  return [...state.won.primary, ...state.won.overlay].map((credit) => credit.salesperson);
}
