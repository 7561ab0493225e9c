// What can happen to a deal and what cannot. Winning, correcting and reversing, where money is shared out, stand in
// winning.ts; the rest is here.
import { isDeepStrictEqual } from 'node:util';
import { type Decider, type Known, daysBetween, idOf, todayIn, unreachable } from '@ledger/ledger';
import { requireLedger } from '../ledger/ledger.events.js';
import { attributionOn } from '../organization/organization.attribution.events.js';
import {
  type AdvanceDeal,
  type DealCommand,
  type LoseDeal,
  type OpenDeal,
  type ReassignDeal,
  type ReopenDeal,
  needs,
} from './command.js';
import {
  type DealAdvanced,
  type DealEvent,
  type DealFacts,
  type DealLost,
  type DealOpened,
  type DealReassigned,
  type DealReopened,
  deal,
} from './deal.events.js';
import { reject } from './deal.rejections.js';
import {
  type Desk,
  amountOf,
  checkCurrency,
  checkDay,
  existing,
  isOlder,
  openDeal,
  productsOf,
  segmentOf,
  sellerOn,
  shown,
  sourceOf,
} from './desk.js';
import { differences, present } from '../changes.js';
import { reverse } from './reversing.js';
import { correct, win } from './winning.js';

export const dealDecider: Decider<DealCommand, DealEvent> = {
  needs,

  decide: (command, known, moment) => {
    const desk = deskOf(command, known, moment.now);
    const { source } = command.data;
    if (source !== undefined && isOlder(source, desk.deal?.facts.source)) return [];
    switch (command.type) {
      case 'OpenDeal':
        return open(command.data, desk);
      case 'AdvanceDeal':
        return advance(command.data, desk);
      case 'WinDeal':
        return win(command.data, desk);
      case 'LoseDeal':
        return lose(command.data, desk);
      case 'ReopenDeal':
        return reopen(command.data, desk);
      case 'CorrectDeal':
        return correct(command.data, desk);
      case 'ReverseDeal':
        return reverse(command.data, desk);
      case 'ReassignDeal':
        return reassign(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

function deskOf(command: DealCommand, known: Known, now: string): Desk {
  const state = requireLedger(known, command.ledger);
  const id = idOf(command.subject);
  const { subject } = command;
  return {
    known,
    ledger: state,
    today: todayIn(state.timeZone, now),
    id,
    subject,
    deal: known.of(deal, id),
  };
}

function open(data: OpenDeal['data'], desk: Desk): readonly DealOpened[] {
  const { id, subject, today } = desk;
  if (desk.deal !== undefined) throw reject('deal-exists', { deal: id });
  const occurredOn = data.openedOn ?? today;
  checkDay(desk, { date: occurredOn }, '/openedOn');
  checkCurrency(desk, data.currency);
  const opened = present({
    title: data.title,
    owner: sellerOn(desk, { id: data.salesperson, date: occurredOn }, '/salesperson'),
    customer: data.customer,
    segment: segmentOf(desk, data.customer),
    products: productsOf(desk, { ids: data.products ?? [], day: occurredOn }),
    amountMinor: data.amount === undefined ? undefined : amountOf(desk, data.amount),
    currency: desk.ledger.currency,
    stage: data.stage,
    probabilityBp: data.probabilityBp,
    forecastCategory: data.forecastCategory,
    expectedCloseOn: data.expectedCloseOn,
    openedOn: data.openedOn,
    channel: data.channel,
    source: sourceOf(data),
  });
  return [{ type: 'DealOpened', subject, occurredOn, data: opened }];
}

function advance(data: AdvanceDeal['data'], desk: Desk): readonly DealAdvanced[] {
  const { facts } = openDeal(desk);
  if (data.openedOn !== undefined) checkDay(desk, { date: data.openedOn }, '/openedOn');
  checkCurrency(desk, data.currency);
  if (typeof data.customer === 'string') segmentOf(desk, data.customer);
  const changes = differences(facts, {
    stage: data.stage,
    probabilityBp: data.probabilityBp,
    forecastCategory: data.forecastCategory,
    expectedCloseOn: data.expectedCloseOn,
    amountMinor: typeof data.amount === 'string' ? amountOf(desk, data.amount) : data.amount,
    customer: data.customer,
    products: newProducts(data.products, facts, desk),
    channel: data.channel,
    openedOn: data.openedOn,
  });
  if (Object.keys(changes).length === 0) return [];
  const advanced = present({ ...changes, source: sourceOf(data) });
  return [{ type: 'DealAdvanced', subject: desk.subject, occurredOn: desk.today, data: advanced }];
}

/** The same products in another order, or of another family by now, are no change. */
function newProducts(
  ids: readonly string[] | undefined,
  facts: DealFacts,
  desk: Desk,
): DealAdvanced['data']['products'] {
  if (ids === undefined) return undefined;
  const products = productsOf(desk, { ids, day: desk.today, held: facts.products });
  const held = facts.products.map((one) => one.product);
  return isDeepStrictEqual(ids.toSorted(), held.toSorted()) ? undefined : products;
}

function lose(data: LoseDeal['data'], desk: Desk): readonly DealLost[] {
  const { facts } = openDeal(desk);
  const { lostOn } = data;
  checkDay(desk, { date: lostOn, openedOn: facts.openedOn }, '/lostOn');
  const lost = present({
    lostOn,
    owner: attributionOn(desk.known, facts.owner, lostOn),
    products: facts.products,
    amountMinor: facts.amountMinor,
    customer: facts.customer,
    segment: segmentOf(desk, facts.customer),
    channel: facts.channel,
    reason: data.reason,
    competitor: data.competitor,
    cycleDays: facts.openedOn === undefined ? undefined : daysBetween(facts.openedOn, lostOn),
    source: sourceOf(data),
  });
  return [{ type: 'DealLost', subject: desk.subject, occurredOn: lostOn, data: lost }];
}

/** What was counted goes back on the day on which it counted. */
function reopen(data: ReopenDeal['data'], desk: Desk): readonly DealReopened[] {
  const { id, subject } = desk;
  const state = existing(desk);
  const { reason } = data;
  const source = sourceOf(data);
  switch (state.status) {
    case 'open':
      throw reject('deal-already-open', { deal: id });
    case 'lost': {
      const { setBy: corrects, lost } = state;
      const reopened = present({ reason, corrects, lost, source });
      return [{ type: 'DealReopened', subject, occurredOn: lost.lostOn, data: reopened }];
    }
    case 'won': {
      const { setBy: corrects, won, reversed } = state;
      if (reversed.amountMinor > 0) {
        const taken = shown(desk, reversed.amountMinor);
        throw reject('deal-partly-reversed', { deal: id, reversed: taken, currency: won.currency });
      }
      const reopened = present({ reason, corrects, won, source });
      return [{ type: 'DealReopened', subject, occurredOn: won.closedOn, data: reopened }];
    }
    default:
      return unreachable(state);
  }
}

function reassign(data: ReassignDeal['data'], desk: Desk): readonly DealReassigned[] {
  const { facts } = openDeal(desk);
  const occurredOn = data.effectiveOn ?? desk.today;
  checkDay(desk, { date: occurredOn, openedOn: facts.openedOn }, '/effectiveOn');
  const owner = sellerOn(desk, { id: data.salesperson, date: occurredOn }, '/salesperson');
  if (data.salesperson === facts.owner) return [];
  const { reason } = data;
  const reassigned = present({ owner, was: facts.owner, reason, source: sourceOf(data) });
  return [{ type: 'DealReassigned', subject: desk.subject, occurredOn, data: reassigned }];
}
