// What deals add to figures.
import { type Entry } from '@ledger/ledger';
import {
  type Credit,
  type DealLine,
  type DealOpened,
  type DealReversed,
  type Lost,
  type Won,
} from '../deal/deal.events.js';
import { type Circumstances, type Part, type Place, unassigned } from './part.js';
import { spread, spreadMatrix } from './spread.js';

export function openedPart({ data, occurredOn }: Entry<DealOpened>): Part {
  const place = { deal: data, who: data.owner, what: data.products[0] };
  return { fact: 'opened', day: occurredOn, place, values: [1] };
}

export function lostPart(lost: Lost, sign: 1 | -1): Part {
  const place = { deal: lost, who: lost.owner, what: lost.products[0] };
  return { fact: 'lost', day: lost.lostOn, place, values: [sign] };
}

/**
 * Money lies where credits and lines say. What can't be split goes with the largest primary credit: units and list value by
 * line, the deal itself and its cycle with the largest line; the first one where several are largest.
 */
export function wonParts(won: Won, sign: 1 | -1): readonly Part[] {
  const { closedOn: day, primary, cycleDays } = won;
  const lines = linesOf(won);
  const amounts = spreadMatrix(primary.map(amountOf), lines.map(amountOf));
  const holder = largest(primary);
  const main = largest(lines);
  const parts = cross(primary, lines, (credit, line, c, l): Part => {
    const held = c === holder ? sign : 0;
    const counted = l === main ? held : 0;
    const amountMinor = sign * (amounts[c]?.[l] ?? 0);
    const timed = cycleDays === undefined ? 0 : counted;
    const listMinor = listValue(line);
    const values = [
      amountMinor,
      counted,
      held * line.quantity,
      timed * (cycleDays ?? 0),
      timed,
      0,
      held * (listMinor ?? 0),
      listMinor === undefined ? 0 : held * (listMinor - line.amountMinor),
    ];
    return { fact: 'won', day, place: { deal: won, who: credit, what: line }, values };
  });
  const bought =
    won.customer === undefined ? [] : parts.map(({ place }) => boughtPart(day, place, sign));
  if (won.overlay.length === 0) return [...parts, ...bought];
  const overlay = overlays(won, lines).map(({ place, amountMinor }): Part => ({
    fact: 'won',
    day,
    place,
    values: [0, 0, 0, 0, 0, sign * amountMinor, 0, 0],
  }));
  return [...parts, ...bought, ...overlay];
}

/** Everyone credited sold to the customer, and every product was sold to it. */
function boughtPart(day: string, place: Place, sign: 1 | -1): Part {
  return { fact: 'bought', day, place, values: [sign] };
}

/** What the line is worth by its list price; undefined without one, or where it is past exact numbers. */
function listValue({ quantity, listPriceMinor }: DealLine): number | undefined {
  if (listPriceMinor === undefined) return undefined;
  const value = quantity * listPriceMinor;
  return Number.isSafeInteger(value) ? value : undefined;
}

export function reversedParts(reversed: DealReversed['data']): readonly Part[] {
  const { reversedOn: day, primary } = reversed;
  const lines = linesOf(reversed);
  const amounts = spreadMatrix(primary.map(amountOf), lines.map(amountOf));
  const parts = cross(primary, lines, (credit, line, c, l): Part => {
    const values = [amounts[c]?.[l] ?? 0, 0];
    return { fact: 'reversed', day, place: { deal: reversed, who: credit, what: line }, values };
  });
  const overlay = overlays(reversed, lines).map(({ place, amountMinor }): Part => ({
    fact: 'reversed',
    day,
    place,
    values: [0, amountMinor],
  }));
  return [...parts, ...overlay];
}

type Sale = Circumstances & { readonly overlay: readonly Credit[] };

/** Each overlay credit over the lines, by their amounts; apart from the deal's own money. */
function overlays(
  sale: Sale,
  lines: readonly DealLine[],
): readonly { readonly place: Place; readonly amountMinor: number }[] {
  const weights = lines.map(amountOf);
  return sale.overlay.flatMap((credit) => {
    const amounts = spread(credit.amountMinor, weights);
    return lines.map((line, l) => ({
      place: { deal: sale, who: credit, what: line },
      amountMinor: amounts[l] ?? 0,
    }));
  });
}

function cross<T>(
  credits: readonly Credit[],
  lines: readonly DealLine[],
  make: (credit: Credit, line: DealLine, c: number, l: number) => T,
): readonly T[] {
  return credits.flatMap((credit, c) => lines.map((line, l) => make(credit, line, c, l)));
}

/** A deal without lines is one line of the whole amount and of no product. */
function linesOf(sale: Pick<Won, 'lines' | 'amountMinor'>): readonly DealLine[] {
  if (sale.lines.length > 0) return sale.lines;
  return [{ product: unassigned, quantity: 0, amountMinor: sale.amountMinor }];
}

function amountOf(part: { readonly amountMinor: number }): number {
  return part.amountMinor;
}

function largest(parts: readonly { readonly amountMinor: number }[]): number {
  let at = 0;
  parts.forEach((part, i) => {
    if (part.amountMinor > (parts[at]?.amountMinor ?? 0)) at = i;
  });
  return at;
}
