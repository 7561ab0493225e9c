// What came late to the measures of a scope in a period: each entry with what it added to them, wherever they are kept.
import { type CalendarHistory } from '@ledger/ledger';
import { type Allowance } from '../late-rows.js';
import { type LateAsked, lateChangesOf } from '../measure/late.js';
import { lateCustomersOf } from '../measure/late-customers.js';
import { lateStocksOf } from '../measure/late-stock.js';
import { type KpiMeasure } from './kpi.events.js';
import { latePeopleOf } from './late-people.js';
import { isInside, organizationOf } from './people.js';
import { type Scope } from './scope.js';
import {
  type Source,
  factsBehind,
  isOfOrganization,
  isStockDimension,
  sourceOf,
} from './sources.js';
import { type Span, previousSpan } from './span.js';
import { type Views, viewOf } from './views.js';

export type LateMeasuresAsked = {
  readonly names: readonly KpiMeasure[];
  readonly scope: Scope;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  /** Only what was recorded after this day, which is no earlier than the period's last. */
  readonly after: string;
};

export type LateMeasures = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  /** Of the measures that it changed what it added. */
  readonly added: ReadonlyMap<KpiMeasure, number>;
};

type Read = (
  views: Views,
  asked: LateMeasuresAsked,
  allowance: Allowance,
) => Promise<readonly LateMeasures[] | undefined>;

/** In no order, each entry once; undefined where more late rows lie there than may be looked at. */
export async function lateMeasuresOf(
  views: Views,
  asked: LateMeasuresAsked,
  allowance: Allowance,
): Promise<readonly LateMeasures[] | undefined> {
  const entries = new Map<number, LateMeasures>();
  for (const read of [flows, stocks, people, customers] satisfies readonly Read[]) {
    const found = await read(views, asked, allowance);
    if (found === undefined) return undefined;
    for (const { sequence, recordedOn, added } of found) {
      const changed = [...added].filter(([, by]) => by !== 0);
      if (changed.length === 0) continue;
      const before = entries.get(sequence)?.added ?? [];
      entries.set(sequence, { sequence, recordedOn, added: new Map([...before, ...changed]) });
    }
  }
  return [...entries.values()];
}

/** Of one kind, with where each is kept. */
function ofKind<K extends Source['kind']>(
  names: readonly KpiMeasure[],
  kind: K,
): readonly (Extract<Source, { kind: K }> & { readonly name: KpiMeasure })[] {
  return names.flatMap((name) => {
    const source = sourceOf(name);
    // The kind is what tells sources apart.
    return source.kind === kind ? [{ ...(source as Extract<Source, { kind: K }>), name }] : [];
  });
}

const flows: Read = async (views, asked, allowance) => {
  const { names, span, after } = asked;
  const found = ofKind(names, 'flow');
  if (found.length === 0) return [];
  const whose = await whoseOf(views, asked);
  const days = { from: span.start, to: span.end, after };
  const where = { ...whose, ...days, facts: factsBehind(names) };
  const changes = await lateChangesOf(viewOf(views, 'late-change'), where, allowance);
  const { sequence: upTo } = viewOf(views, 'measure').truth;
  return changes
    ?.filter(({ sequence }) => sequence <= upTo)
    .map(({ added, ...entry }) => ({
      ...entry,
      added: new Map(found.map(({ name, fact, place }) => [name, added[fact]?.[place] ?? 0])),
    }));
};

const stocks: Read = async (views, asked, allowance) => {
  const found = ofKind(asked.names, 'stock');
  if (found.length === 0) return [];
  const { dimension, includes } = await whoseOf(views, asked);
  if (!isStockDimension(dimension)) return [];
  const where = { dimension, includes, to: asked.span.end, after: asked.after };
  const changes = await lateStocksOf(viewOf(views, 'pipeline'), where, allowance);
  return changes?.map(({ added, ...entry }) => ({
    ...entry,
    added: new Map(found.map(({ name, place }) => [name, added[place] ?? 0])),
  }));
};

const people: Read = async (views, asked, allowance) => {
  const found = ofKind(asked.names, 'people');
  if (found.length === 0) return [];
  const { scope, after } = asked;
  const today = isOfOrganization({ scope, by: scope.dimension }) ? asked.today : undefined;
  const where = { scope, today, to: asked.span.end, after };
  const changes = await latePeopleOf(views, where, allowance);
  return changes?.map(({ added, ...entry }) => ({
    ...entry,
    added: new Map(found.map(({ name }) => [name, added])),
  }));
};

const customers: Read = async (views, asked, allowance) => {
  const found = ofKind(asked.names, 'customers');
  if (found.length === 0) return [];
  const { span, after, calendars, scope, today } = asked;
  const { dimension, includes } = await whoseOf(views, asked);
  const isToday = today !== undefined && dimension !== scope.dimension;
  const everyone = isToday ? [...(await organizationOf(views)).people.keys()] : [scope.id];
  const bought = viewOf(views, 'measure');
  const where = {
    ...{ dimension, members: new Set(everyone.filter(includes)), to: span.end, after },
    ...{ now: span, previous: previousSpan(calendars, span), upTo: bought.truth.sequence },
  };
  const late = viewOf(views, 'late-change');
  const changes = await lateCustomersOf({ late, bought }, where, allowance);
  return changes?.map(({ added, ...entry }) => ({
    ...entry,
    added: new Map(found.map(({ name, count }) => [name, added[count]])),
  }));
};

/** As it was: the scope's own; today: of everybody who stands in it. */
async function whoseOf(
  views: Views,
  { scope, today: day }: Pick<LateMeasuresAsked, 'scope' | 'today'>,
): Promise<Pick<LateAsked, 'dimension' | 'includes'>> {
  const { dimension } = scope;
  if (day === undefined || !isOfOrganization({ scope, by: dimension })) {
    return { dimension, includes: (member) => member === scope.id };
  }
  const organization = await organizationOf(views);
  return {
    dimension: 'salesperson',
    includes: (id) => isInside(organization, { id, scope, day }),
  };
}
