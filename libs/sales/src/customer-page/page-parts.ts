// A customer's page as CSV: its parts in the page's order, and what the lines of each tell. `more` says where the rest is.
import { dealPart, entryPart, feedbackPart } from '../page-columns.js';

const bought = ['won', 'reversed', 'standing', 'deals'];
const said = ['csat', 'csatCount', 'nps', 'npsCount', 'ces', 'cesCount'];
const won = ['deal', 'closedOn'];
const share = ['id', 'name', 'amount', 'deals'];

export const pageParts = {
  customer: ['id', 'name', 'segment', 'industry', 'region'],
  firstWin: won,
  lastWin: won,
  inAll: bought,
  years: [
    'year',
    'start',
    'end',
    'kind',
    ...bought.map((one) => `bought.${one}`),
    ...said.map((one) => `said.${one}`),
  ],
  'bought.products': share,
  'bought.salespeople': share,
  'open.deals': dealPart,
  open: ['more'],
  'feedback.feedback': feedbackPart,
  feedback: ['more'],
  'complaints.feedback': feedbackPart,
  complaints: ['more'],
  'leads.leads': [
    'lead',
    'status',
    'name',
    'company',
    'receivedOn',
    'channel',
    'campaign',
    'owner',
  ],
  leads: ['isCut'],
  latest: entryPart,
};
