// What was reached of what was to be reached: of one scope, or of everyone within it.
import { type CalendarHistory } from '@ledger/ledger';
import { memberPage } from '../member-page.js';
import { type Dimension } from '../measure/space.js';
import { type AttainmentRow } from './attainment.answers.js';
import { type Kpi } from './catalogue.js';
import { type Fraction, hasValue, noValue, zero } from './fraction.js';
import { namesOf } from './members.js';
import { type Elapsed, paceOf, shareOf } from './pace.js';
import { type Until, reachedBy } from './reached.js';
import { type Scope, organizationScope } from './scope.js';
import { type Span } from './span.js';
import { type Target, targetOf, targetsBy } from './targets.js';
import { ratioText, valueText } from './value.js';
import { valueOfScope, valuesBy } from './values.js';
import { type Views } from './views.js';

export type AttainmentAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  readonly currency: string;
  readonly elapsed: Elapsed;
  /** What occurred later counts neither to the actual nor to the pace. */
  readonly until: Until;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
};

export type Page = { readonly limit: number; readonly cursor: string | undefined };
export type Rows = { readonly rows: readonly AttainmentRow[]; readonly cursor?: string };

export async function ownAttainment(
  views: Views,
  asked: AttainmentAsked,
  name: string | null,
): Promise<AttainmentRow> {
  const { kpi, scope, until } = asked;
  const where = { ...asked, scope: organizationScope, by: scope.dimension };
  const span = reachedBy(kpi, where, until);
  const actual = span === undefined ? nothing(kpi) : await valueOfScope(views, { ...asked, span });
  const target = await targetOf(views, scope, { ...asked, period: asked.span.label });
  return rowOf({ member: scope.id, name, actual, target }, asked);
}

export async function attainmentsBy(
  views: Views,
  asked: AttainmentAsked & { readonly by: Dimension },
  { limit, cursor }: Page,
): Promise<Rows> {
  const { kpi, until } = asked;
  const span = reachedBy(kpi, asked, until);
  const actuals =
    span === undefined ? new Map<string, Fraction>() : await valuesBy(views, { ...asked, span });
  const targets = await targetsBy(views, { ...asked, period: asked.span.label });
  const { by } = asked;
  const everyone = [...actuals.keys(), ...targets.keys()];
  const { page, ...next } = memberPage(everyone, { by, limit, cursor });
  const names = await namesOf(views, by, page);
  const rows = page.map((member) => {
    const actual = actuals.get(member) ?? nothing(kpi);
    const target = targets.get(member);
    return rowOf({ member, name: names.get(member) ?? null, actual, target }, asked);
  });
  return { rows, ...next };
}

/** Nothing counted is nothing sold, but no ratio of nothing. */
function nothing({ formula }: Kpi): Fraction {
  return formula.isSum ? zero : noValue;
}

type Reached = {
  readonly member: string;
  readonly name: string | null;
  readonly actual: Fraction;
  readonly target: Target | undefined;
};

function rowOf(reached: Reached, { kpi, currency, elapsed }: AttainmentAsked): AttainmentRow {
  const { member, name, actual, target } = reached;
  const { isSum } = kpi.formula;
  const { unit, direction } = kpi.definition;
  const to = { actual, target: target?.value ?? noValue };
  const course = { share: shareOf(elapsed), isSum, direction };
  const { attainment, expected, ahead, landing } = paceOf(to, course);
  const written = { unit, isSum, currency };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  return {
    member,
    name,
    actual: textOf(actual),
    target: textOf(to.target),
    targetFrom: target?.from ?? null,
    setLate: target?.setLate ?? null,
    attainment: hasValue(attainment) ? ratioText(attainment) : null,
    expected: textOf(expected),
    ahead: textOf(ahead),
    landing: textOf(landing),
  };
}
