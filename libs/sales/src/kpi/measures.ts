// Reads measures: what each member of a dimension within a scope had over a period, wherever that is kept.
import { type CalendarHistory } from '@ledger/ledger';
import { type CustomerCounts } from '../measure/customers.js';
import { type Dimension } from '../measure/space.js';
import { figuresOf, figuresOfMember } from '../measure/figures.js';
import { stocksBy } from '../measure/stock.js';
import { unitedCustomers } from '../measure/united-customers.js';
import { customersOf } from './customers.js';
import { type KpiMeasure } from './kpi.events.js';
import { activeOn, isInside, organizationOf, standing } from './people.js';
import { organizationScope, scopeText } from './scope.js';
import { type Cut, isOfOrganization, isStockDimension, sourceOf } from './sources.js';
import { type Span, previousSpan } from './span.js';
import { type Views, viewOf } from './views.js';

/** Members, each once, and what each had; 0 for whom nothing was counted. */
export type Measured = {
  readonly members: readonly string[];
  of(member: string, measure: KpiMeasure): number;
};

export type Asked = Cut & { readonly span: Span; readonly calendars: CalendarHistory };

/** What is asked must be kept so: `demandKept`. */
export async function measuresOf(views: Views, asked: Asked): Promise<Measured> {
  const { today } = asked;
  if (today === undefined || !isOfOrganization(asked)) return asItWas(views, asked);
  return regrouped(views, asked, today);
}

async function asItWas(views: Views, asked: Asked): Promise<Measured> {
  const columns = new Map<KpiMeasure, (member: string) => number>();
  const members = new Set<string>();
  for (const read of [flows, stocks, people, customers])
    await read(views, asked, { columns, members });
  return { members: [...members], of: (member, measure) => columns.get(measure)?.(member) ?? 0 };
}

type Found = {
  readonly columns: Map<KpiMeasure, (member: string) => number>;
  readonly members: Set<string>;
};

async function flows(views: Views, asked: Asked, { columns, members }: Found): Promise<void> {
  const found = asked.names.flatMap((name) => {
    const source = sourceOf(name);
    return source.kind === 'flow' ? [{ name, fact: source.fact, place: source.place }] : [];
  });
  if (found.length === 0) return;
  const { by, span, only } = asked;
  const where = { scope: scopeText(asked.scope), by, measures: found, spans: span.spans };
  const measure = viewOf(views, 'measure');
  if (only !== undefined) {
    const own = await figuresOfMember(measure, { ...where, member: only });
    members.add(only);
    for (const [i, { name }] of found.entries())
      columns.set(name, (member) => (member === only ? (own[i] ?? 0) : 0));
    return;
  }
  const figures = await figuresOf(measure, where);
  const numbers = new Map(figures.members.map((member, number) => [member, number]));
  for (const member of figures.members) members.add(member);
  for (const { name, fact, place } of found) {
    columns.set(name, (member) => {
      const number = numbers.get(member);
      return number === undefined ? 0 : figures.of(number, fact, place);
    });
  }
}

async function stocks(views: Views, asked: Asked, { columns, members }: Found): Promise<void> {
  const found = asked.names.flatMap((name) => {
    const source = sourceOf(name);
    return source.kind === 'stock' ? [{ name, place: source.place }] : [];
  });
  if (found.length === 0 || !isStockDimension(asked.by)) return;
  const held = await stocksBy(viewOf(views, 'pipeline'), asked.by, asked.span.end);
  for (const member of held.keys()) members.add(member);
  for (const { name, place } of found)
    columns.set(name, (member) => held.get(member)?.[place] ?? 0);
}

async function people(views: Views, asked: Asked, { columns, members }: Found): Promise<void> {
  const names = asked.names.filter((name) => sourceOf(name).kind === 'people');
  if (names.length === 0) return;
  const counts = await activeOn(views, asked, asked.span.end);
  for (const member of counts.keys()) members.add(member);
  for (const name of names) columns.set(name, (member) => counts.get(member) ?? 0);
}

async function customers(views: Views, asked: Asked, { columns, members }: Found): Promise<void> {
  const found = asked.names.flatMap((name) => {
    const source = sourceOf(name);
    return source.kind === 'customers' ? [{ name, count: source.count }] : [];
  });
  if (found.length === 0) return;
  const counts = await customersOf(views, asked);
  for (const member of counts.keys()) members.add(member);
  for (const { name, count } of found)
    columns.set(name, (member) => counts.get(member)?.[count] ?? 0);
}

/**
 * Everybody's figures, put where they stand today: within the scope, or under the member of `by`. Customers of several people
 * are not summed: one of two people of a team is one of the team.
 */
async function regrouped(views: Views, asked: Asked, day: string): Promise<Measured> {
  const { scope, by, span, calendars } = asked;
  const names = asked.names.filter((name) => isSummed(name, by));
  const cut = { scope: organizationScope, by: 'salesperson', span, calendars } as const;
  const everybody = await asItWas(views, { ...cut, names: asked.names });
  const organization = await organizationOf(views);
  const groups = new Map<string, readonly string[]>();
  const sums = new Map<string, Map<KpiMeasure, number>>();
  // Whoever sold nothing in the period may yet have sold to its customers before.
  for (const id of new Set([...everybody.members, ...organization.people.keys()])) {
    if (!isInside(organization, { id, scope, day })) continue;
    const standsIn = standing(organization, { id, by, day });
    groups.set(id, standsIn);
    for (const member of standsIn) {
      const sum = sums.get(member) ?? new Map<KpiMeasure, number>();
      for (const name of names) sum.set(name, (sum.get(name) ?? 0) + everybody.of(id, name));
      sums.set(member, sum);
    }
  }
  const counts = await united(views, asked, groups);
  return {
    members: [...sums.keys()],
    of: (member, measure) => {
      const source = sourceOf(measure);
      return source.kind === 'customers' && !isSummed(measure, by)
        ? (counts.get(member)?.[source.count] ?? 0)
        : (sums.get(member)?.get(measure) ?? 0);
    },
  };
}

/** One person's customers are told apart already. */
function isSummed(name: KpiMeasure, by: Dimension): boolean {
  return by === 'salesperson' || sourceOf(name).kind !== 'customers';
}

/** None where nothing has to be told apart anew. */
async function united(
  views: Views,
  { names, by, only, span, calendars }: Asked,
  groups: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, CustomerCounts>> {
  if (names.every((name) => isSummed(name, by))) return new Map();
  const wanted = [...groups].filter(([, all]) => only === undefined || all.includes(only));
  return unitedCustomers(viewOf(views, 'measure'), {
    groups: new Map(wanted),
    now: span,
    previous: previousSpan(calendars, span),
  });
}
