// Taking won money back, and what a correction must leave alone once some was.
import { isDeepStrictEqual } from 'node:util';
import { allocate } from '@ledger/ledger';
import { type Credits, attributionOf } from './crediting.js';
import { type ReverseDealBody } from './deal.bodies.js';
import {
  type Credit,
  type DealLine,
  type DealReversed,
  type Won,
  type WonDealState,
  leftMinor,
} from './deal.events.js';
import { reject } from './deal.rejections.js';
import { type Desk, amountOf, checkDay, shown, sourceOf, wonDeal } from './desk.js';
import { type Parts, type Standing, overlayTakenBack, partOf, takenBack } from './parts.js';
import { present } from '../changes.js';

export function reverse(data: ReverseDealBody, desk: Desk): readonly DealReversed[] {
  const state = wonDeal(desk);
  const { won, setBy: corrects } = state;
  const { kind, reason, reversedOn } = data;
  checkDay(desk, { date: reversedOn }, '/reversedOn');
  if (reversedOn < won.closedOn) {
    throw reject('reversed-before-closed', { reversedOn, closedOn: won.closedOn }, '/reversedOn');
  }
  const amountMinor = reversedAmount(data, state, desk);
  const { currency, customer, segment, channel } = won;
  const event = present({
    kind,
    reason,
    reversedOn,
    amountMinor,
    currency,
    ...reversedParts(state, amountMinor),
    customer,
    segment,
    channel,
    corrects,
    source: sourceOf(data),
  });
  return [{ type: 'DealReversed', subject: desk.subject, occurredOn: reversedOn, data: event }];
}

function reversedAmount(data: ReverseDealBody, state: WonDealState, desk: Desk): number {
  const { id } = desk;
  const { currency } = state.won;
  const left = leftMinor(state);
  if (left === 0) throw reject('nothing-left-to-reverse', { deal: id });
  if (data.amount === undefined) return left;
  const { amount } = data;
  const amountMinor = amountOf(desk, amount);
  if (amountMinor === 0) throw reject('reversal-not-positive', { amount }, '/amount');
  if (amountMinor > left) {
    const detail = { deal: id, amount, left: shown(desk, left), currency };
    throw reject('reversal-exceeds-credited', detail, '/amount');
  }
  return amountMinor;
}

function reversedParts(
  { won, reversed }: WonDealState,
  amountMinor: number,
): Credits & { readonly lines: readonly DealLine[] } {
  const before = reversed.amountMinor;
  const by = before + amountMinor;
  const whole = won.amountMinor;
  const ofLines = takenBack(amountMinor, won.lines.map(standing(reversed.lines, productOf)));
  const ofPrimary = takenBack(amountMinor, won.primary.map(standing(reversed.primary, personOf)));
  const overlayStanding = standing(reversed.overlay, personOf);
  return {
    lines: won.lines
      .map((line, place) => ({
        ...line,
        quantity: Math.max(0, part(line.quantity, by, whole) - part(line.quantity, before, whole)),
        amountMinor: ofLines[place] ?? 0,
      }))
      .filter((line) => line.amountMinor > 0 || line.quantity > 0),
    primary: won.primary
      .map((credit, place) => ({ ...credit, amountMinor: ofPrimary[place] ?? 0 }))
      .filter(isSome),
    overlay: won.overlay
      .map((credit) => ({
        ...credit,
        amountMinor: overlayTakenBack(overlayStanding(credit), by, whole),
      }))
      .filter(isSome),
  };
}

function standing<T extends { readonly amountMinor: number }>(
  reversed: Parts,
  idOf: (part: T) => string,
): (part: T) => Standing {
  return (part) => ({ amountMinor: part.amountMinor, reversedMinor: partOf(reversed, idOf(part)) });
}

/** Units in proportion to the money. */
function part(quantity: number, share: number, whole: number): number {
  return allocate(quantity, [share, whole - share])[0] ?? 0;
}

function isSome(credit: Credit): boolean {
  return credit.amountMinor > 0;
}

function productOf(line: DealLine): string {
  return line.product;
}

function personOf(credit: Credit): string {
  return credit.salesperson;
}

/** What was reversed stays under what is credited, and under the same heading: person, team, customer, channel. */
export function checkReversed(desk: Desk, { won: was, reversed }: WonDealState, is: Won): void {
  if (reversed.firstOn === undefined) return;
  if (is.closedOn > reversed.firstOn) {
    throw reject(
      'reversed-before-closed',
      { reversedOn: reversed.firstOn, closedOn: is.closedOn },
      '/closedOn',
    );
  }
  notBelow(desk, new Map([[desk.id, is.amountMinor]]), { [desk.id]: reversed.amountMinor });
  notBelow(desk, amountsBy(is.lines, productOf), reversed.lines);
  notBelow(desk, amountsBy(is.primary, personOf), reversed.primary);
  notBelow(desk, amountsBy(is.overlay, personOf), reversed.overlay);
  if (was.lines.length === 0 && is.lines.length > 0) {
    throw reject('correction-moves-reversed', { field: 'lines', was: '–' }, '/lines');
  }
  for (const field of ['customer', 'channel'] as const) {
    if (is[field] !== was[field]) {
      throw reject('correction-moves-reversed', { field, was: was[field] ?? '–' }, `/${field}`);
    }
  }
  staysPut(was.primary, is.primary, reversed.primary);
  staysPut(was.overlay, is.overlay, reversed.overlay);
}

function amountsBy<T extends { readonly amountMinor: number }>(
  parts: readonly T[],
  idOf: (part: T) => string,
): ReadonlyMap<string, number> {
  return new Map(parts.map((part) => [idOf(part), part.amountMinor]));
}

function notBelow(desk: Desk, amounts: ReadonlyMap<string, number>, reversed: Parts): void {
  for (const [id, floor] of Object.entries(reversed)) {
    const amountMinor = amounts.get(id) ?? 0;
    if (amountMinor >= floor) continue;
    const detail = { part: id, amount: shown(desk, amountMinor), reversed: shown(desk, floor) };
    throw reject('correction-below-reversed', { ...detail, currency: desk.ledger.currency });
  }
}

/** Whoever had money taken back stands where they stood, or their team would keep one half of it. */
function staysPut(was: readonly Credit[], is: readonly Credit[], reversed: Parts): void {
  for (const credit of is) {
    const stood = was.find((one) => one.salesperson === credit.salesperson);
    if (stood === undefined || partOf(reversed, credit.salesperson) === 0) continue;
    if (!isDeepStrictEqual(attributionOf(stood), attributionOf(credit))) {
      const team = stood.teams[0] ?? '–';
      throw reject('correction-moves-reversed', { field: 'team', was: team }, '/closedOn');
    }
  }
}
