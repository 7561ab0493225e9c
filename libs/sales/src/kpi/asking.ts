// One KPI in one scope: what every question about it is answered from.
import { todayIn } from '@ledger/ledger';
import { type ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { type Kpi, kpiAsked } from './catalogue.js';
import { type Grouping, settingsOf, todayFor } from './grouping.js';
import { type HistoryAsked } from './history.js';
import { type KpiTold } from './kpi.answers.js';
import { homeOf } from './members.js';
import { type Scope, organizationScope, scopeOf, scopeText } from './scope.js';
import { viewsBehind } from './values.js';
import { type Views, oldestTruth, withViews } from './views.js';

export type KpiQuestion = {
  readonly ledger: string;
  /** Of the KPI. */
  readonly name: string;
  readonly scope?: string;
  readonly organization?: Grouping;
  readonly after?: number;
  /** ISO instant: which day today is. */
  readonly now: string;
};

/** @throws Rejection where there is no such KPI or scope */
export function withKpi<T>(
  models: ReadModels,
  { ledger, name, scope: text = organizationScope.id, organization, after, now }: KpiQuestion,
  ask: (views: Views, about: HistoryAsked) => Promise<T>,
): Promise<T> {
  const kpi = kpiAsked(name);
  const scope = scopeOf(text);
  return withViews({ models, ledger, after }, projectionsFor(kpi, scope), async (views) => {
    const { currency, calendars, timeZone } = await settingsOf(views, ledger);
    const businessDay = todayIn(timeZone, now);
    const today = todayFor(organization, timeZone, now);
    return ask(views, { kpi, scope, calendars, currency, businessDay, today, timeZone });
  });
}

/** What every answer says of the KPI that it is about. */
export function kpiTold(views: Views, { kpi, scope, currency }: HistoryAsked): KpiTold {
  const { name, unit, direction } = kpi.definition;
  return present({
    truth: oldestTruth(views),
    ...{ kpi: name, unit, direction },
    currency: unit === 'money' ? currency : undefined,
    scope: scopeText(scope),
  });
}

function projectionsFor(kpi: Kpi, { dimension }: Scope): readonly string[] {
  const homes = [homeOf(dimension)].filter((home) => home !== undefined);
  return [...new Set(['ledger', 'target', 'late-change', ...viewsBehind(kpi), ...homes])];
}
