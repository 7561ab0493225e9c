// What a target's metric and period name: commands and lists refuse alike what nothing is called.
import { type Period, parsePeriod } from '@ledger/ledger';
import { type KpiDefinition, kpiCatalogue, kpiNamed } from '../kpi/kpi.events.js';
import { type LedgerState } from '../ledger/ledger.events.js';
import { isTargetable } from './target.events.js';
import { reject } from './target.rejections.js';

/** @throws Rejection where there is no such metric, or none that can have a target */
export function targetable(metric: string, pointer?: string): KpiDefinition {
  const names = kpiCatalogue.map(({ name }) => name).filter(isTargetable);
  const detail = { metric, known: names.join(', ') };
  const definition = kpiNamed(metric);
  if (definition === undefined) throw reject('metric-unknown', detail, pointer);
  if (!isTargetable(metric)) throw reject('metric-not-targetable', detail, pointer);
  return definition;
}

/** @throws Rejection where the ledger's calendar has no such period, or it is a day */
export function periodNamed(
  period: string,
  { calendars }: Pick<LedgerState, 'calendars'>,
  pointer?: string,
): Period {
  const found = parsePeriod(calendars, period);
  if (found === undefined || found.grain === 'day') {
    throw reject('period-unknown', { period }, pointer);
  }
  return found;
}
