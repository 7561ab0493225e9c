// The first of each list on a customer's page, with where the rest is, and the latest entries about what they show.
import { type View } from '@ledger/read-store';
import { askedIn } from '../audit/asked.js';
import { search } from '../audit/search.js';
import { type AuditRow, entriesAt } from '../audit/trail.js';
import { dealAnswer } from '../deal/deal.answers.js';
import { dealCollection, dealRow } from '../deal/deal.projection.js';
import { feedbackAnswer } from '../feedback/feedback.answers.js';
import { feedbackCollection, feedbackRow } from '../feedback/feedback.projection.js';
import { leadAnswer } from '../lead/lead.answers.js';
import { leadCollection, leadRow } from '../lead/lead.projection.js';
import { linkTo } from '../link.js';
import {
  type CustomerDeals,
  type CustomerFeedback,
  type CustomerLeads,
} from './customer-page.answers.js';

export type Whose = { readonly ledger: string; readonly customer: string };

const shownMax = 10;
const leadsMax = 20;
const entriesMax = 20;

export async function dealsIn(
  view: View,
  { ledger, customer }: Whose,
  status: 'open' | 'lost',
): Promise<CustomerDeals> {
  const find = { collection: dealCollection, index: 'by-customer', prefix: [customer, status] };
  const { rows, cursor } = await view.find({ ...find, descending: true, limit: shownMax });
  const deals = rows.map(({ id, row }) => dealAnswer(id, dealRow(row)));
  return { deals, more: moreOf(ledger, 'deals', { customer, status, cursor }) };
}

export async function feedbackOf(
  view: View,
  { ledger, customer }: Whose,
  open?: 'complaints',
): Promise<CustomerFeedback> {
  const { rows, cursor } = await view.find({
    collection: feedbackCollection,
    index: open === undefined ? 'by-customer' : 'complaints-by-customer',
    prefix: [customer],
    descending: open === undefined,
    limit: shownMax,
  });
  const feedback = rows.map(({ id, row }) => feedbackAnswer(id, feedbackRow(row)));
  return { feedback, more: moreOf(ledger, 'feedback', { customer, open, cursor }) };
}

export async function leadsOf(view: View, { customer }: Whose): Promise<CustomerLeads> {
  const find = { collection: leadCollection, index: 'by-customer', prefix: [customer] };
  const { rows, cursor } = await view.find({ ...find, descending: true, limit: leadsMax });
  return {
    leads: rows.map(({ id, row }) => leadAnswer(id, leadRow(row))),
    isCut: cursor !== undefined,
  };
}

/** @param sequences of the last entries about what else the page shows */
export async function latestEntries(
  view: View,
  customer: string,
  sequences: readonly number[],
): Promise<readonly AuditRow[]> {
  const range = { first: 1, last: view.truth.sequence };
  const asked = askedIn({ subject: `customer/${customer}` });
  const { rows } = await search(view, asked, { range, limit: entriesMax });
  const all = new Set([...rows.map(({ sequence }) => sequence), ...sequences]);
  return entriesAt(view, [...all].sort((a, b) => b - a).slice(0, entriesMax));
}

function moreOf(
  ledger: string,
  list: string,
  asked: { readonly [parameter: string]: string | undefined },
): string | null {
  return asked['cursor'] === undefined ? null : linkTo(ledger, list, asked);
}
