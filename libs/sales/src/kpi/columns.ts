// Several KPIs side by side, from one reading: for answers that tell more than one figure of each member.
import { type CalendarHistory } from '@ledger/ledger';
import { type Dimension } from '../measure/space.js';
import { type Kpi } from './catalogue.js';
import { type Fraction, hasValue } from './fraction.js';
import { type KpiMeasure } from './kpi.events.js';
import { measuresOf } from './measures.js';
import { type Scope, organizationScope } from './scope.js';
import { demandKept } from './sources.js';
import { type Span } from './span.js';
import { valueText } from './value.js';
import { type Views } from './views.js';

export type ColumnsAsked = {
  /** Such as look at nothing but the period asked for. */
  readonly kpis: readonly Kpi[];
  /** Told beside them. */
  readonly counts?: readonly KpiMeasure[];
  readonly scope: Scope;
  readonly by: Dimension;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  readonly currency: string;
};

export type Columns = {
  /** Of whom anything was counted. */
  readonly members: readonly string[];
  count(member: string, measure: KpiMeasure): number;
  value(member: string, kpi: Kpi): Fraction;
  /** null where it has no value. */
  text(member: string, kpi: Kpi): string | null;
};

/** @throws Rejection where they are not kept so, or not for such a period */
export async function columnsOf(views: Views, asked: ColumnsAsked): Promise<Columns> {
  const { kpis, counts = [], scope, by, span, calendars, currency } = asked;
  const names = [...new Set([...kpis.flatMap(({ formula }) => formula.needs.now), ...counts])];
  const cut = { scope, by, names };
  demandKept(kpis.map(({ definition }) => definition.name).join(', '), cut, span);
  const measured = await measuresOf(views, { ...cut, span, calendars });
  const value = (member: string, { formula }: Kpi): Fraction =>
    formula.valueOf({
      now: (measure) => measured.of(member, measure),
      previous: undefined,
      lastYear: undefined,
      target: () => undefined,
    });
  return {
    members: measured.members.filter((member) =>
      names.some((name) => measured.of(member, name) !== 0),
    ),
    count: (member, measure) => measured.of(member, measure),
    value,
    text: (member, kpi) => {
      const { unit } = kpi.definition;
      const found = value(member, kpi);
      const written = { unit, isSum: kpi.formula.isSum, currency };
      return hasValue(found) ? valueText(found, written) : null;
    },
  };
}

/** One scope's own columns: it is a member of its dimension in the whole organisation. */
export function columnsOfScope(views: Views, asked: Omit<ColumnsAsked, 'by'>): Promise<Columns> {
  return columnsOf(views, { ...asked, scope: organizationScope, by: asked.scope.dimension });
}
