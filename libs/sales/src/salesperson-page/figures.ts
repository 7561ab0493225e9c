// A person's figures: every KPI that is kept for one, ranks, and what stands open.
import { type CalendarHistory, decimalOf } from '@ledger/ledger';
import { kpiAsked } from '../kpi/catalogue.js';
import { kpiCatalogue } from '../kpi/kpi.events.js';
import { lineOf } from '../kpi/line.js';
import { type Scope, organizationScope, scopeText } from '../kpi/scope.js';
import { type Span, previousSpan } from '../kpi/span.js';
import { type Views, viewOf } from '../kpi/views.js';
import { positionOf } from '../leaderboard/board.js';
import { stockMeasures } from '../measure/standing.js';
import { stockOf } from '../measure/stock.js';
import {
  type KpiLineAnswer,
  type PipelineAnswer,
  type RankAnswer,
} from './salesperson-page.answers.js';

export type FiguresAsked = {
  readonly salesperson: string;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  readonly currency: string;
};

export async function kpisOf(
  views: Views,
  { salesperson, ...asked }: FiguresAsked,
): Promise<readonly KpiLineAnswer[]> {
  const scope: Scope = { dimension: 'salesperson', id: salesperson };
  const told: KpiLineAnswer[] = [];
  for (const { name, label, unit, direction } of kpiCatalogue) {
    const line = await lineOf(views, { ...asked, kpi: kpiAsked(name), scope });
    if (line !== undefined) told.push({ kpi: name, label: { ...label }, unit, direction, ...line });
  }
  return told;
}

/** In the sales of the whole organisation, and of the own team where there is one. */
export async function ranksOf(
  views: Views,
  { salesperson: member, span, calendars, currency }: FiguresAsked,
  team: string | undefined,
): Promise<readonly RankAnswer[]> {
  const own: Scope[] = team === undefined ? [] : [{ dimension: 'team', id: team }];
  const board = {
    kpi: kpiAsked('sales-amount'),
    by: 'salesperson',
    period: span,
    previous: previousSpan(calendars, span),
    calendars,
    today: undefined,
  } as const;
  const ranks: RankAnswer[] = [];
  for (const scope of [organizationScope, ...own]) {
    const position = await positionOf(views, { ...board, scope }, { member, currency });
    const nowhere = { rank: null, of: null, value: null, gapToNext: null };
    ranks.push({ scope: scopeText(scope), ...(position ?? nowhere) });
  }
  return ranks;
}

export async function pipelineOn(
  views: Views,
  { salesperson: id, span, currency }: FiguresAsked,
): Promise<Omit<PipelineAnswer, 'next' | 'isCut'>> {
  const on = span.end;
  const stock = await stockOf(viewOf(views, 'pipeline'), { dimension: 'salesperson', id }, on);
  const of = (measure: (typeof stockMeasures)[number]): number =>
    stock[stockMeasures.indexOf(measure)] ?? 0;
  return { on, amount: decimalOf(of('amountMinor'), currency), deals: of('deals') };
}
