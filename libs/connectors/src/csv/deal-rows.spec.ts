import { type Row, Rejection } from '@ledger/ledger';
import { cellsOf } from './cells.js';
import { dealPlanner } from './deal-rows.js';
import { type ImportEdge, type Plan } from './planner.js';
import { presets } from './presets.js';
import { edgeOf } from './testing.js';

const mapping = presets['zoho-deals'];
const fields = ['record', 'salesperson', 'stage', 'closedOn', 'value', 'currency', 'modifiedAt'];
const columns = new Map(fields.map((field, place) => [field, place]));

/** An open deal of 100.00 US dollars, as the ledger shows it after an import. */
const shown: Row = {
  status: 'open',
  owner: 'sp-1',
  customer: '',
  on: '',
  facts: {
    amountMinor: 10_000,
    currency: 'USD',
    stage: 'Qualification',
    expectedCloseOn: '2026-06-30',
    source: {
      system: 'crm',
      record: '7',
      hash: 'h'.repeat(43),
      modifiedAt: '2026-02-20T10:00:00Z',
    },
  },
  version: 3,
  sequence: 9,
};

const edge = (deal: Row | undefined): ImportEdge =>
  edgeOf({
    lookUp: () => Promise.resolve('sp-1'),
    rows: ({ collection, ids }) =>
      Promise.resolve({
        rows: ids.map(() => (collection === 'deal' ? deal : undefined)),
        sequence: 9,
      }),
  });

async function planned(
  row: string,
  { deal }: { readonly deal?: Row } = { deal: shown },
): Promise<Plan | Rejection> {
  const planner = dealPlanner(edge(deal), mapping);
  const { plans } = await planner.plan(
    [planner.read(cellsOf(row.split(','), columns, mapping))],
    9,
  );
  const [plan] = plans;
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

describe('the plan for a row of a pipeline', () => {
  const row = (changed: object): string => {
    const base = { value: '200', currency: 'USD', modifiedAt: '2026-02-20 10:00:01' };
    const { value, currency, modifiedAt } = { ...base, ...changed };
    return `zcrm_7,Ada,Qualification,2026-06-30,${value},${currency},${modifiedAt}`;
  };

  it('brings the deal up to the row', async () => {
    expect(await planned(row({}))).toMatchObject({
      subject: 'deal/7',
      version: 3,
      steps: [
        {
          type: 'AdvanceDeal',
          data: { amount: '200.00', source: { modifiedAt: '2026-02-20T10:00:01Z' } },
        },
      ],
    });
  });

  it.each([
    ['an older record', { modifiedAt: '2026-02-20T10:59:59+01:00' }],
    ['a cell that is empty', { value: '' }],
  ])('is empty for %s', async (_, changed) => {
    expect(await planned(row(changed))).toMatchObject({ version: 3, steps: [] });
  });

  it('does not depend on when the record was modified', async () => {
    const [early, late] = await Promise.all([
      planned(row({ modifiedAt: '2026-02-21 10:00:00' }), {}),
      planned(row({ modifiedAt: '2026-02-22 10:00:00' }), {}),
    ]);
    const hashes = [early, late].map((plan) =>
      plan instanceof Rejection ? plan.rule : plan.steps.map(({ data }) => ({ ...data })),
    );
    const hash = expect.stringContaining('print of ') as unknown;
    expect(hashes).toMatchObject([[{ source: { hash } }], [{ source: { hash } }]]);
    expect(JSON.stringify(hashes[0])).toBe(
      JSON.stringify(hashes[1]).replace('2026-02-22T', '2026-02-21T'),
    );
  });

  it('leaves a new deal of another currency to the ledger, and refuses one for a deal that is there', async () => {
    expect(await planned(row({ currency: 'EUR' }), {})).toMatchObject({
      steps: [{ type: 'OpenDeal', data: { currency: 'EUR' } }],
    });
    expect(await planned(row({ currency: 'EUR' }))).toMatchObject({
      rule: 'row-currency-changed',
      detail: { value: 'EUR', currency: 'USD' },
    });
  });
});
