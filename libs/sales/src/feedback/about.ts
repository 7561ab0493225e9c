// Whom and what a feedback speaks of: what the caller names comes first, then what the deal knows.
import { type Command, type Known } from '@ledger/ledger';
import { present } from '../changes.js';
import { customer } from '../customer/customer.events.js';
import { type DealState, deal } from '../deal/deal.events.js';
import {
  attributionNeeds,
  attributionOn,
} from '../organization/organization.attribution.events.js';
import { salesperson } from '../organization/organization.events.js';
import { product } from '../product/product.events.js';
import { type ReceiveFeedbackBody } from './feedback.bodies.js';
import { type Score, type Voice } from './feedback.events.js';
import { reject } from './feedback.rejections.js';

export type ReceiveFeedback = Command<'ReceiveFeedback', ReceiveFeedbackBody>;

type About = Pick<ReceiveFeedbackBody, 'deal' | 'salesperson' | 'customer' | 'product' | 'channel'>;

function aboutOf(data: ReceiveFeedbackBody, known: Known): About {
  const state = data.deal === undefined ? undefined : known.of(deal, data.deal);
  return {
    deal: data.deal,
    salesperson: data.salesperson ?? (state === undefined ? undefined : sellerOf(state)),
    customer: data.customer ?? state?.facts.customer,
    product: data.product ?? state?.facts.products[0]?.product,
    channel: data.channel ?? state?.facts.channel,
  };
}

/** The owner, or who has the largest primary credit of a won deal: the one for whom figures count the deal itself. */
function sellerOf(state: DealState): string {
  if (state.status !== 'won') return state.facts.owner;
  const { primary } = state.won;
  const mostMinor = Math.max(...primary.map((credit) => credit.amountMinor));
  const largest = primary.find((credit) => credit.amountMinor === mostMinor);
  return largest?.salesperson ?? state.facts.owner;
}

/** Everything that `voiceOf` looks at; a deal's own people and products once the deal is known. */
export function aboutNeeds(data: ReceiveFeedbackBody, known: Known): readonly string[] {
  const about = aboutOf(data, known);
  return [
    ...(about.deal === undefined ? [] : [`${deal.kind}/${about.deal}`]),
    ...attributionNeeds(known, about.salesperson === undefined ? [] : [about.salesperson]),
    ...(about.customer === undefined ? [] : [`${customer.kind}/${about.customer}`]),
    ...(about.product === undefined ? [] : [`${product.kind}/${about.product}`]),
  ];
}

/** Where and for whom it counts. @throws Rejection for whom or what nobody knows */
export function voiceOf(data: ReceiveFeedbackBody, known: Known): Voice {
  const { kind, receivedOn, score } = data;
  if (data.deal !== undefined && known.of(deal, data.deal) === undefined) {
    throw reject('deal-unknown', { deal: data.deal }, '/deal');
  }
  const about = aboutOf(data, known);
  return present({
    kind,
    score: score === undefined ? undefined : plainScore(score),
    receivedOn,
    deal: about.deal,
    attribution: attributed(known, about.salesperson, receivedOn),
    ...buyerOf(known, about.customer),
    ...soldOf(known, about.product),
    channel: about.channel,
  });
}

/** A command's score as entries keep it: bodies are instances. */
export function plainScore({ scale, value }: Score): Score {
  return { scale, value };
}

/** Somebody who has left by then can still be spoken of. */
function attributed(known: Known, id: string | undefined, day: string): Voice['attribution'] {
  if (id === undefined) return undefined;
  if (known.of(salesperson, id) === undefined) {
    throw reject('salesperson-unknown', { salesperson: id }, '/salesperson');
  }
  return attributionOn(known, id, day);
}

function buyerOf(known: Known, id: string | undefined): Pick<Voice, 'customer' | 'segment'> {
  if (id === undefined) return {};
  const state = known.of(customer, id);
  if (state === undefined) throw reject('customer-unknown', { customer: id }, '/customer');
  return present({ customer: id, segment: state.segment });
}

function soldOf(known: Known, id: string | undefined): Pick<Voice, 'product' | 'family'> {
  if (id === undefined) return {};
  const state = known.of(product, id);
  if (state === undefined) throw reject('product-unknown', { product: id }, '/product');
  return present({ product: id, family: state.family });
}
