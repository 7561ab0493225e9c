// Winning a deal and correcting what was won. Who is credited with how much stands in crediting.ts.
import { isDeepStrictEqual } from 'node:util';
import { daysBetween } from '@ledger/ledger';
import { type CorrectDealBody, type WinDealBody } from './deal.bodies.js';
import { type Credits, attributionOf, credited, lineOf, statedLines } from './crediting.js';
import {
  type Credit,
  type DealCorrected,
  type DealFacts,
  type DealLine,
  type DealWon,
  type Won,
  type WonDealState,
} from './deal.events.js';
import { reject } from './deal.rejections.js';
import {
  type Desk,
  amountOf,
  checkCurrency,
  checkDay,
  openDeal,
  segmentOf,
  sellerOn,
  sourceOf,
  wonDeal,
} from './desk.js';
import { partOf, roundedUpTo, split, wholeBp } from './parts.js';
import { present } from '../changes.js';
import { checkReversed } from './reversing.js';

type Terms = {
  readonly closedOn: string;
  readonly amountMinor: number;
  readonly lines: readonly DealLine[];
  readonly primary: readonly Credit[];
  readonly overlay: readonly Credit[];
  readonly customer: string | undefined;
  readonly segment: string | undefined;
  readonly channel: string | undefined;
};

export function win(data: WinDealBody, desk: Desk): readonly DealWon[] {
  const { facts } = openDeal(desk);
  const { closedOn } = data;
  checkClosedOn(desk, facts, closedOn);
  checkCurrency(desk, data.currency);
  const amountMinor = amountOf(desk, data.amount);
  const primary = data.credits?.primary ?? [{ salesperson: facts.owner, shareBp: wholeBp }];
  const overlay = data.credits?.overlay ?? [];
  const customer = data.customer ?? facts.customer;
  const won = wonOn(facts, {
    closedOn,
    amountMinor,
    lines: wonLines(data, facts, amountMinor, desk),
    ...credited({
      shares: { primary, overlay },
      amountMinor,
      where: (id, pointer) => sellerOn(desk, { id, date: closedOn }, pointer),
    }),
    customer,
    segment: segmentOf(desk, customer),
    channel: data.channel ?? facts.channel,
  });
  const event = present({ ...won, source: sourceOf(data) });
  return [{ type: 'DealWon', subject: desk.subject, occurredOn: closedOn, data: event }];
}

export function correct(data: CorrectDealBody, desk: Desk): readonly DealCorrected[] {
  const state = wonDeal(desk);
  const { facts, won: was, setBy: corrects } = state;
  const closedOn = data.closedOn ?? was.closedOn;
  checkClosedOn(desk, facts, closedOn);
  const amountMinor = data.amount === undefined ? was.amountMinor : amountOf(desk, data.amount);
  const customer = data.customer === undefined ? was.customer : (data.customer ?? undefined);
  const is = wonOn(facts, {
    closedOn,
    amountMinor,
    lines: correctedLines(data, state, amountMinor, desk),
    ...correctedCredits(data, state, { closedOn, amountMinor }, desk),
    customer,
    segment: customer === was.customer ? was.segment : segmentOf(desk, customer),
    channel: data.channel === undefined ? was.channel : (data.channel ?? undefined),
  });
  if (isDeepStrictEqual(inOrder(is), inOrder(was))) return [];
  checkReversed(desk, state, is);
  const event = present({ reason: data.reason, corrects, was, is, source: sourceOf(data) });
  return [{ type: 'DealCorrected', subject: desk.subject, occurredOn: closedOn, data: event }];
}

function wonOn({ openedOn, currency }: DealFacts, terms: Terms): Won {
  const cycleDays = openedOn === undefined ? undefined : daysBetween(openedOn, terms.closedOn);
  return present({ ...terms, currency, cycleDays });
}

function checkClosedOn(desk: Desk, { openedOn }: DealFacts, closedOn: string): void {
  checkDay(desk, { date: closedOn, openedOn }, '/closedOn');
}

function wonLines(
  { lines }: WinDealBody,
  { products }: DealFacts,
  amountMinor: number,
  desk: Desk,
): readonly DealLine[] {
  if (lines !== undefined) return statedLines(desk, { lines, amountMinor });
  const [only] = products;
  if (only === undefined) return []; // nobody said what was sold: its money counts, of no product
  if (products.length > 1) throw reject('lines-missing', { count: products.length }, '/lines');
  return [lineOf(desk, { product: only.product, quantity: 1, amountMinor })];
}

function correctedLines(
  { lines }: CorrectDealBody,
  { won, reversed }: WonDealState,
  amountMinor: number,
  desk: Desk,
): readonly DealLine[] {
  if (lines !== undefined) return statedLines(desk, { lines, amountMinor, before: won.lines });
  if (amountMinor === won.amountMinor || won.lines.length === 0) return won.lines;
  const weights = won.lines.map((line) => line.amountMinor);
  const floors = won.lines.map((line) => partOf(reversed.lines, line.product));
  const parts = roundedUpTo(floors, split(amountMinor, weights));
  return won.lines.map((line, place) => ({ ...line, amountMinor: parts[place] ?? 0 }));
}

function correctedCredits(
  data: CorrectDealBody,
  { won, reversed }: WonDealState,
  { closedOn, amountMinor }: Pick<Terms, 'closedOn' | 'amountMinor'>,
  desk: Desk,
): Credits {
  const shares = {
    primary: data.credits?.primary ?? won.primary,
    overlay: data.credits?.overlay ?? won.overlay,
  };
  const before = closedOn === won.closedOn ? [...won.primary, ...won.overlay] : [];
  return credited({
    shares,
    amountMinor,
    where: (id, pointer) => {
      const stood = before.find((credit) => credit.salesperson === id);
      if (stood !== undefined) return attributionOf(stood);
      return sellerOn(desk, { id, date: closedOn }, pointer);
    },
    reversed,
  });
}

/** The same whichever way round lines and credits are told. */
function inOrder(won: Won): Won {
  const byPerson = (one: Credit, other: Credit): number =>
    one.salesperson < other.salesperson ? -1 : 1;
  return {
    ...won,
    lines: won.lines.toSorted((one, other) => (one.product < other.product ? -1 : 1)),
    primary: won.primary.toSorted(byPerson),
    overlay: won.overlay.toSorted(byPerson),
  };
}
