// How late changes are told: who recorded what when, and what it added to which measure.
import { present } from '../changes.js';
import { type Kpi, kpiAsked } from './catalogue.js';
import { moments } from './formula.js';
import { type Fraction, whole } from './fraction.js';
import {
  type LateEntryAnswer,
  type LateMeasureAnswer,
  type LateTargetAnswer,
} from './kpi.answers.js';
import { kpiMeasures } from './kpi.events.js';
import { type Effect } from './late-effects.js';
import { valueText } from './value.js';
import { type Views, furthestOf } from './views.js';

/** An entry, and the KPI's value before it and after it. */
export type Turn = { readonly effect: Effect } & Pick<LateEntryAnswer, 'was' | 'is'>;

/** Each with who recorded what it did, read from the log. */
export async function turnsTold(
  views: Views,
  turns: readonly Turn[],
  { kpi, currency }: { readonly kpi: Kpi; readonly currency: string },
): Promise<readonly LateEntryAnswer[]> {
  const entries = await furthestOf(views).entries(turns.map(({ effect }) => effect.sequence));
  return turns.map(({ effect, was, is }, i) => {
    const { sequence, recordedOn } = effect;
    const entry = entries[i];
    if (entry === undefined) throw new Error(`a late change by ${sequence}, which is not there`);
    const { type, subject, actor, time } = entry;
    return present({
      ...{ sequence, type, subject, actor, time, recordedOn, was, is },
      changed: measuresChanged(kpi, effect, currency),
      targets: targetsChanged(effect, currency),
    });
  });
}

/** Of the KPI's measures those that it changed. */
function measuresChanged(
  { formula }: Kpi,
  { added }: Effect,
  currency: string,
): readonly LateMeasureAnswer[] {
  return moments.flatMap((moment) =>
    formula.needs[moment].flatMap((measure) => {
      const by = added[moment]?.get(measure);
      if (by === undefined) return [];
      const written = { unit: kpiMeasures[measure], isSum: true, currency };
      const one = { measure, added: valueText(whole(by), written) };
      return [moment === 'now' ? one : { ...one, compared: moment }];
    }),
  );
}

function targetsChanged(
  { targets }: Effect,
  currency: string,
): readonly LateTargetAnswer[] | undefined {
  if (targets.size === 0) return undefined;
  return [...targets].map(([metric, { was, is }]) => {
    const { definition, formula } = kpiAsked(metric);
    const written = { unit: definition.unit, isSum: formula.isSum, currency };
    const textOf = (value: Fraction | undefined): string | null =>
      value === undefined ? null : valueText(value, written);
    return { metric, was: textOf(was), is: textOf(is) };
  });
}
