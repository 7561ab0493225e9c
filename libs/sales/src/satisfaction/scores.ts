// The three scores of a member in a period, each with the answers behind it.
import { kpiAsked } from '../kpi/catalogue.js';
import { type Columns } from '../kpi/columns.js';
import { type KpiMeasure } from '../kpi/kpi.events.js';
import { type SatisfactionScores, type ScoreLabels } from './satisfaction.answers.js';

const [csat, nps, ces] = [kpiAsked('csat'), kpiAsked('nps'), kpiAsked('ces')];

export const scoreKpis = [csat, nps, ces];
export const answerCounts: readonly KpiMeasure[] = ['csatCount', 'npsCount', 'cesCount'];

export const scoreLabels: ScoreLabels = {
  csat: { ...csat.definition.label },
  nps: { ...nps.definition.label },
  ces: { ...ces.definition.label },
};

export function scoresOf(columns: Columns, member: string): SatisfactionScores {
  return {
    csat: columns.text(member, csat),
    csatCount: columns.count(member, 'csatCount'),
    nps: columns.text(member, nps),
    npsCount: columns.count(member, 'npsCount'),
    ces: columns.text(member, ces),
    cesCount: columns.count(member, 'cesCount'),
  };
}
