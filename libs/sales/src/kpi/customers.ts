// Customers told apart: of each member of a dimension, or of each salesperson with what was sold in a team or a territory.
import { type CalendarHistory } from '@ledger/ledger';
import { type CustomerCounts, customersBy } from '../measure/customers.js';
import { type Days, unitedCustomers } from '../measure/united-customers.js';
import { organizationOf } from './people.js';
import { type Cut } from './sources.js';
import { type Span, previousSpan } from './span.js';
import { staysIn } from './stays.js';
import { type Views, viewOf } from './views.js';

type Asked = Pick<Cut, 'scope' | 'by' | 'only'> & {
  readonly span: Span;
  readonly calendars: CalendarHistory;
};
type Counts = ReadonlyMap<string, CustomerCounts>;

/** Those of whom nobody bought in the period are left out. */
export async function customersOf(views: Views, asked: Asked): Promise<Counts> {
  const { scope, by, only, span } = asked;
  const { grain, spans } = span;
  const counts = await customersBy(viewOf(views, 'measure'), { by, only, grain, spans });
  if (scope.dimension === 'organization') return counts;
  const within = new Map<string, CustomerCounts>();
  const parted = new Map<string, readonly Days[]>();
  const stays = staysIn(await organizationOf(views), scope, span.end);
  for (const [id, { days, isUnbroken }] of stays) {
    const own = counts.get(id);
    if (own === undefined) continue; // bought nothing in the period, here or elsewhere
    if (isUnbroken) within.set(id, own);
    else parted.set(id, days);
  }
  return new Map([...within, ...(await partedCustomers(views, asked, parted))]);
}

/** Of people who stood there for a part of their days: a customer whom they knew from elsewhere is new to them there. */
async function partedCustomers(
  views: Views,
  { span, calendars }: Asked,
  parted: ReadonlyMap<string, readonly Days[]>,
): Promise<Counts> {
  if (parted.size === 0) return new Map();
  return unitedCustomers(viewOf(views, 'measure'), {
    groups: new Map([...parted.keys()].map((id) => [id, [id]])),
    counting: parted,
    now: span,
    previous: previousSpan(calendars, span),
  });
}
