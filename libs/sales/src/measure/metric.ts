// What can be ranked, as data over measures. A line more is a metric more.
import { type Text, decimalOf, currencyDecimals, divideHalfEven } from '@ledger/ledger';
import { type MeasurePlace } from './figures.js';
import { type Fact, facts } from './part.js';

/** `won.amountMinor`: one measure of one fact. */
export type Measure = { [F in Fact]: `${F}.${(typeof facts)[F][number]}` }[Fact];

export type Metric = {
  readonly label: Text;
  readonly unit: 'money' | 'count' | 'ratio' | 'days';
  /** Whether more is better. */
  readonly direction: 'up' | 'down';
  readonly plus: readonly Measure[];
  readonly minus?: readonly Measure[];
  /** Makes it a ratio: what the sum is divided by. Without it the metric adds up. */
  readonly per?: readonly Measure[];
};

export const metrics: { readonly [name: string]: Metric } = {
  'sales-amount': {
    label: { en: 'Sales amount', zh: '销售额' },
    unit: 'money',
    direction: 'up',
    plus: ['won.amountMinor'],
    minus: ['reversed.amountMinor'],
  },
  'won-amount': {
    label: { en: 'Won amount', zh: '赢单金额' },
    unit: 'money',
    direction: 'up',
    plus: ['won.amountMinor'],
  },
  'overlay-amount': {
    label: { en: 'Overlay credit', zh: '协作业绩' },
    unit: 'money',
    direction: 'up',
    plus: ['won.overlayMinor'],
    minus: ['reversed.overlayMinor'],
  },
  'reversed-amount': {
    label: { en: 'Reversed amount', zh: '冲回金额' },
    unit: 'money',
    direction: 'down',
    plus: ['reversed.amountMinor'],
  },
  'deals-won': {
    label: { en: 'Deals won', zh: '赢单数' },
    unit: 'count',
    direction: 'up',
    plus: ['won.deals'],
  },
  'units-won': {
    label: { en: 'Units won', zh: '赢单件数' },
    unit: 'count',
    direction: 'up',
    plus: ['won.units'],
  },
  'deals-lost': {
    label: { en: 'Deals lost', zh: '输单数' },
    unit: 'count',
    direction: 'down',
    plus: ['lost.deals'],
  },
  'deals-opened': {
    label: { en: 'Deals opened', zh: '新开商机数' },
    unit: 'count',
    direction: 'up',
    plus: ['opened.deals'],
  },
  'average-deal': {
    label: { en: 'Average deal', zh: '平均成交额' },
    unit: 'money',
    direction: 'up',
    plus: ['won.amountMinor'],
    per: ['won.deals'],
  },
  'win-rate': {
    label: { en: 'Win rate', zh: '赢单率' },
    unit: 'ratio',
    direction: 'up',
    plus: ['won.deals'],
    per: ['won.deals', 'lost.deals'],
  },
  'cycle-days': {
    label: { en: 'Sales cycle in days', zh: '销售周期（天）' },
    unit: 'days',
    direction: 'down',
    plus: ['won.cycleDays'],
    per: ['won.cycles'],
  },
};

export function metricNamed(name: string): Metric | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}

/** The facts that a metric looks at. */
export function factsOf(metric: Metric): readonly Fact[] {
  return [...new Set(measuresOf(metric).map((measure) => placeOf(measure).fact))];
}

/** Where the measures stand that a metric looks at. */
export function placesOf(metric: Metric): readonly MeasurePlace[] {
  return [...new Set(measuresOf(metric))].map(placeOf);
}

function measuresOf({ plus, minus = [], per = [] }: Metric): readonly Measure[] {
  return [...plus, ...minus, ...per];
}

/** An exact value: a sum of integers, over another one where the metric is a ratio. `per` is above zero. */
export type Value = { readonly over: number; readonly per: number };

/** A metric's value from measures; undefined where it would divide by nothing. */
export function valueOf(
  metric: Metric,
  measure: (fact: Fact, place: number) => number,
): Value | undefined {
  const sum = (measures: readonly Measure[] = []): number =>
    measures.reduce((total, name) => {
      const { fact, place } = placeOf(name);
      return total + measure(fact, place);
    }, 0);
  const over = sum(metric.plus) - sum(metric.minus);
  if (metric.per === undefined) return { over, per: 1 };
  const per = sum(metric.per);
  return per > 0 ? { over, per } : undefined;
}

/** Whether anything was counted at all, be it that it adds up to nothing. */
export function hasCounted(
  metric: Metric,
  measure: (fact: Fact, place: number) => number,
): boolean {
  return measuresOf(metric).some((name) => {
    const { fact, place } = placeOf(name);
    return measure(fact, place) !== 0;
  });
}

/** Two quotients of doubles that differ by more than this share of one of them differ indeed: each is off by 2^-53 of itself. */
const surely = 1e-12;

/** Below zero where `a` is less than `b`. Exact: equal values are ties, and nothing else is. */
export function compareValues(a: Value, b: Value): number {
  if (a.per === b.per) return a.over - b.over;
  const difference = a.over / a.per - b.over / b.per;
  if (Math.abs(difference) > surely * Math.abs(a.over / a.per)) return difference;
  const left = BigInt(a.over) * BigInt(b.per);
  const right = BigInt(b.over) * BigInt(a.per);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The amount by which `a` is above `b`, as text in the metric's unit. */
export function differenceText(
  metric: Metric,
  currency: string,
  [a, b]: readonly [Value, Value],
): string {
  if (metric.per === undefined)
    return valueText(metric, currency, { over: a.over - b.over, per: 1 });
  const over = BigInt(a.over) * BigInt(b.per) - BigInt(b.over) * BigInt(a.per);
  return sixPlaces(over, BigInt(a.per) * BigInt(b.per) * scaleOf(metric, currency));
}

/** Decimal text: money with its currency's decimals, counts whole, ratios rounded half-even to six places. */
export function valueText(metric: Metric, currency: string, { over, per }: Value): string {
  if (metric.per !== undefined)
    return sixPlaces(BigInt(over), BigInt(per) * scaleOf(metric, currency));
  return metric.unit === 'money' ? decimalOf(over, currency) : String(over);
}

/** `part / whole` to six places; undefined where the whole is not above zero. */
export function shareText(part: Value, whole: Value): string | undefined {
  return whole.over > 0 ? sixPlaces(BigInt(part.over), BigInt(whole.over)) : undefined;
}

function scaleOf({ unit }: Metric, currency: string): bigint {
  return unit === 'money' ? 10n ** BigInt(currencyDecimals(currency)) : 1n;
}

function sixPlaces(over: bigint, per: bigint): string {
  const millionths = divideHalfEven(over * 1_000_000n, per);
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(7, '0');
  return `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

const places: ReadonlyMap<string, MeasurePlace> = new Map(
  (Object.keys(facts) as Fact[]).flatMap((fact) =>
    facts[fact].map((name, place): [string, MeasurePlace] => [`${fact}.${name}`, { fact, place }]),
  ),
);

function placeOf(measure: Measure): MeasurePlace {
  const place = places.get(measure);
  if (place === undefined) throw new Error(`no measure ${measure}`);
  return place;
}
