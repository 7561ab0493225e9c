import fc from 'fast-check';
import { type Event } from '@ledger/ledger';
import { histories } from '../measure/testing.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { type World, modelsOf, target, won } from './testing.js';

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
        const entries = is.late?.entries ?? [];
        expect(entries[0]?.is ?? is.value).toBe(is.value);
        entries.slice(1).forEach((one, i) => expect(one.is).toBe(entries[i]?.was));
        if ((is.late?.count ?? 0) === entries.length)
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
    expect(late?.entries).toMatchObject([
      {
        ...{ subject: events[3]?.subject, was: '0.500000', is: '-0.250000' },
        changed: [{ measure: 'wonAmount', added: '2.00', compared: 'previous' }],
      },
    ]);
  });

  it.each([
    ['new-customers', 'customers'],
    ['repeat-purchase-rate', 'customers'],
    ['retention', 'customers'],
  ])('are not told of %s, and why is', async (kpi, lateNotTold) => {
    const events = [won('ann', 100, '2017-11-01', { customer: 'c1' })];
    const goal = target('organization', 100, { period: '2017-Q4' }, '2018-02-01');
    const found = await told(kpi, { period: '2017-Q4' }, { events: [...events, goal] });
    expect(found).toMatchObject({ lateNotTold });
    expect(found).not.toHaveProperty('late');
  });
});
