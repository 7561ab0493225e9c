// The deal over real HTTP: what the routes take and send on, and how deals are read.
import { type Command, type Event } from '@ledger/ledger';
import { customerProjection } from '../customer/customer.projection.js';
import { edgeOf, listContract, recordingContract } from '../edge.contract.js';
import { organizationProjection } from '../organization/organization.projection.js';
import { entriesOf } from '../testing.js';
import { GetDeal, ListDeals } from './deal.queries.js';
import { dealControllers, dealProjection, dealQueryHandlers, dealSlice } from './index.js';
import { after, command, lost, opened, won } from './testing.js';

const about = (deal: string, last: number, ...commands: readonly Command[]): readonly Event[] =>
  after(...commands)
    .slice(-last)
    .map((event) => ({ ...event, subject: `deal/${deal}` }));
const entries = entriesOf([
  ...after(
    opened,
    won,
    command('ReverseDeal', { kind: 'return', amount: '0.50', reversedOn: '2026-03-11' }),
  ),
  ...about('D-2', 2, opened, lost),
  ...about('D-3', 1, command('OpenDeal', { salesperson: 'bob', title: 'sealed:title' })),
  ...about(
    'D-4',
    2,
    command('OpenDeal', { salesperson: 'ann', products: ['pen'] }),
    command('WinDeal', { closedOn: '2026-03-20', amount: '1.00' }),
  ),
]);

const edge = edgeOf({
  path: '/acme/deals',
  controllers: dealControllers,
  providers: dealQueryHandlers,
  projections: [dealProjection, organizationProjection, customerProjection],
  entries,
});

recordingContract(edge, {
  slice: dealSlice,
  subject: 'deal/D-1',
  takes: [
    ['/D-1/advance', 'AdvanceDeal', { stage: 'Engaging', customer: null, probabilityBp: null }],
    [
      '/D-1/win',
      'WinDeal',
      {
        closedOn: '2026-03-30',
        amount: '5.00',
        lines: [{ product: 'pen', quantity: 2, amount: '5.00' }],
        credits: { primary: [{ salesperson: 'ann', shareBp: 10_000 }] },
      },
    ],
    ['/D-1/lose', 'LoseDeal', { lostOn: '2026-03-30', reason: 'price' }],
    ['/D-1/reopen', 'ReopenDeal', { reason: 'again' }],
    ['/D-1/correct', 'CorrectDeal', { reason: 'contract', amount: '6.00', channel: null }],
    ['/D-1/reverse', 'ReverseDeal', { kind: 'churn', reversedOn: '2026-03-30' }],
    ['/D-1/reassign', 'ReassignDeal', { salesperson: 'bob', effectiveOn: '2026-03-30' }],
  ],
  refuses: [
    ['', {}],
    ['', { salesperson: 'ann', amount: 12 }],
    ['', { salesperson: 'ann', products: 'pen' }],
    ['', { salesperson: 'ann', products: ['a/b'] }],
    ['', { salesperson: 'ann', products: Array.from({ length: 51 }, (_, i) => `p-${i}`) }],
    ['', { salesperson: 'ann', currency: 'usd' }],
    ['', { salesperson: 'ann', openedOn: '2026-02-30' }],
    ['', { salesperson: 'ann', probabilityBp: 10_001 }],
    ['', { salesperson: 'ann', source: { system: 'crm' } }],
    ['', { salesperson: 'ann', colour: 'red' }],
    ['/D-1/advance', { stage: null }],
    ['/D-1/win', { closedOn: '2026-03-30' }],
    ['/D-1/win', { closedOn: '2026-03-30', amount: '1.00', lines: [{ product: 'pen' }] }],
    ['/D-1/win', { closedOn: '2026-03-30', amount: '1.00', lines: [null] }],
    ['/D-1/win', { closedOn: '2026-03-30', amount: '1.00', credits: { overlay: [] } }],
    [
      '/D-1/win',
      {
        closedOn: '2026-03-30',
        amount: '1.00',
        credits: { primary: [{ salesperson: 'ann', shareBp: 0.5 }] },
      },
    ],
    ['/D-1/reopen', {}],
    ['/D-1/correct', { amount: '1.00' }],
    ['/D-1/reverse', { kind: 'gift', reversedOn: '2026-03-30' }],
    ['/D-1/reassign', { salesperson: '' }],
    ['/D%2F1/lose', { lostOn: '2026-03-30' }],
  ],
  personal: {
    OpenDeal: ['title'],
    ReopenDeal: ['reason'],
    CorrectDeal: ['reason'],
    ReverseDeal: ['reason'],
    ReassignDeal: ['reason'],
  },
});

