// What the target slice tells the world: what was to be reached, by whom, in which period, and every change of it.
// A target's subject is `target/<targetId(scope, metric, period)>`.
import {
  type Entry,
  type Event,
  type Subject,
  currencyDecimals,
  unreachable,
} from '@ledger/ledger';
import { present } from '../changes.js';
import { type Attribution } from '../deal/deal.events.js';
import { type KpiUnit } from '../kpi/kpi.events.js';
import { type Sealed, type Source } from '../source.js';

export { targetId } from './target-id.js';

export const targetBases = ['history', 'forecast', 'judgement'] as const;
/** What the value was taken from. @zh 目标值的依据。 */
export type TargetBasis = (typeof targetBases)[number];

/** What a target is for and what it asks. `occurredOn` of `TargetSet` is the day on which it was agreed. */
export type TargetTerms = {
  /**
   * `organization`, or a kind and a member such as `team/west-1`; segments and channels are words.
   * @zh `organization`，或“类别/成员”，例如 `team/west-1`；细分市场和渠道直接用其名称。
   */
  readonly scope: string;
  /** A KPI of the catalogue. @zh 指标目录中的一项指标。 */
  readonly metric: string;
  /**
   * The period's label, with its first and last day by the calendar of the day of decision.
   * @zh 期间的名称，及其按决定之日的日历得出的第一天和最后一天。
   */
  readonly period: string;
  readonly start: string;
  readonly end: string;
  readonly unit: KpiUnit;
  /** Of money. @zh 金额的币种。 */
  readonly currency?: string;
  /**
   * An integer: minor units of money, whole counts, millionths of everything else.
   * @zh 整数：金额为最小货币单位，计数为整数，其余为百万分之一。
   */
  readonly value: number;
  readonly basis: TargetBasis;
  /**
   * Of a salesperson: where they stood on the day on which it was agreed.
   * @zh 目标属于销售人员时：其在商定之日所在的位置。
   */
  readonly attribution?: Attribution;
  readonly note?: Sealed;
};

export type TargetSet = Event<'TargetSet', TargetTerms & { readonly source?: Source }>;
/** `corrects` is the entry that set `was`. @zh `corrects` 是记录 `was` 的分录。 */
export type TargetAdjusted = Event<
  'TargetAdjusted',
  {
    readonly was: number;
    readonly value: number;
    readonly reason: Sealed;
    readonly corrects: number;
    readonly source?: Source;
  }
>;
/** It asks nothing any more; the same may be set again. @zh 不再提出要求；同一目标可以重新设定。 */
export type TargetWithdrawn = Event<
  'TargetWithdrawn',
  {
    readonly was: number;
    readonly reason: Sealed;
    readonly corrects: number;
    readonly source?: Source;
  }
>;

export type TargetEvent = TargetSet | TargetAdjusted | TargetWithdrawn;

export type TargetState = TargetTerms & {
  readonly status: 'set' | 'withdrawn';
  readonly agreedOn: string;
  /** Sequence of the entry that set `value`; what changes it names it. */
  readonly setBy: number;
  /** The last import that spoke of it. */
  readonly source?: Source;
};

/** A value that came or went: who, when, from what to what, why. `null` is no target. */
export type TargetChange = {
  readonly type: TargetEvent['type'];
  readonly from: number | null;
  readonly to: number | null;
  readonly reason?: Sealed;
  /** Of a setting: where its salesperson stood. Setting it again may find them elsewhere. */
  readonly attribution?: Attribution;
  readonly actor: string;
  /** ISO instant of recording. */
  readonly time: string;
  readonly occurredOn: string;
  readonly sequence: number;
};

export const target: Subject<TargetState, TargetEvent> = {
  kind: 'target',
  evolve: (state, entry) => {
    const source = entry.data.source ?? state?.source;
    if (entry.type === 'TargetSet') return present({ ...setBy(entry), source });
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before TargetSet`);
    return present({ ...changedBy(state, entry), source });
  },
};

function setBy({ data, occurredOn: agreedOn, sequence }: Entry<TargetSet>): TargetState {
  return { ...data, status: 'set', agreedOn, setBy: sequence };
}

function changedBy(
  state: TargetState,
  entry: Entry<TargetAdjusted> | Entry<TargetWithdrawn>,
): TargetState {
  switch (entry.type) {
    case 'TargetAdjusted':
      return { ...state, value: entry.data.value, setBy: entry.sequence };
    case 'TargetWithdrawn':
      return { ...state, status: 'withdrawn' };
    default:
      return unreachable(entry);
  }
}

/** What is worked out from a target or from another period can't be one itself. */
const notTargetable: ReadonlySet<string> = new Set([
  'growth',
  'growth-year-on-year',
  'attainment',
  'pipeline-coverage',
]);

/** Whether a KPI of the catalogue can be given a target. */
export function isTargetable(metric: string): boolean {
  return !notTargetable.has(metric);
}

/** How many decimals of a target's unit its integer `value` holds. */
export function targetDecimals(unit: KpiUnit, currency: string): number {
  if (unit === 'money') return currencyDecimals(currency);
  return unit === 'count' ? 0 : 6;
}

/** The decimal text of an integer value, with all decimals of its unit. */
export function targetText(value: number, unit: KpiUnit, currency: string): string {
  const decimals = targetDecimals(unit, currency);
  if (decimals === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
