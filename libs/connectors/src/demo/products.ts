// What the demo's company sells: three families, prices that change, one product that is replaced by another.
import { firstDay } from './company.js';
import { type Planned, decimal, notebookOf, workdayFrom } from './plan.js';

type Price = { readonly from: string; readonly cents: number };

export type Product = {
  readonly id: string;
  readonly name: string;
  readonly family: 'Hardware' | 'Software' | 'Service';
  readonly aliases: readonly string[];
  /** Oldest first; the first one is the day on which it is added. */
  readonly prices: readonly Price[];
  readonly retiredOn?: string;
  /** How many of it a small customer buys at most. */
  readonly unitsMax: number;
};

const since = (price: number, from = firstDay): Price => ({
  from: workdayFrom(from),
  cents: price * 100,
});

export const products: readonly Product[] = [
  {
    ...{ id: 'sensor-s1', name: 'Sensor S1', family: 'Hardware', aliases: ['SensorS1', 'S1'] },
    ...{ prices: [since(240), since(220, '2024-02-01')], retiredOn: '2024-09-30', unitsMax: 30 },
  },
  {
    ...{ id: 'sensor-s2', name: 'Sensor S2', family: 'Hardware', aliases: ['SensorS2', 'S2'] },
    ...{ prices: [since(260, '2024-07-01')], unitsMax: 30 },
  },
  {
    ...{ id: 'gateway', name: 'Gateway G4', family: 'Hardware', aliases: ['G4', '网关 G4'] },
    ...{ prices: [since(1_900), since(1_750, '2025-03-03')], unitsMax: 5 },
  },
  {
    ...{ id: 'edge', name: 'Edge box E1', family: 'Hardware', aliases: ['EdgeBox'] },
    ...{ prices: [since(3_400)], unitsMax: 3 },
  },
  {
    ...{ id: 'platform', name: 'Platform, one year', family: 'Software', aliases: ['平台'] },
    ...{
      prices: [since(6_500), since(6_900, '2024-01-02'), since(7_400, '2026-01-05')],
      unitsMax: 2,
    },
  },
  {
    ...{ id: 'analytics', name: 'Analytics, one year', family: 'Software', aliases: ['分析'] },
    ...{ prices: [since(3_200)], unitsMax: 2 },
  },
  {
    ...{ id: 'mobile', name: 'Mobile app, one year', family: 'Software', aliases: [] },
    ...{ prices: [since(1_100)], unitsMax: 4 },
  },
  {
    ...{ id: 'care', name: 'Care package', family: 'Service', aliases: ['Support'] },
    ...{ prices: [since(800)], unitsMax: 4 },
  },
  {
    ...{ id: 'onboarding', name: 'Onboarding', family: 'Service', aliases: [] },
    ...{ prices: [since(2_200)], unitsMax: 1 },
  },
  {
    ...{ id: 'training', name: 'Training day', family: 'Service', aliases: ['培训'] },
    ...{ prices: [since(950)], unitsMax: 3 },
  },
];

/** What can be put on a deal that is opened on that day. */
export function soldOn(day: string): readonly Product[] {
  return products.filter(
    ({ prices, retiredOn }) =>
      prices.some(({ from }) => from <= day) && (retiredOn === undefined || day < retiredOn),
  );
}

export function centsOn({ prices }: Product, day: string): number {
  return prices.findLast(({ from }) => from <= day)?.cents ?? 0;
}

export function productSteps(): readonly Planned[] {
  const { planned, say } = notebookOf('operations');
  for (const { id, name, family, aliases, prices, retiredOn } of products) {
    const subject = `product/${id}`;
    const [first, ...later] = prices.map(({ from, cents }) => ({
      from,
      listPrice: decimal(cents),
    }));
    if (first === undefined) continue;
    const { from, listPrice } = first;
    say(from, 'AddProduct', subject, { name, family, listPrice, aliases });
    for (const price of later) {
      say(price.from, 'ChangeProduct', subject, { listPrice: price.listPrice });
    }
    if (retiredOn !== undefined) {
      say(retiredOn, 'RetireProduct', subject, { reason: 'Replaced by its successor' });
    }
  }
  return planned;
}