it('POST /deals opens a deal under the id given, or under one that a retry makes again', async () => {
  await edge.post('', { deal: 'D-9', salesperson: 'ann' });
  await edge.post('', { salesperson: 'ann' });
  await edge.post('', { salesperson: 'ann' });
  const [given, made, again] = edge.sent();
  expect(given).toMatchObject({ type: 'OpenDeal', subject: 'deal/D-9' });
  expect(given?.data).not.toHaveProperty('deal');
  expect(made?.subject).toMatch(/^deal\/deal-[0-9a-f]{25}$/);
  expect(again?.subject).toBe(made?.subject);
});

listContract(edge, {
  list: 'deals',
  id: 'deal',
  lists: [
    ['', ['D-1', 'D-2', 'D-3', 'D-4']],
    ['?status=won', ['D-4', 'D-1']],
    ['?status=open', ['D-3']],
    ['?salesperson=ann', ['D-4', 'D-1', 'D-2']],
    ['?salesperson=ann&status=lost', ['D-2']],
    ['?customer=konex', ['D-1', 'D-2']],
    ['?customer=konex&status=won', ['D-1']],
    ['?salesperson=bob&customer=konex', []],
    ['?salesperson=ann&customer=konex&status=won', ['D-1']],
    ['?salesperson=ann&status=lost&from=2026-03-12&to=2026-03-12', ['D-2']],
    ['?salesperson=ann&status=lost&from=2026-03-13', []],
    ['?status=lost&to=2026-03-11', []],
  ],
  pages: ['?salesperson=ann', ['D-4', 'D-1', 'D-2'], 2],
  refuses: ['?status=gone', '?owner=ann', '?salesperson=a%2Fb'],
  unknown: [
    [new GetDeal('acme', 'D-9', undefined), { rule: 'deal-not-found', detail: { deal: 'D-9' } }],
    [
      new ListDeals('acme', { salesperson: 'zoe' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
    [
      new ListDeals('acme', { salesperson: 'zoe', customer: 'konex' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
    [
      new ListDeals('acme', { status: 'won', customer: 'nobody' }),
      { rule: 'customer-not-found', detail: { customer: 'nobody' } },
    ],
    [
      new ListDeals('acme', { salesperson: 'ann', customer: 'nobody' }),
      { rule: 'customer-not-found', detail: { customer: 'nobody' } },
    ],
  ],
});

describe('reading deals', () => {
  it('shows a deal with money as decimal strings, its version as ETag', async () => {
    const { etag, body } = await edge.get('/D-1?after=999');
    expect(etag).toBe('"3"');
    expect(body).toMatchObject({
      truth: { sequence: 999 },
      deal: {
        deal: 'D-1',
        status: 'won',
        owner: 'ann',
        customer: 'konex',
        amount: '1000.00',
        currency: 'USD',
        stage: 'Prospecting',
        version: 3,
        won: {
          closedOn: '2026-03-10',
          amount: '1000.00',
          reversed: '0.50',
          left: '999.50',
          lines: [{ product: 'pen', amount: '1000.00', listPrice: '12.00', reversed: '0.50' }],
          primary: [
            {
              salesperson: 'ann',
              shareBp: 10_000,
              amount: '1000.00',
              reversed: '0.50',
              manager: 'mia',
            },
          ],
        },
      },
    });
    expect(JSON.stringify(body)).not.toContain('Minor');
  });

  it('shows why a deal was lost, and leaves out what an open one has not', async () => {
    expect((await edge.get('/D-2')).body).toMatchObject({
      deal: {
        status: 'lost',
        lost: { lostOn: '2026-03-12', reason: 'price', competitor: 'Umbrella', cycleDays: 38 },
      },
    });
    const { body } = await edge.get('/D-3');
    expect(body['deal']).toEqual({
      deal: 'D-3',
      status: 'open',
      title: 'sealed:title',
      owner: 'bob',
      products: [],
      currency: 'USD',
      version: 1,
      sequence: expect.any(Number),
    });
  });

  it('takes days only with the status that says which', async () => {
    const asked = edge.ask(new ListDeals('acme', { from: '2026-03-12' }));
    await expect(asked).rejects.toMatchObject({ rule: 'deal-days-need-status' });
  });

  it('is refused for days that end before they begin', async () => {
    const days = { from: '2026-03-12', to: '2026-03-11' };
    const asked = edge.ask(new ListDeals('acme', { status: 'won', ...days }));
    await expect(asked).rejects.toMatchObject({ rule: 'range-backwards', detail: days });
  });
});
