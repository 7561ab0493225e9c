import fc from 'fast-check';
import { type Event } from '@ledger/ledger';
import { type DealEvent } from '../deal/deal.events.js';
import { histories } from '../measure/testing.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { type World, event, modelsOf, opened, places, target, won } from './testing.js';

const now = '2021-01-01T12:00:00.000Z';

async function told(
  kpi: string,
  asked: { readonly period: string; readonly scope?: string },
  { events, world = {} }: { readonly events: readonly Event[]; readonly world?: World },
): Promise<KpiPeriodAnswer> {
  const handler = new KpiHistoryHandler(await modelsOf(events, world));
  const [period] = (await handler.execute(new GetKpiHistory('acme', kpi, asked, now))).periods;
  if (period === undefined) throw new Error(asked.period);
  return period;
}

const summed = ['sales-amount', 'average-deal', 'win-rate', 'growth', 'growth-year-on-year'];
const question = fc.record({
  events: histories,
  onTime: fc.nat(40),
  kpi: fc.constantFrom(...summed, 'cycle-days', 'overlay-amount'),
  period: fc.constantFrom('2017', '2018', '2017-Q4', '2018-Q1', '2017-09'),
  scope: fc.constantFrom('organization', 'team/north', 'salesperson/ann'),
});

describe('late changes of a KPI', () => {
  it('are from what it was without them to what it is, one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ events, onTime, kpi, period, scope }) => {
        const late = events.map((_, i) => [i, '2019-06-01T09:00:00.000Z'] as const);
        const times = Object.fromEntries(late.filter(([i]) => i >= onTime));
        const is = await told(kpi, { period, scope }, { events, world: { times } });
        const was = await told(kpi, { period, scope }, { events: events.slice(0, onTime) });
        expect(is.late).toMatchObject({ was: was.value, is: is.value, isCut: false });
        const { entries } = is.late;
        expect(entries[0]?.is ?? is.value).toBe(is.value);
        entries.slice(1).forEach((one, i) => expect(one.is).toBe(entries[i]?.was));
        if ((is.late.count ?? 0) === entries.length)
          expect(entries.at(-1)?.was ?? was.value).toBe(was.value);
      }),
      { numRuns: 100 },
    );
  });

  it('are of the period that it is compared with, too, where they came after this one had ended', async () => {
    const events = [
      won('ann', 100, '2017-08-01'),
      won('ann', 300, '2017-11-01'),
      won('bob', 100, '2017-08-02'),
      won('cyd', 200, '2017-08-03'),
    ];
    const times = { 2: '2017-10-20T09:00:00.000Z', 3: '2018-01-20T09:00:00.000Z' };
    const { late } = await told('growth', { period: '2017-Q4' }, { events, world: { times } });
    expect(late).toMatchObject({ count: 1, was: '0.500000', is: '-0.250000' });
    expect(late.entries).toMatchObject([
      {
        ...{ subject: events[3]?.subject, was: '0.500000', is: '-0.250000' },
        changed: [{ measure: 'wonAmount', added: '2.00', compared: 'previous' }],
      },
    ]);
  });

  it('are of the target that it is divided by: set, adjusted and withdrawn afterwards', async () => {
    const quarter = { period: '2017-Q4' };
    const set = target('organization', 400, quarter);
    const why = { reason: 'sealed:r', corrects: 2 };
    const events = [
      won('ann', 100, '2017-11-01'),
      set,
      event('TargetAdjusted', set.subject, { was: 400, value: 200, ...why }),
      event('TargetWithdrawn', set.subject, { was: 200, ...why }),
      won('bob', 100, '2017-11-02'),
      target('organization', 50, quarter),
    ];
    const times = [2, 3, 4, 5].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`] as const);
    const world = { times: Object.fromEntries(times) };
    const { late } = await told('attainment', quarter, { events, world });
    expect(late).toMatchObject({ count: 4, was: '0.250000', is: '4.000000' });
    const steps = late.entries.map(({ type, was, is, targets }) => [type, was, is, targets?.[0]]);
    expect(steps).toEqual([
      ['TargetSet', null, '4.000000', { metric: 'sales-amount', was: null, is: '0.50' }],
      ['DealWon', null, null, undefined],
      ['TargetWithdrawn', '0.500000', null, { metric: 'sales-amount', was: '2.00', is: null }],
      [
        'TargetAdjusted',
        '0.250000',
        '0.500000',
        { metric: 'sales-amount', was: '4.00', is: '2.00' },
      ],
    ]);
  });

  it('are of the targets of its salespeople where a team has none of its own', async () => {
    const quarter = { period: '2017-Q4' };
    const events = [
      won('ann', 100, '2017-11-01'),
      target('salesperson/ann', 100, quarter),
      target('salesperson/bob', 300, quarter),
      target('team/north', 50, quarter),
      target('salesperson/cyd', 300, quarter),
    ];
    const times = [2, 3, 4].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`] as const);
    const world = { times: Object.fromEntries(times) };
    const north = { ...quarter, scope: 'team/north' };
    const { late } = await told('attainment', north, { events, world });
    expect(late).toMatchObject({ count: 2, was: '1.000000', is: '2.000000' });
    expect(late.entries.map(({ was, is, targets }) => [was, is, targets])).toEqual([
      ['0.250000', '2.000000', [{ metric: 'sales-amount', was: '4.00', is: '0.50' }]],
      ['1.000000', '0.250000', [{ metric: 'sales-amount', was: '1.00', is: '4.00' }]],
    ]);
  });

  it('are of who sold on its last day: roles, ends and teams recorded afterwards', async () => {
    const bob = 'salesperson/bob';
    const events = [
      won('ann', 600, '2017-11-01'),
      event('SalespersonChanged', 'salesperson/boss', { role: 'salesperson' }, '2017-12-31'),
      event('SalespersonDeactivated', 'salesperson/cyd', {}, '2017-12-01'),
      event('SalespersonAssignedToTeam', bob, { team: 'south' }, '2017-12-15'),
      event('SalespersonChanged', 'salesperson/ann', { role: 'manager' }, '2018-01-01'),
      event('TeamMoved', 'team/south', { parent: 'north' }, '2017-12-20'),
    ];
    const times = [1, 2, 3, 4, 5].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`] as const);
    const world = { times: Object.fromEntries(times) };
    const whole = await told('productivity', { period: '2017-Q4' }, { events, world });
    expect(whole.late).toMatchObject({ count: 2, was: '2.000000', is: '2.000000' });
    expect(whole.late.entries).toMatchObject([
      {
        ...{ type: 'SalespersonDeactivated', subject: 'salesperson/cyd', was: '1.500000' },
        changed: [{ measure: 'activeSalespeople', added: '-1' }],
      },
      {
        ...{ type: 'SalespersonChanged', recordedOn: '2018-01-01', is: '1.500000' },
        changed: [{ measure: 'activeSalespeople', added: '1' }],
      },
    ]);
    const north = { period: '2017-Q4', scope: 'team/north' };
    const { late } = await told('productivity', north, { events, world });
    expect(late).toMatchObject({ count: 2, was: '3.000000', is: '3.000000' });
    const steps = late.entries.map(({ type, was, is }) => [type, was, is]);
    expect(steps).toEqual([
      ['TeamMoved', '6.000000', '3.000000'],
      ['SalespersonAssignedToTeam', '3.000000', '6.000000'],
    ]);
  });

  it('are of what stood open on its last day, from whichever day on', async () => {
    const deal = opened('ann', 800, '2017-01-10');
    const other = opened('cyd', 100, '2017-12-30');
    const lost = { owner: places['ann'], products: [], reason: 'price' };
    const events = [
      deal,
      target('organization', 400, { period: '2017-Q4' }),
      other,
      event('DealAdvanced', deal.subject, { amountMinor: 600, stage: 'Proposal' }, '2017-02-01'),
      event('DealAdvanced', deal.subject, { stage: 'Negotiation' }, '2017-03-01'),
      event('DealLost', deal.subject, { ...lost, lostOn: '2017-12-31' }, '2017-12-31'),
      event('DealAdvanced', other.subject, { amountMinor: 900 }, '2018-01-01'),
    ];
    const times = [2, 3, 4, 5, 6].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`] as const);
    const world = { times: Object.fromEntries(times) };
    const { late } = await told('pipeline-coverage', { period: '2017-Q4' }, { events, world });
    expect(late).toMatchObject({ count: 3, was: '2.000000', is: '0.250000' });
    expect(late.entries.map(({ type, was, is, changed }) => [type, was, is, changed])).toEqual([
      ['DealLost', '1.750000', '0.250000', [{ measure: 'pipelineAmount', added: '-6.00' }]],
      ['DealAdvanced', '2.250000', '1.750000', [{ measure: 'pipelineAmount', added: '-2.00' }]],
      ['DealOpened', '2.000000', '2.250000', [{ measure: 'pipelineAmount', added: '1.00' }]],
    ]);
  });

  it('are of customers who bought, were new or came back by what came afterwards', async () => {
    const bought = (customer: string, on: string, who = 'ann'): DealEvent =>
      won(who, 100, on, { customer });
    const wrong = bought('new', '2017-11-05');
    const events = [
      bought('old', '2017-08-01'),
      bought('old', '2017-10-01'),
      wrong,
      bought('new', '2017-02-01', 'cyd'),
      bought('old', '2017-12-01'),
      bought('late', '2017-12-31', 'bob'),
      event('DealReopened', wrong.subject, { reason: 'r', corrects: 2, won: wrong.data }),
    ];
    const times = [3, 4, 5, 6].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`] as const);
    const world = { times: Object.fromEntries(times) };
    const steps = async (kpi: string, scope: string): Promise<unknown> => {
      const { late } = await told(kpi, { period: '2017-Q4', scope }, { events, world });
      const all = late.entries.map(({ type, was, is, changed }) => {
        const by = changed.map(({ measure, added }) => `${measure} ${added}`);
        return [type, was, is, by.join(', ')];
      });
      return [late.was, late.is, ...all.toReversed()];
    };
    expect(await steps('new-customers', 'organization')).toEqual([
      ...['1', '1'],
      ['DealWon', '1', '0', 'newCustomers -1'],
      ['DealWon', '0', '1', 'newCustomers 1'],
    ]);
    expect(await steps('new-customers', 'team/north')).toEqual([
      ...['1', '1'],
      ['DealWon', '1', '2', 'newCustomers 1'],
      ['DealReopened', '2', '1', 'newCustomers -1'],
    ]);
    expect(await steps('repeat-purchase-rate', 'organization')).toEqual([
      ...['0.500000', '0.500000'],
      ['DealWon', '0.500000', '1.000000', 'repeatCustomers 1'],
      ['DealWon', '1.000000', '0.666667', 'buyingCustomers 1'],
      ['DealReopened', '0.666667', '0.500000', 'repeatCustomers -1, buyingCustomers -1'],
    ]);
    expect(await steps('retention', 'organization')).toEqual(['1.000000', '1.000000']);
  });
});
