// Money is conserved (I7), recomputed from entries alone: credits and lines add up to the deal, before and after
// corrections, and no reversal takes back more than was credited.
import { type Entry, type Invariant } from '@ledger/ledger';
import {
  type Credit,
  type DealEvent,
  type DealLine,
  type Reversed,
  type Won,
  nothingReversed,
  withReversal,
} from './deal.events.js';
import { type Parts, partOf, sumMinor, wholeBp } from './parts.js';

type Standing = { readonly won: Won; readonly reversed: Reversed };
type Whole = Pick<Won, 'amountMinor' | 'lines' | 'primary' | 'overlay'>;

export const moneyIsConserved: Invariant = {
  name: 'money-conserved',
  start: () => {
    const deals = new Map<string, Standing>();
    const found: string[] = [];
    return {
      see: (entry) => {
        for (const wrong of problemsOf(entry as Entry<DealEvent>, deals)) {
          found.push(`entry ${entry.sequence}, ${entry.subject}: ${wrong}`);
        }
      },
      violations: () => found,
    };
  },
};

/** Entries of other slices fall through the switch: an invariant is shown all of them. */
function problemsOf(entry: Entry<DealEvent>, deals: Map<string, Standing>): readonly string[] {
  const { subject } = entry;
  const before = deals.get(subject);
  switch (entry.type) {
    case 'DealWon': {
      const standing = { won: entry.data, reversed: nothingReversed };
      deals.set(subject, standing);
      return [...(before === undefined ? [] : ['is won twice']), ...wholeProblems(standing)];
    }
    case 'DealCorrected': {
      const standing = { won: entry.data.is, reversed: before?.reversed ?? nothingReversed };
      deals.set(subject, standing);
      const was =
        before?.won.amountMinor === entry.data.was.amountMinor
          ? []
          : ['corrects what did not stand'];
      return [...was, ...wholeProblems(standing)];
    }
    case 'DealReversed': {
      if (before === undefined) return ['reverses what was not won'];
      const standing = { won: before.won, reversed: withReversal(before.reversed, entry.data) };
      deals.set(subject, standing);
      return [
        ...sumProblems(entry.data, before.won.lines.length > 0),
        ...reversedProblems(standing),
      ];
    }
    case 'DealReopened':
      deals.delete(subject);
      return entry.data.won === undefined || before?.reversed.amountMinor === 0
        ? []
        : ['is reopened although part of it was reversed'];
    case 'DealOpened':
    case 'DealAdvanced':
    case 'DealLost':
    case 'DealReassigned':
    default:
      return [];
  }
}

function wholeProblems(standing: Standing): readonly string[] {
  const sharesBp = standing.won.primary.reduce((sum, credit) => sum + credit.shareBp, 0);
  const shares = sharesBp === wholeBp ? [] : [`primary shares add up to ${sharesBp} basis points`];
  return [
    ...shares,
    ...sumProblems(standing.won, standing.won.lines.length > 0),
    ...reversedProblems(standing),
  ];
}

/** A deal that names no product has no lines, and neither has what is taken back of it. */
function sumProblems(
  { amountMinor, lines, primary, overlay }: Whole,
  hasLines: boolean,
): readonly string[] {
  const differs = (name: string, sum: number): readonly string[] =>
    sum === amountMinor ? [] : [`${name} add up to ${sum} of ${amountMinor} minor units`];
  const negative = [...lines, ...primary, ...overlay].some((part) => part.amountMinor < 0);
  return [
    ...differs('primary credits', sumMinor(primary)),
    ...(hasLines ? differs('lines', sumMinor(lines)) : []),
    ...(negative ? ['a part is negative'] : []),
  ];
}

function reversedProblems({ won, reversed }: Standing): readonly string[] {
  const person = (credit: Credit): string => credit.salesperson;
  const wholly = reversed.amountMinor > won.amountMinor ? ['more is reversed than was won'] : [];
  return [
    ...wholly,
    ...exceeding(reversed.lines, won.lines, (line: DealLine) => line.product),
    ...exceeding(reversed.primary, won.primary, person),
    ...exceeding(reversed.overlay, won.overlay, person),
  ];
}

function exceeding<T extends { readonly amountMinor: number }>(
  reversed: Parts,
  parts: readonly T[],
  idOf: (part: T) => string,
): readonly string[] {
  const held = Object.fromEntries(parts.map((part) => [idOf(part), part.amountMinor]));
  return Object.entries(reversed)
    .filter(([id, minor]) => minor > partOf(held, id))
    .map(
      ([id, minor]) => `${minor} minor units are reversed of ${id}, which has ${partOf(held, id)}`,
    );
}
