// Reads measures: what each member of a dimension within a scope had over a period, wherever that is kept.
import { type CalendarHistory } from '@ledger/ledger';
import { customersBy } from '../measure/customers.js';
import { figuresOf } from '../measure/figures.js';
import { stocksBy } from '../measure/stock.js';
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
  const { by, span } = asked;
  const where = { scope: scopeText(asked.scope), by, measures: found, spans: span.spans };
  const figures = await figuresOf(viewOf(views, 'measure'), where);
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
  const { by, only, span, calendars } = asked;
  const counts = await customersBy(viewOf(views, 'measure'), {
    ...{ by, only },
    now: span.months ?? [],
    previous: previousSpan(calendars, span).months ?? [],
  });
  for (const member of counts.keys()) members.add(member);
  for (const { name, count } of found)
    columns.set(name, (member) => counts.get(member)?.[count] ?? 0);
}

/** Everybody's figures, put where they stand today: within the scope, or under the member of `by`. */
async function regrouped(views: Views, asked: Asked, day: string): Promise<Measured> {
  const { scope, by, names, span, calendars } = asked;
  const cut = { scope: organizationScope, by: 'salesperson', names, span, calendars } as const;
  const everybody = await asItWas(views, cut);
  const organization = await organizationOf(views);
  const sums = new Map<string, Map<KpiMeasure, number>>();
  for (const id of everybody.members) {
    if (!isInside(organization, { id, scope, day })) continue;
    for (const member of standing(organization, { id, by, day })) {
      const sum = sums.get(member) ?? new Map<KpiMeasure, number>();
      for (const name of names) sum.set(name, (sum.get(name) ?? 0) + everybody.of(id, name));
      sums.set(member, sum);
    }
  }
  return {
    members: [...sums.keys()],
    of: (member, measure) => sums.get(member)?.get(measure) ?? 0,
  };
}
