// A KPI of one scope in one period beside its target and what it is compared with; left out where it is not kept so.
import { type CalendarHistory } from '@ledger/ledger';
import { isTargetable } from '../target/target.events.js';
import { type Kpi } from './catalogue.js';
import { moments } from './formula.js';
import { type Fraction, hasValue, noValue } from './fraction.js';
import { attainmentOf } from './pace.js';
import { type Scope, organizationScope } from './scope.js';
import { isKept } from './sources.js';
import { type Span, spanAt } from './span.js';
import { targetOf } from './targets.js';
import { ratioText, valueText } from './value.js';
import { valueOfScope } from './values.js';
import { type Views } from './views.js';

/** Decimal text in the KPI's unit; null where there is none. */
export type KpiLine = {
  readonly value: string | null;
  readonly target: string | null;
  readonly attainment: string | null;
  readonly previous: string | null;
  readonly lastYear: string | null;
};

export type LineAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  readonly currency: string;
};

/** Undefined where the KPI is not kept for such a scope or period. */
export async function lineOf(views: Views, asked: LineAsked): Promise<KpiLine | undefined> {
  const { kpi, scope, span, calendars, currency } = asked;
  if (!isTold(asked)) return undefined;
  const valueIn = async (at: Span | undefined): Promise<Fraction> =>
    at !== undefined && isTold({ ...asked, span: at })
      ? valueOfScope(views, { kpi, scope, calendars, span: at })
      : noValue;
  const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  const value = await valueIn(span);
  const target = await targetIn(views, asked);
  const attained = attainmentOf({ actual: value, target }, kpi.definition.direction);
  return {
    value: textOf(value),
    target: textOf(target),
    attainment: hasValue(attained) ? ratioText(attained) : null,
    previous: textOf(await valueIn(spanAt('previous', span, calendars))),
    lastYear: textOf(await valueIn(spanAt('lastYear', span, calendars))),
  };
}

async function targetIn(views: Views, { kpi, scope, span }: LineAsked): Promise<Fraction> {
  if (span.grain === 'day' || !isTargetable(kpi.definition.name)) return noValue;
  return (await targetOf(views, scope, { kpi, period: span.label }))?.value ?? noValue;
}

/** In every period that its formula looks at. */
function isTold({ kpi, scope, span, calendars }: Omit<LineAsked, 'currency'>): boolean {
  return moments.every((moment) => {
    const names = kpi.formula.needs[moment];
    const at = names.length === 0 ? undefined : spanAt(moment, span, calendars);
    if (at === undefined) return true;
    return isKept({ scope: organizationScope, by: scope.dimension, names }, at);
  });
}
