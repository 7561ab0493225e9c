import { type Figures, type Reading, FormulaError, formulaOf, moments } from './formula.js';
import { type Fraction, hasValue, whole } from './fraction.js';
import { type KpiMeasure, kpiCatalogue, kpiMeasures, kpiNamed } from './kpi.events.js';
import { valueText } from './value.js';

const counted: { readonly [measure in KpiMeasure]: number } = {
  wonAmount: 100_050,
  reversedAmount: 50,
  overlayWonAmount: 500,
  overlayReversedAmount: 20,
  wonDeals: 3,
  wonUnits: 7,
  lostDeals: 4,
  openedDeals: 9,
  cycleDays: 40,
  cycles: 2,
  listAmount: 200_000,
  discountAmount: 25_000,
  buyingCustomers: 3,
  newCustomers: 1,
  repeatCustomers: 2,
  retainedCustomers: 2,
  pipelineAmount: 360_000,
  pipelineDeals: 11,
  activeSalespeople: 3,
  receivedLeads: 8,
  qualifiedLeads: 4,
  convertedLeads: 3,
  csatCount: 5,
  csatSatisfied: 4,
  npsCount: 6,
  npsPromoters: 1,
  npsDetractors: 3,
  cesCount: 3,
  cesSum: 17,
};
const reading =
  (measures: { readonly [measure in KpiMeasure]?: number }): Reading =>
  (measure) =>
    measures[measure] ?? 0;

const figures: Figures = {
  now: reading(counted),
  previous: reading({ wonAmount: 90_000, reversedAmount: 10_000, buyingCustomers: 4 }),
  lastYear: reading({ wonAmount: 200_001, reversedAmount: 1 }),
  target: (metric) => (metric === 'sales-amount' ? whole(120_000) : undefined),
};
const nothing: Figures = {
  now: () => 0,
  previous: () => 0,
  lastYear: () => 0,
  target: () => whole(0),
};

const exact = ({ over, per }: Fraction): string => `${over}/${per}`;

function text(name: string, on = figures): string | undefined {
  const kpi = kpiNamed(name);
  if (kpi === undefined) throw new Error(name);
  const { valueOf, isSum } = formulaOf(kpi.formula);
  const value = valueOf(on);
  return hasValue(value) ? valueText(value, { unit: kpi.unit, isSum, currency: 'USD' }) : undefined;
}

// Worked out by hand from the figures above.
const worked = {
  'sales-amount': '1000.00',
  'won-amount': '1000.50',
  'reversed-amount': '0.50',
  'overlay-amount': '4.80',
  'deals-won': '3',
  'deals-lost': '4',
  'deals-opened': '9',
  'units-won': '7',
  growth: '0.250000',
  'growth-year-on-year': '-0.500000',
  attainment: '0.833333',
  'average-deal': '333.500000',
  'win-rate': '0.428571',
  'lead-conversion': '0.375000',
  'cycle-days': '20.000000',
  'new-customers': '1',
  retention: '0.500000',
  'repeat-purchase-rate': '0.666667',
  'discount-rate': '0.125000',
  'pipeline-coverage': '3.000000',
  csat: '0.800000',
  nps: '-33.333333',
  ces: '5.666667',
  productivity: '333.333333',
};

describe('formulas of the catalogue', () => {
  it.each(Object.entries(worked))('%s is %s', (name, expected) => {
    expect(text(name)).toBe(expected);
  });

  it('are all of them tried here', () => {
    expect(Object.keys(worked).sort()).toEqual(kpiCatalogue.map(({ name }) => name).sort());
    expect(Object.keys(counted).sort()).toEqual(Object.keys(kpiMeasures).sort());
  });

  it('have no value, and not 0, where they divide by nothing', () => {
    const sums = kpiCatalogue.filter(({ formula }) => formulaOf(formula).isSum);
    expect(kpiCatalogue.filter(({ name }) => text(name, nothing) !== undefined)).toEqual(sums);
    expect(sums).toHaveLength(9);
  });

  it.each(['attainment', 'pipeline-coverage'])('%s has no value without a target', (name) => {
    expect(text(name, { ...figures, target: () => undefined })).toBeUndefined();
  });

  it('look only at what they need', () => {
    expect(formulaOf('m.wonAmount / (m.wonDeals + previous(m).wonDeals)').needs).toEqual({
      now: ['wonAmount', 'wonDeals'],
      previous: ['wonDeals'],
      lastYear: [],
      targets: [],
    });
    const { needs } = formulaOf(kpiNamed('growth-year-on-year')?.formula ?? '');
    expect(needs.lastYear).toEqual(['wonAmount', 'reversedAmount']);
    expect(formulaOf(kpiNamed('attainment')?.formula ?? '').needs.targets).toEqual([
      'sales-amount',
    ]);
  });

  it.each(kpiCatalogue)('$name asks for no measure that it did not say it needs', ({ formula }) => {
    const { needs, valueOf } = formulaOf(formula);
    const asked = {
      now: new Set<string>(),
      previous: new Set<string>(),
      lastYear: new Set<string>(),
    };
    const targets = new Set<string>();
    const watched = (moment: keyof typeof asked): Reading => {
      return (measure) => (asked[moment].add(measure), 1);
    };
    valueOf({
      now: watched('now'),
      previous: watched('previous'),
      lastYear: watched('lastYear'),
      target: (metric) => (targets.add(metric), whole(1)),
    });
    for (const moment of moments) expect([...asked[moment]]).toEqual(needs[moment]);
    expect([...targets]).toEqual(needs.targets);
  });
});

