import { type Row, Rejection } from '@ledger/ledger';
import { targetId } from '@ledger/sales';
import { cellsOf } from './cells.js';
import { type Mapping } from './mapping.js';
import { type ImportEdge, type Plan } from './planner.js';
import { presets } from './presets.js';
import { targetPlanner } from './target-rows.js';
import { edgeOf } from './testing.js';

const columns = new Map([
  ['salesperson', 0],
  ['date', 1],
  ['value', 2],
  ['agreedOn', 3],
  ['basis', 4],
]);
const mapping: Mapping = { ...presets.targets, grain: 'quarter' };
const id = targetId('salesperson/sp-1', 'sales-amount', '2026-Q1');
/** The digest under which a row's record is named. */
const recordOf = (date: string): string =>
  `print of ["salesperson","Ada","sales-amount","${date}"]`;

/** A target of 100.00 for the first quarter, as the ledger shows it after an import. */
const byHand = {
  status: 'set',
  unit: 'money',
  currency: 'USD',
  value: 10_000,
  basis: 'judgement',
  agreedOn: '2026-01-15',
  version: 2,
};
const source = { system: 'crm', record: recordOf('2026-01-10'), hash: 'h'.repeat(43) };
const set = { ...byHand, source };

const edge = (shown: Row | undefined): ImportEdge =>
  edgeOf({
    lookUp: () => Promise.resolve('sp-1'),
    rows: ({ ids }) =>
      Promise.resolve({ rows: ids.map((one) => (one === id ? shown : undefined)), sequence: 9 }),
  });

async function planned(row: string, shown: Row | undefined = set): Promise<Plan | Rejection> {
  const planner = targetPlanner(edge(shown), mapping, columns);
  const desired = planner.read(cellsOf(row.split(','), columns, mapping));
  const [plan] = (await planner.plan([desired], 9)).plans;
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

async function steps(row: string, shown?: Row): Promise<readonly object[]> {
  const plan = await planned(row, shown);
  if (plan instanceof Rejection) throw plan;
  return plan.steps;
}

describe('the plan for a row of a quota list', () => {
  it('sets the target of the quarter that contains the date', async () => {
    const plan = await planned('Ada,2026-01-10,100,2026-01-15,', { ...set, status: 'withdrawn' });
    expect(plan).toMatchObject({
      subject: `target/${id}`,
      version: 2,
      steps: [
        {
          type: 'SetTarget',
          data: {
            scope: 'salesperson/sp-1',
            metric: 'sales-amount',
            period: '2026-Q1',
            value: '100',
            agreedOn: '2026-01-15',
            source: { record: recordOf('2026-01-10') },
          },
        },
      ],
    });
  });

  it('adjusts the value and says why', async () => {
    expect(await steps('Ada,2026-01-10,120.50,2026-01-15,')).toMatchObject([
      { type: 'AdjustTarget', data: { value: '120.50', reason: 'changed in the source system' } },
    ]);
  });

  it.each([
    ['the same value, written otherwise', 'Ada,2026-01-10,100.0,2026-01-15,'],
    ['what it leaves open', 'Ada,2026-01-10,100,,'],
  ])('is empty for %s', async (_, row) => {
    expect(await steps(row)).toEqual([]);
  });

  it('is empty for the row that was imported last, whatever became of the target', async () => {
    const row = 'Ada,2026-01-10,120,,';
    const [step] = await steps(row);
    const last = (step as { data: { source: Readonly<Record<string, string>> } }).data.source; // as the test above shows
    expect(await steps(row, { ...set, source: last, value: 9_000 })).toEqual([]);
    expect(await steps(row, { ...set, source: last, status: 'withdrawn' })).toEqual([]);
  });

  it.each([
    ['on another day', 'Ada,2026-01-10,100,2026-01-20,'],
    ['on another basis', 'Ada,2026-01-10,100,,历史'],
  ])('takes an agreement %s as another one', async (_, row) => {
    expect(await steps(row)).toMatchObject([
      { type: 'WithdrawTarget', data: { reason: 'changed in the source system' } },
      { type: 'SetTarget', data: { value: '100' } },
    ]);
  });

  it('is refused where another date of the list stands for the period: row-period-repeated', async () => {
    expect(await planned('Ada,2026-03-31,50,,')).toMatchObject({
      rule: 'row-period-repeated',
      detail: { date: '2026-03-31', period: '2026-Q1', system: 'crm' },
    });
    expect(await steps('Ada,2026-03-31,50,,', byHand)).toMatchObject([{ type: 'AdjustTarget' }]);
  });
});
