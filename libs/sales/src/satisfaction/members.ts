// The scores of a scope period by period, and of everyone within it in one period.
import { type CalendarHistory, type Period } from '@ledger/ledger';
import { columnsOf, columnsOfScope } from '../kpi/columns.js';
import { namesOf } from '../kpi/members.js';
import { type Scope } from '../kpi/scope.js';
import { spanNamed, spanOf } from '../kpi/span.js';
import { type Views } from '../kpi/views.js';
import { type Dimension } from '../measure/space.js';
import { memberPage } from '../member-page.js';
import { type Complaints, complaintsBy, waiting } from './complaints.js';
import { type SatisfactionMember, type SatisfactionPeriod } from './satisfaction.answers.js';
import { answerCounts, scoreKpis, scoresOf } from './scores.js';

export type SatisfactionAsked = {
  readonly scope: Scope;
  readonly calendars: CalendarHistory;
  readonly currency: string;
  readonly complaints: Complaints;
  readonly today: string;
};

const columns = { kpis: scoreKpis, counts: answerCounts };

export async function periodsOf(
  views: Views,
  { scope, calendars, currency }: SatisfactionAsked,
  periods: readonly Period[],
): Promise<readonly SatisfactionPeriod[]> {
  const told: SatisfactionPeriod[] = [];
  for (const period of periods) {
    const { label, start, end } = period;
    const asked = { ...columns, scope, span: spanOf(calendars, period), calendars, currency };
    const own = await columnsOfScope(views, asked);
    told.push({ label, start, end, scores: scoresOf(own, scope.id) });
  }
  return told;
}

export type Page = { readonly limit: number; readonly cursor: string | undefined };
export type Members = { readonly members: readonly SatisfactionMember[]; readonly cursor?: string };

export async function membersOf(
  views: Views,
  asked: SatisfactionAsked & { readonly by: Dimension; readonly period: string },
  { limit, cursor }: Page,
): Promise<Members> {
  const { scope, by, calendars, currency, complaints, today } = asked;
  const span = spanNamed(calendars, asked.period);
  const scored = await columnsOf(views, { ...columns, scope, by, span, calendars, currency });
  const complained = complaintsBy(complaints.voices, by);
  const everyone = [...scored.members, ...complained.keys()];
  const { page, ...next } = memberPage(everyone, { by, limit, cursor });
  const names = await namesOf(views, by, page);
  const members = page.map((member) => ({
    member,
    name: names.get(member) ?? null,
    scores: scoresOf(scored, member),
    complaints: waiting(complained.get(member) ?? [], today),
  }));
  return { members, ...next };
}
