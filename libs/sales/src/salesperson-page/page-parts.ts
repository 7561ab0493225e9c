// A salesperson's page as CSV: its parts in the page's order, and what the lines of each tell. `more` says where the rest is.
import { dealPart, entryPart, feedbackPart } from '../page-columns.js';

const person = [
  ...['salesperson', 'name', 'role', 'activeFrom', 'inactiveFrom'],
  ...['team.name', 'manager.name', 'territory.name'],
];
const kpis = ['kpi', 'unit', 'value', 'target', 'attainment', 'previous', 'lastYear'];

export const pageParts = {
  person,
  kpis,
  ranks: ['scope', 'rank', 'of', 'value', 'gapToNext'],
  pipeline: ['on', 'amount', 'deals'],
  'pipeline.next': dealPart,
  'owned.won.deals': dealPart,
  'owned.won': ['more'],
  'owned.lost.deals': dealPart,
  'owned.lost': ['more'],
  'credited.deals': [
    'kind',
    'shareBp',
    'amount',
    'reversed',
    ...dealPart.map((one) => `deal.${one}`),
  ],
  credited: ['isCut', 'more'],
  'feedback.feedback': feedbackPart,
  feedback: ['more'],
  'complaints.feedback': feedbackPart,
  complaints: ['more'],
  leads: ['status', 'count', 'isCut', 'list'],
  'timeLine.entries': entryPart,
  timeLine: ['more'],
};
