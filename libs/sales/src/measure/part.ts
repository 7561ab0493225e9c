// Takes a deal event apart into parts: the smallest pieces of a figure, each lying in exactly one place of every dimension.
// A fact's parts add up to it, so whatever is summed from parts adds up along every hierarchy by construction.
import { type Entry, unreachable } from '@ledger/ledger';
import {
  type Attribution,
  type Credit,
  type DealEvent,
  type DealLine,
  type DealOpened,
  type DealProduct,
  type DealReversed,
  type Lost,
  type Won,
} from '../deal/deal.events.js';
import { spread, spreadMatrix } from './spread.js';

/** Stands where a deal names nothing, so that every dimension adds up to the whole. */
export const unassigned = 'unassigned';

/** What happened, and the integer measures that are counted about it, in the order of `Part.values`. */
export const facts = {
  won: ['amountMinor', 'deals', 'units', 'cycleDays', 'cycles', 'overlayMinor'],
  reversed: ['amountMinor', 'overlayMinor'],
  lost: ['deals'],
  opened: ['deals'],
} as const;

export type Fact = keyof typeof facts;

/** Something for each fact. */
export function byFact<T>(make: (fact: Fact) => T): { readonly [fact in Fact]: T } {
  const names = Object.keys(facts) as Fact[];
  return Object.fromEntries(names.map((fact) => [fact, make(fact)])) as Record<Fact, T>; // all of them
}

/** What tells where a part lies: the deal, who is credited, what was sold. */
export type Place = {
  readonly deal: Deal;
  readonly who: Attribution;
  readonly what: DealProduct | undefined;
};

type Deal = {
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  readonly competitor?: string;
  readonly reason?: string;
};

export type Part = {
  readonly fact: Fact;
  readonly day: string;
  readonly place: Place;
  readonly values: readonly number[];
};

export const countedTypes: readonly DealEvent['type'][] = [
  'DealOpened',
  'DealWon',
  'DealLost',
  'DealReopened',
  'DealCorrected',
  'DealReversed',
];

export function partsOf(entry: Entry<DealEvent>): readonly Part[] {
  switch (entry.type) {
    case 'DealOpened':
      return [openedPart(entry)];
    case 'DealWon':
      return wonParts(entry.data, 1);
    case 'DealLost':
      return [lostPart(entry.data, 1)];
    case 'DealReopened':
      return [
        ...(entry.data.won === undefined ? [] : wonParts(entry.data.won, -1)),
        ...(entry.data.lost === undefined ? [] : [lostPart(entry.data.lost, -1)]),
      ];
    case 'DealCorrected':
      return [...wonParts(entry.data.was, -1), ...wonParts(entry.data.is, 1)];
    case 'DealReversed':
      return reversedParts(entry.data);
    case 'DealAdvanced':
    case 'DealReassigned':
      return [];
    default:
      return unreachable(entry);
  }
}

function openedPart({ data, occurredOn }: Entry<DealOpened>): Part {
  const place = { deal: data, who: data.owner, what: data.products[0] };
  return { fact: 'opened', day: occurredOn, place, values: [1] };
}

function lostPart(lost: Lost, sign: 1 | -1): Part {
  const place = { deal: lost, who: lost.owner, what: lost.products[0] };
  return { fact: 'lost', day: lost.lostOn, place, values: [sign] };
}

/**
 * Money lies where credits and lines say. What can't be split goes with the largest primary credit: units by line, the
 * deal itself and its cycle with the largest line; the first one where several are largest.
 */
function wonParts(won: Won, sign: 1 | -1): readonly Part[] {
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
    const values = [amountMinor, counted, held * line.quantity, timed * (cycleDays ?? 0), timed, 0];
    return { fact: 'won', day, place: { deal: won, who: credit, what: line }, values };
  });
  if (won.overlay.length === 0) return parts;
  const overlay = overlays(won, lines).map(({ place, amountMinor }): Part => ({
    fact: 'won',
    day,
    place,
    values: [0, 0, 0, 0, 0, sign * amountMinor],
  }));
  return [...parts, ...overlay];
}

function reversedParts(reversed: DealReversed['data']): readonly Part[] {
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

type Sale = Deal & { readonly overlay: readonly Credit[] };

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
