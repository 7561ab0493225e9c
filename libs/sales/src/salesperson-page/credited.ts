// What a person is credited with in a period, whoever owns the deals: found by the entries that set the credits.
import { type View } from '@ledger/read-store';
import { idOf } from '@ledger/ledger';
import { askedIn } from '../audit/asked.js';
import { search } from '../audit/search.js';
import { dealAnswer } from '../deal/deal.answers.js';
import { dealCollection, dealRow } from '../deal/deal.projection.js';
import { type Views, viewOf } from '../kpi/views.js';
import { linkTo } from '../link.js';
import { type Whose, shownMax } from './lists.js';
import { type CreditedDealAnswer, type CreditedList } from './salesperson-page.answers.js';

type Days = { readonly start: string; readonly end: string };

/** A win and its corrections occur on the day on which it counts, and name everybody whom they credit. */
const crediting = ['DealWon', 'DealCorrected'] as const;
/** Of each of these so many entries of a person and period are looked at, the ones recorded last. */
export const creditsReadMax = 500;

export async function dealsCredited(
  views: Views,
  { ledger, salesperson }: Whose,
  days: Days,
): Promise<CreditedList> {
  const found = await dealsNamed(viewOf(views, 'audit'), salesperson, days);
  const rows = await viewOf(views, 'deal').getMany(dealCollection, found.deals);
  const credited = rows.flatMap((row, i) => {
    const id = found.deals[i];
    return row === undefined || id === undefined
      ? []
      : creditsOf(dealAnswer(id, dealRow(row)), salesperson, days);
  });
  const { start: occurredFrom, end: occurredTo } = days;
  const rest = { person: salesperson, type: 'DealWon', occurredFrom, occurredTo };
  const isAll = credited.length <= shownMax && !found.isCut;
  return {
    deals: credited.toSorted(latestFirst).slice(0, shownMax),
    isCut: found.isCut,
    more: isAll ? null : linkTo(ledger, 'audit', rest),
  };
}

type Named = { readonly deals: readonly string[]; readonly isCut: boolean };

/** Deals that somebody was credited with by an entry of these days, perhaps no more. */
async function dealsNamed(view: View, person: string, { start, end }: Days): Promise<Named> {
  const range = { first: 1, last: view.truth.sequence };
  const deals = new Set<string>();
  let isCut = false;
  for (const type of crediting) {
    const asked = askedIn({ person, type, occurredFrom: start, occurredTo: end });
    const { rows, more } = await search(view, asked, { range, limit: creditsReadMax });
    for (const { subject } of rows) deals.add(idOf(subject));
    isCut ||= more;
  }
  return { deals: [...deals], isCut };
}

/** As the deal stands now: a correction may have taken the credit away, or moved it to another day. */
function creditsOf(
  deal: CreditedDealAnswer['deal'],
  salesperson: string,
  { start, end }: Days,
): readonly CreditedDealAnswer[] {
  const { won } = deal;
  if (won === undefined || won.closedOn < start || won.closedOn > end) return [];
  return (['primary', 'overlay'] as const).flatMap((kind) =>
    won[kind]
      .filter((credit) => credit.salesperson === salesperson)
      .map(({ shareBp, amount, reversed }) => ({ kind, shareBp, amount, reversed, deal })),
  );
}

function latestFirst(one: CreditedDealAnswer, other: CreditedDealAnswer): number {
  const [a, b] = [one.deal.won?.closedOn ?? '', other.deal.won?.closedOn ?? ''];
  if (a !== b) return a < b ? 1 : -1;
  return one.deal.deal < other.deal.deal ? -1 : 1;
}