describe('a formula', () => {
  const value = (formula: string, on = figures): string => exact(formulaOf(formula).valueOf(on));

  it('is exact until it is shown', () => {
    expect(value('m.wonAmount / 3 * 3 - m.wonAmount')).toMatch(/^0\//);
    const text = valueText(
      formulaOf('m.cesSum / m.cesCount').valueOf({
        ...figures,
        now: reading({ cesSum: 9_007_199_254_740_991, cesCount: 7 }),
      }),
      { unit: 'score', isSum: false, currency: 'USD' },
    );
    expect(text).toBe('1286742750677284.428571');
  });

  it('takes numbers on either side', () => {
    expect(value('100 * m.wonDeals')).toBe('300/1');
    expect(value('m.wonDeals * 100 + 1 - 2')).toBe('299/1');
    expect(value('1 / m.wonDeals')).toBe('1/3');
    expect(value('m.wonDeals / 2')).toBe('3/2');
    expect(value('1 / (m.wonDeals - m.lostDeals)')).toBe('-1/1');
  });

  it('that only adds and subtracts is added up in plain numbers as long as they are exact', () => {
    const large = { ...figures, now: reading({ wonAmount: 2 ** 53 - 1, wonDeals: 2, cycles: 3 }) };
    expect(value('m.wonDeals - m.cycles + 7 - (m.wonDeals - m.cycles) - m.cycles', large)).toBe(
      '4/1',
    );
    expect(value('m.wonAmount + m.wonDeals', large)).toBe('9007199254740993/1');
    expect(value('1 == 2 ? m.wonDeals : m.cycles', large)).toBe('3/1');
  });

  it('has no value once a part of it has none', () => {
    for (const formula of [
      'm.wonDeals + m.wonDeals / 0',
      '0 * (1 / (m.wonDeals - 3))',
      'm.wonDeals / (m.wonDeals / 0)',
      'm.wonDeals / 0 - m.wonDeals / 0',
      'target("csat") - target("csat") + m.wonDeals',
    ])
      expect([formula, hasValue(formulaOf(formula).valueOf(figures))]).toEqual([formula, false]);
  });

  it('has no value where the year before has no such period', () => {
    expect(text('growth-year-on-year', { ...figures, lastYear: undefined })).toBeUndefined();
  });

  it('keeps evaluations apart', () => {
    const { valueOf } = formulaOf('m.wonDeals - previous(m).wonDeals');
    const on = (now: number, previous: number): Figures => ({
      ...figures,
      now: reading({ wonDeals: now }),
      previous: reading({ wonDeals: previous }),
    });
    expect([on(5, 1), on(7, 2), on(5, 1)].map(valueOf).map(exact)).toEqual(['4/1', '5/1', '4/1']);
  });

  it.each([
    'm.wonAmount +',
    'm.profit',
    'm.wonAmount + "a"',
    'm.wonAmount / 2.5',
    'm',
    '100',
    'target("sales-amount")',
    'm.wonAmount == m.wonAmount',
    'm["wonAmount"]',
    'previous(previous(m)).wonAmount',
    'm.wonAmount / target("sales" + "-amount")',
    'nobody.wonAmount',
  ])('%s says nothing and is refused', (formula) => {
    expect(() => formulaOf(formula)).toThrow(FormulaError);
  });
});
