import { kpiCatalogue } from '../kpi/kpi.events.js';
import {
  type TargetAdjusted,
  type TargetWithdrawn,
  isTargetable,
  targetId,
} from './target.events.js';
import { adjust, set, targetLedger, targetSet, west, withdraw, world } from './testing.js';

const { given } = targetLedger;
const standing = [...world(), targetSet];
const approved = world({ targetApproval: true });
const setBy = standing.length;
const source = {
  system: 'crm',
  record: 'q-1',
  hash: 'h'.repeat(43),
  modifiedAt: '2026-03-01T00:00:00Z',
};
const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-02-01T00:00:00Z' };

const adjusted: TargetAdjusted = {
  type: 'TargetAdjusted',
  subject: `target/${west}`,
  occurredOn: '2026-03-31',
  data: { was: 25_000_000, value: 24_000_000, reason: 'sealed:reason', corrects: setBy },
};
const withdrawn: TargetWithdrawn = {
  type: 'TargetWithdrawn',
  subject: `target/${west}`,
  occurredOn: '2026-03-31',
  data: { was: 25_000_000, reason: 'sealed:reason', corrects: setBy },
};

describe('the id of a target', () => {
  it('is made of scope, metric and period, and of nothing else', () => {
    expect(west).toMatch(/^t-[0-9a-f]{25}$/);
    expect(set({ value: '1.00', note: 'sealed:note' }).subject).toBe(`target/${west}`);
    const others = [
      targetId('team/west', 'sales-amount', '2026-Q2'),
      targetId('team/west-1', 'won-amount', '2026-Q2'),
      targetId('team/west-1', 'sales-amount', '2026-Q3'),
      targetId('2026-Q2', 'sales-amount', 'team/west-1'),
    ];
    expect(new Set([west, ...others]).size).toBe(5);
  });

  it('stays the same for ever', () => {
    expect(targetId('organization', 'sales-amount', '2026')).toBe('t-45d3dc6aabf453893557b00a1');
  });
});

