// The history of a KPI in one scope: each period with its target, what it is compared with, and what changed it afterwards.
import { setImmediate } from 'node:timers/promises';
import { type CalendarHistory, type Period } from '@ledger/ledger';
import { isTargetable } from '../target/target.events.js';
import { type Kpi } from './catalogue.js';
import { type Fraction, hasValue, noValue } from './fraction.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { lateAllowance, lateIn } from './late.js';
import { attainmentOf } from './pace.js';
import { type Scope } from './scope.js';
import { type Span, spanAt, spanOf } from './span.js';
import { targetOf } from './targets.js';
import { ratioText, valueText } from './value.js';
import { valueOfScope } from './values.js';
import { type Views } from './views.js';

export type HistoryAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly calendars: CalendarHistory;
  readonly currency: string;
  /** The business day where the ledger is: what ends on it or later still runs. */
  readonly businessDay: string;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
  /** Where business days begin. */
  readonly timeZone: string;
};

export async function historyOf(
  views: Views,
  asked: HistoryAsked,
  periods: readonly Period[],
): Promise<readonly KpiPeriodAnswer[]> {
  const { kpi, scope, calendars, currency, today } = asked;
  const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  // The period before one is told as well.
  const known = new Map<string, Fraction>();
  const valueIn = async (span: Span | undefined): Promise<Fraction> => {
    if (span === undefined) return noValue;
    const value =
      known.get(span.label) ?? (await valueOfScope(views, { kpi, scope, calendars, span, today }));
    known.set(span.label, value);
    return value;
  };
  const told: KpiPeriodAnswer[] = [];
  const allowance = lateAllowance();
  // The newest first: what may be looked at is theirs before it is the older ones'.
  for (const period of periods.toReversed()) {
    await setImmediate(); // hundreds of periods of an imported past are seconds: others are answered meanwhile
    const span = spanOf(calendars, period);
    const { label, start, end } = span;
    const value = await valueIn(span);
    const target = await targetIn(views, asked, span);
    const attained = attainmentOf({ actual: value, target }, kpi.definition.direction);
    told.push({
      ...{ label, start, end },
      value: textOf(value),
      target: textOf(target),
      attainment: hasValue(attained) ? ratioText(attained) : null,
      previous: textOf(await valueIn(spanAt('previous', span, calendars))),
      lastYear: textOf(await valueIn(spanAt('lastYear', span, calendars))),
      running: asked.businessDay <= end,
      ...(await lateIn(views, asked, { span, written, allowance })),
    });
  }
  return told.toReversed();
}

async function targetIn(
  views: Views,
  { kpi, scope, today }: HistoryAsked,
  span: Span,
): Promise<Fraction> {
  if (span.grain === 'day' || !isTargetable(kpi.definition.name)) return noValue;
  return (await targetOf(views, scope, { kpi, period: span.label, today }))?.value ?? noValue;
}
