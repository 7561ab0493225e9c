// What a customer bought and said by fiscal year.
import {
  type CalendarHistory,
  type Period,
  addDays,
  decimalOf,
  periodOf,
  spans,
} from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { type Kpi, kpiAsked } from '../kpi/catalogue.js';
import { hasValue } from '../kpi/fraction.js';
import { type KpiMeasure } from '../kpi/kpi.events.js';
import { organizationScope } from '../kpi/scope.js';
import { sourceOf } from '../kpi/sources.js';
import { valueText } from '../kpi/value.js';
import { figuresOfMember } from '../measure/figures.js';
import { type BoughtAnswer, type CustomerYear, type SaidAnswer } from './customer-page.answers.js';

const [csat, nps, ces] = [kpiAsked('csat'), kpiAsked('nps'), kpiAsked('ces')];
const names: readonly KpiMeasure[] = [
  'wonAmount',
  'reversedAmount',
  'wonDeals',
  ...[csat, nps, ces].flatMap(({ formula }) => formula.needs.now),
];
const measures = names.map((name) => {
  const source = sourceOf(name);
  if (source.kind !== 'flow') throw new Error(`${name} is no flow and not kept by customer`);
  return source;
});

export type YearsAsked = {
  readonly customer: string;
  readonly currency: string;
  readonly calendars: CalendarHistory;
  /** ISO dates. */
  readonly firstDay: string;
  readonly today: string;
};

export type Years = { readonly years: readonly CustomerYear[]; readonly inAll: BoughtAnswer };

type Sums = ReadonlyMap<KpiMeasure, number>;

/** Twelve rows of each fact for each year since the ledger's first day. */
export async function yearsOf(view: View, asked: YearsAsked): Promise<Years> {
  const { customer: member, currency, calendars } = asked;
  const years: CustomerYear[] = [];
  const all = new Map<KpiMeasure, number>();
  for (const { label: year, start, end } of yearsBetween(asked)) {
    const found = await figuresOfMember(view, {
      ...{ scope: organizationScope.id, by: 'customer', member, measures },
      spans: spans(calendars, start, end),
    });
    const sums = new Map(names.map((name, i) => [name, found[i] ?? 0]));
    for (const [name, sum] of sums) all.set(name, (all.get(name) ?? 0) + sum);
    if (found.every((sum) => sum === 0)) continue;
    years.push({
      ...{ year, start, end },
      bought: boughtOf(sums, currency),
      said: saidOf(sums, currency),
    });
  }
  return { years, inAll: boughtOf(all, currency) };
}

function yearsBetween({ calendars, firstDay, today }: YearsAsked): readonly Period[] {
  const found: Period[] = [];
  for (let day = firstDay; day <= today;) {
    const year = periodOf(calendars, day, 'year');
    found.push(year);
    day = addDays(year.end, 1);
  }
  return found;
}

function boughtOf(sums: Sums, currency: string): BoughtAnswer {
  const wonMinor = sums.get('wonAmount') ?? 0;
  const reversedMinor = sums.get('reversedAmount') ?? 0;
  return {
    won: decimalOf(wonMinor, currency),
    reversed: decimalOf(reversedMinor, currency),
    standing: decimalOf(wonMinor - reversedMinor, currency),
    deals: sums.get('wonDeals') ?? 0,
  };
}

function saidOf(sums: Sums, currency: string): SaidAnswer {
  const text = (kpi: Kpi): string | null => textOf(kpi, sums, currency);
  return {
    csat: text(csat),
    csatCount: sums.get('csatCount') ?? 0,
    nps: text(nps),
    npsCount: sums.get('npsCount') ?? 0,
    ces: text(ces),
    cesCount: sums.get('cesCount') ?? 0,
  };
}

function textOf({ definition, formula }: Kpi, sums: Sums, currency: string): string | null {
  const value = formula.valueOf({
    now: (measure) => sums.get(measure) ?? 0,
    previous: undefined,
    lastYear: undefined,
    target: () => undefined,
  });
  const written = { unit: definition.unit, isSum: formula.isSum, currency };
  return hasValue(value) ? valueText(value, written) : null;
}