describe('setting a target', () => {
  it('keeps what was said, with the days of the period', () => {
    given(...world())
      .when(set())
      .then(targetSet);
    const said = { agreedOn: '2026-03-20', note: 'sealed:note', source };
    given(...world())
      .when(set(said))
      .then({
        ...targetSet,
        occurredOn: '2026-03-20',
        data: { ...targetSet.data, note: 'sealed:note', source },
      });
  });

  it('counts today in the time zone of the ledger', () => {
    const [event] = given(...world()).when(set(), '2026-03-31T22:30:00.000Z').events;
    expect(event?.occurredOn).toBe('2026-04-01');
  });

  it.each([
    ['2026-03-19', ['west-1', 'west'], 'mia'],
    ['2026-03-20', ['east'], undefined],
  ])('of a salesperson agreed on %s keeps where they stood', (agreedOn, teams, manager) => {
    const [event] = given(...world()).when(set({ scope: 'salesperson/ann', agreedOn })).events;
    const stood = { salesperson: 'ann', teams, territory: 'coast' };
    expect(event?.data).toMatchObject({
      attribution: manager === undefined ? stood : { ...stood, manager },
    });
  });

  it.each([
    'organization',
    'team/west',
    'salesperson/mia',
    'product/pen',
    'territory/coast',
    'segment/大客户 A+',
    'channel/partner',
  ])('may be for %s', (scope) => {
    const [event] = given(...world()).when(set({ scope })).events;
    expect(event?.data).toMatchObject({ scope });
    expect('attribution' in (event?.data ?? {})).toBe(scope.startsWith('salesperson/'));
  });

  it.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2027-Q1', '2027-01-01', '2027-03-31'],
    ['2016-02', '2016-02-01', '2016-02-29'],
    ['2026-W14', '2026-03-30', '2026-04-05'],
  ])('may be for %s', (period, start, end) => {
    const [event] = given(...world()).when(set({ period })).events;
    expect(event?.data).toMatchObject({ period, start, end });
  });

  it('cuts the period as the ledger does', () => {
    const calendar = { kind: 'months', firstMonth: 7, weekStart: 1 } as const;
    const [event] = given(...world({ calendar })).when(set()).events;
    expect(event?.data).toMatchObject({ start: '2025-10-01', end: '2025-12-31' });
  });

  it.each([
    ['sales-amount', '0', 0],
    ['sales-amount', '-0.00', 0],
    ['sales-amount', '10.5', 1_050],
    ['sales-amount', '10000000000000.00', 1_000_000_000_000_000],
    ['deals-won', '12', 12],
    ['win-rate', '0.253', 253_000],
    ['cycle-days', '41.5', 41_500_000],
    ['nps', '50', 50_000_000],
    ['nps', '-12.5', -12_500_000],
    ['nps', '-100', -100_000_000],
    ['nps', '100.000000', 100_000_000],
    ['ces', '5.000001', 5_000_001],
  ])('keeps the %s %s as the integer %d', (metric, value, integer) => {
    const [event] = given(...world()).when(set({ metric, value })).events;
    expect(event?.data).toMatchObject({ value: integer });
    expect('currency' in (event?.data ?? {})).toBe(metric === 'sales-amount');
  });

  it('takes every KPI but those that are worked out from targets or other periods', () => {
    const refused = kpiCatalogue.map(({ name }) => name).filter((name) => !isTargetable(name));
    expect(refused).toEqual(['growth', 'growth-year-on-year', 'attainment', 'pipeline-coverage']);
    for (const { name: metric, unit } of kpiCatalogue.filter(({ name }) => isTargetable(name))) {
      const [event] = given(...world()).when(set({ metric, value: '1' })).events;
      expect(event?.data).toMatchObject({ metric, unit });
    }
  });

  it.each([
    ...[
      'win-rate',
      'lead-conversion',
      'retention',
      'repeat-purchase-rate',
      'discount-rate',
      'csat',
    ].map((metric) => [metric, '0', '1', '1.000001'] as const),
    ['ces', '1', '7', '7.000001'],
    ['nps', '-100', '100', '100.000001'],
  ] as const)('takes a %s from %s to %s, and no %s', (metric, least, most, more) => {
    for (const value of [least, most]) {
      expect(given(...world()).when(set({ metric, value })).events).toHaveLength(1);
    }
    given(...world())
      .when(set({ metric, value: more }))
      .thenRejected('value-out-of-range', expect.objectContaining({ value: more }));
  });

  it('records nothing where the same is set, by whatever way it came there', () => {
    given(...standing)
      .when(set())
      .thenNothing();
    given(...standing)
      .when(set({ value: '250000' }))
      .thenNothing();
    given(...standing, adjusted)
      .when(set({ value: '240000.00' }))
      .thenNothing();
    given(...standing)
      .when(set(), '2026-04-20T09:00:00.000Z')
      .thenNothing();
  });

  it('records nothing where its source knows less than was heard before', () => {
    const heard = { ...targetSet, data: { ...targetSet.data, source } };
    given(...world(), heard)
      .when(set({ value: '1.00', source: older }))
      .thenNothing();
    given(...world(), heard)
      .when(adjust({ source: older }))
      .thenNothing();
    given(...world(), heard)
      .when(withdraw({ source: older }))
      .thenNothing();
  });

  it('may be done again after a withdrawal', () => {
    given(...standing, withdrawn)
      .when(set())
      .then(targetSet);
  });

  it.each([
    ['approval-required', approved, {}, { ledger: 'acme' }],
    ['metric-unknown', world(), { metric: 'profit' }, { metric: 'profit' }],
    ['metric-unknown', world(), { metric: 'constructor' }, { metric: 'constructor' }],
    ['metric-not-targetable', world(), { metric: 'growth' }, { metric: 'growth' }],
    ['metric-not-targetable', world(), { metric: 'attainment' }, { metric: 'attainment' }],
    ['period-unknown', world(), { period: '2026-Q5' }, { period: '2026-Q5' }],
    ['period-unknown', world(), { period: '2026-04-01' }, { period: '2026-04-01' }],
    ['period-unknown', world(), { period: '2026-P01' }, { period: '2026-P01' }],
    ['scope-unknown', world(), { scope: 'customer/konex' }, { scope: 'customer/konex' }],
    ['scope-unknown', world(), { scope: 'constructor/x' }, { scope: 'constructor/x' }],
    ['scope-unknown', world(), { scope: 'organization/x' }, { scope: 'organization/x' }],
    ['scope-unknown', world(), { scope: 'team' }, { scope: 'team' }],
    ['scope-unknown', world(), { scope: 'team/a/b' }, { scope: 'team/a/b' }],
    ['scope-unknown', world(), { scope: 'segment/' }, { scope: 'segment/' }],
    ['scope-unknown', world(), { scope: 'segment/ x' }, { scope: 'segment/ x' }],
    ['scope-unknown', world(), { scope: `segment/${'x'.repeat(65)}` }, {}],
    ['scope-not-found', world(), { scope: 'team/north' }, { scope: 'team/north' }],
    ['scope-not-found', world(), { scope: 'salesperson/zoe' }, { scope: 'salesperson/zoe' }],
    ['scope-not-found', world(), { scope: 'product/ink' }, { scope: 'product/ink' }],
    ['scope-not-found', world(), { scope: 'territory/x' }, { scope: 'territory/x' }],
    ['value-malformed', world(), { value: '1e3' }, { value: '1e3' }],
    ['value-negative', world(), { value: '-0.01' }, { value: '-0.01' }],
    ['value-negative', world(), { metric: 'cycle-days', value: '-1' }, { value: '-1' }],
    ['value-negative', world(), { metric: 'deals-won', value: '-1' }, { value: '-1' }],
    ['value-out-of-range', world(), { metric: 'ces', value: '0.999999' }, { min: 1, max: 7 }],
    ['value-out-of-range', world(), { metric: 'ces', value: '9' }, { min: 1, max: 7 }],
    ['value-out-of-range', world(), { metric: 'csat', value: '4.5' }, { min: 0, max: 1 }],
    ['value-out-of-range', world(), { metric: 'win-rate', value: '65' }, { metric: 'win-rate' }],
    ['value-out-of-range', world(), { metric: 'win-rate', value: '-0.1' }, { value: '-0.1' }],
    [
      'value-out-of-range',
      world(),
      { metric: 'nps', value: '-100.000001' },
      { min: -100, max: 100 },
    ],
    ['value-out-of-range', world(), { metric: 'nps', value: '100.000001' }, { metric: 'nps' }],
    ['value-decimals', world(), { value: '1.001' }, { value: '1.001', decimals: 2 }],
    ['value-decimals', world({ currency: 'JPY' }), { value: '1.0' }, { decimals: 0 }],
    ['value-decimals', world(), { metric: 'deals-won', value: '1.5' }, { decimals: 0 }],
    ['value-decimals', world(), { metric: 'win-rate', value: '0.1234567' }, { decimals: 6 }],
    ['value-too-large', world(), { value: '10000000000000.01' }, { metric: 'sales-amount' }],
    ['value-too-large', world(), { value: '9'.repeat(17) }, {}],
    ['value-too-large', world(), { metric: 'cycle-days', value: '1000000000.000001' }, {}],
    ['date-in-future', world(), { agreedOn: '2026-04-01' }, { today: '2026-03-31' }],
    ['date-before-first-day', world(), { agreedOn: '2015-12-31' }, { firstDay: '2016-01-01' }],
    ['target-already-set', standing, { value: '250000.01' }, { value: '250000.00', target: west }],
    ['target-already-set', standing, { basis: 'forecast' }, { scope: 'team/west-1' }],
    ['target-already-set', standing, { agreedOn: '2026-03-30' }, { period: '2026-Q2' }],
    ['target-already-set', standing, { note: 'sealed:note' }, { metric: 'sales-amount' }],
    ['target-already-set', [...standing, adjusted], {}, { value: '240000.00' }],
    ['ledger-not-found', [], {}, { ledger: 'acme' }],
  ] as const)('is refused: %s', (rule, events, said, detail) => {
    given(...events)
      .when(set(said))
      .thenRejected(rule, expect.objectContaining(detail));
  });

  it('takes the days at the bounds', () => {
    for (const agreedOn of ['2016-01-01', '2026-03-31']) {
      const [event] = given(...world()).when(set({ agreedOn })).events;
      expect(event?.occurredOn).toBe(agreedOn);
    }
  });
});

