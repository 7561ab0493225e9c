// The first of each list on a person's page, with where the rest is: the same rows in the same order as the list itself.
import { type View } from '@ledger/read-store';
import { type DealAnswer, dealAnswer } from '../deal/deal.answers.js';
import { dealCollection, dealRow } from '../deal/deal.projection.js';
import { feedbackAnswer } from '../feedback/feedback.answers.js';
import { feedbackCollection, feedbackRow } from '../feedback/feedback.projection.js';
import { leadStatuses } from '../lead/lead.events.js';
import { leadCollection } from '../lead/lead.projection.js';
import { linkTo } from '../link.js';
import { type DealList, type FeedbackList, type LeadCount } from './salesperson-page.answers.js';

export type Whose = { readonly ledger: string; readonly salesperson: string };
type Days = { readonly start: string; readonly end: string };

export const shownMax = 10;
/** Of a person's open deals and of their leads in one status so many are read. */
const readMax = 1_000;

export async function dealsClosed(
  view: View,
  { ledger, salesperson }: Whose,
  { status, start: from, end: to }: Days & { readonly status: 'won' | 'lost' },
): Promise<DealList> {
  const find = { collection: dealCollection, index: 'by-owner', prefix: [salesperson, status] };
  const page = await view.find({ ...find, from, to, descending: true, limit: shownMax });
  const { cursor } = page;
  return {
    deals: page.rows.map(({ id, row }) => dealAnswer(id, dealRow(row))),
    more:
      cursor === undefined
        ? null
        : linkTo(ledger, 'deals', { salesperson, status, from, to, cursor }),
  };
}

/** No index sorts by the day on which a deal is expected to close, so the open ones are read and sorted. */
export async function nextCloses(
  view: View,
  { salesperson }: Whose,
): Promise<{ readonly next: readonly DealAnswer[]; readonly isCut: boolean }> {
  const find = { collection: dealCollection, index: 'by-owner', prefix: [salesperson, 'open'] };
  const { rows, cursor } = await view.find({ ...find, descending: true, limit: readMax });
  const expected = rows
    .flatMap(({ id, row }) => {
      const on = dealRow(row).state.facts.expectedCloseOn;
      return on === undefined ? [] : [{ id, row, on }];
    })
    .toSorted((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
  return {
    next: expected.slice(0, shownMax).map(({ id, row }) => dealAnswer(id, dealRow(row))),
    isCut: cursor !== undefined,
  };
}

export async function feedbackIn(
  view: View,
  { ledger, salesperson }: Whose,
  { start: from, end: to }: Days,
): Promise<FeedbackList> {
  const find = { collection: feedbackCollection, index: 'by-salesperson', prefix: [salesperson] };
  const page = await view.find({ ...find, from, to, descending: true, limit: shownMax });
  const { cursor } = page;
  return {
    feedback: page.rows.map(({ id, row }) => feedbackAnswer(id, feedbackRow(row))),
    more:
      cursor === undefined ? null : linkTo(ledger, 'feedback', { salesperson, from, to, cursor }),
  };
}

export async function complaintsAbout(
  view: View,
  { ledger, salesperson }: Whose,
): Promise<FeedbackList> {
  const { rows, cursor } = await view.find({
    collection: feedbackCollection,
    index: 'complaints-by-salesperson',
    prefix: [salesperson],
    descending: false,
    limit: shownMax,
  });
  const rest = { salesperson, open: 'complaints', cursor };
  return {
    feedback: rows.map(({ id, row }) => feedbackAnswer(id, feedbackRow(row))),
    more: cursor === undefined ? null : linkTo(ledger, 'feedback', rest),
  };
}

export async function leadCounts(
  view: View,
  { ledger, salesperson }: Whose,
): Promise<readonly LeadCount[]> {
  const counts: LeadCount[] = [];
  for (const status of leadStatuses) {
    const find = { collection: leadCollection, index: 'by-salesperson', limit: readMax };
    const { rows, cursor } = await view.find({ ...find, prefix: [salesperson, status] });
    const list = linkTo(ledger, 'leads', { salesperson, status });
    counts.push({ status, count: rows.length, isCut: cursor !== undefined, list });
  }
  return counts;
}