describe('adjusting a target', () => {
  it('names what it was, what it is and the entry that it changes', () => {
    given(...standing)
      .when(adjust())
      .then(adjusted);
    const [next] = given(...standing, adjusted).when(adjust({ value: '1.00', source })).events;
    expect(next?.data).toMatchObject({
      was: 24_000_000,
      value: 100,
      corrects: setBy + 1,
      source,
    });
  });

  it('holds the value to the bounds of the metric', () => {
    const rate = { ...targetSet.data, metric: 'win-rate', unit: 'ratio', value: 500_000 } as const;
    given(...world(), { ...targetSet, data: rate })
      .when(adjust({ value: '65' }))
      .thenRejected('value-out-of-range', { value: '65', metric: 'win-rate', min: 0, max: 1 });
  });

  it('records nothing where the value stays', () => {
    given(...standing)
      .when(adjust({ value: '250000.0' }))
      .thenNothing();
  });

  it.each([
    ['target-not-found', world(), {}, { target: west }],
    ['target-withdrawn', [...standing, withdrawn], {}, { target: west }],
    ['approval-required', [...approved, targetSet], {}, { ledger: 'acme' }],
    ['value-negative', standing, { value: '-1' }, { value: '-1' }],
    ['value-decimals', standing, { value: '0.001' }, { value: '0.001' }],
    ['value-too-large', standing, { value: '9'.repeat(16) }, {}],
    ['ledger-not-found', [], {}, { ledger: 'acme' }],
  ] as const)('is refused: %s', (rule, events, said, detail) => {
    given(...events)
      .when(adjust(said))
      .thenRejected(rule, expect.objectContaining(detail));
  });
});

describe('withdrawing a target', () => {
  it('names the value that goes', () => {
    given(...standing)
      .when(withdraw())
      .then(withdrawn);
    given(...approved, targetSet)
      .when(withdraw())
      .then(withdrawn);
  });

  it('records nothing where it is withdrawn', () => {
    given(...standing, withdrawn)
      .when(withdraw())
      .thenNothing();
  });

  it.each([
    ['target-not-found', world(), { target: west }],
    ['ledger-not-found', [], { ledger: 'acme' }],
  ] as const)('is refused: %s', (rule, events, detail) => {
    given(...events)
      .when(withdraw())
      .thenRejected(rule, detail);
  });
});

describe('the state of a target', () => {
  it('keeps the last source and the entry that set the value', () => {
    const heard = { ...targetSet, data: { ...targetSet.data, source } };
    expect(
      given(...world(), heard, adjusted, withdrawn, targetSet).state(`target/${west}`),
    ).toEqual({
      ...targetSet.data,
      status: 'set',
      agreedOn: '2026-03-31',
      setBy: setBy + 3,
      source,
    });
  });

  it('does not pass over what cannot be', () => {
    expect(() => given(...world(), adjusted)).toThrow('TargetAdjusted 13 before TargetSet');
  });
});
