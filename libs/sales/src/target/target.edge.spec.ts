// Targets over real HTTP: what the routes take and send on, and how targets are read.
import { edgeOf, listContract, recordingContract } from '../edge.contract.js';
import { ledgerProjection } from '../ledger/ledger.projection.js';
import { organizationProjection } from '../organization/organization.projection.js';
import { productProjection } from '../product/product.projection.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { targetId } from './target.events.js';
import { GetTarget, ListTargets, TargetHandler } from './target.queries.js';
import { targetControllers, targetProjection, targetQueryHandlers, targetSlice } from './index.js';
import { adjust, asked, set, targetLedger, west, withdraw, world } from './testing.js';

const ann = targetId('salesperson/ann', 'win-rate', '2026-03');
const units = targetId('organization', 'units-won', '2026-W14');
const lastYear = targetId('team/west-1', 'sales-amount', '2025');

/** Entries of a ledger that is sent these commands; all of them are recorded at 09:00 UTC on 31 March 2026. */
const events = [
  set({ note: 'sealed:note' }),
  adjust(),
  adjust({ value: '245000.50', reason: 'sealed:other' }),
  set({ scope: 'salesperson/ann', metric: 'win-rate', period: '2026-03', value: '0.25' }),
  withdraw({}, ann),
  set({ scope: 'organization', metric: 'units-won', period: '2026-W14', value: '40' }),
  set({ period: '2025', agreedOn: '2024-12-20' }),
].reduce(
  (recorded, command) => [...recorded, ...targetLedger.given(...recorded).when(command).events],
  world(),
);
const entries = entriesOf(events);

const edge = edgeOf({
  path: '/acme/targets',
  controllers: targetControllers,
  providers: targetQueryHandlers,
  projections: [targetProjection, ledgerProjection, organizationProjection, productProjection],
  entries,
});

const reason = 'The largest customer left';
const source = { system: 'crm', record: 'q-1', hash: 'h'.repeat(43) };

recordingContract(edge, {
  slice: targetSlice,
  subject: `target/${west}`,
  takes: [
    ['/set', 'SetTarget', { ...asked, agreedOn: '2026-03-20', note: 'As agreed', source }],
    [`/${west}/adjust`, 'AdjustTarget', { value: '0.5', reason, source }],
    [`/${west}/withdraw`, 'WithdrawTarget', { reason, source }],
  ],
  refuses: [
    ['/set', { ...asked, scope: undefined }],
    ['/set', { ...asked, scope: 'x'.repeat(101) }],
    ['/set', { ...asked, metric: 7 }],
    ['/set', { ...asked, period: 2026 }],
    ['/set', { ...asked, value: 250_000 }],
    ['/set', { ...asked, value: '1e5' }],
    ['/set', { ...asked, value: '0.1234567' }],
    ['/set', { ...asked, basis: 'hope' }],
    ['/set', { ...asked, agreedOn: '2026-02-30' }],
    ['/set', { ...asked, note: 'sealed:target/x:abc' }],
    ['/set', { ...asked, start: '2026-04-01' }],
    [`/${west}/adjust`, { value: '1.00' }],
    [`/${west}/adjust`, { reason }],
    [`/${west}/adjust`, { value: '1.00', reason: '' }],
    [`/${west}/withdraw`, {}],
    [`/${west}/withdraw`, { reason, value: '1.00' }],
    ['/t%2F1/withdraw', { reason }],
  ],
  personal: {
    SetTarget: ['note'],
    AdjustTarget: ['reason'],
    WithdrawTarget: ['reason'],
  },
});

listContract(edge, {
  list: 'targets',
  id: 'target',
  lists: [
    ['', [west, ann, units, lastYear].toSorted()],
    ['?period=2026-Q2', [west]],
    ['?scope=team/west-1', [lastYear, west]],
    ['?metric=sales-amount', [lastYear, west]],
    ['?metric=units-won&period=2026-W14', [units]],
    ['?scope=salesperson/ann&metric=win-rate', [ann]],
    ['?scope=salesperson/ann&metric=sales-amount', []],
    ['?scope=team/west-1&period=2025', [lastYear]],
    ['?scope=team/west-1&period=2025&metric=sales-amount', [lastYear]],
    ['?scope=team/west-1&period=2025&metric=win-rate', []],
    ['?period=2026', []],
    ['?scope=segment/none', []],
    ['?scope=organization&metric=units-won', [units]],
  ],
  pages: ['?scope=team/west-1', [lastYear, west], 1],
  refuses: ['?status=set', '?period='],
  unknown: [
    [
      new GetTarget('acme', 't-9', undefined),
      { rule: 'target-not-found', detail: { target: 't-9' } },
    ],
    [
      new ListTargets('acme', { scope: 'team/nowhere' }),
      { rule: 'scope-not-found', detail: { scope: 'team/nowhere' } },
    ],
    [
      new ListTargets('acme', { scope: 'salesperson/zoe', metric: 'win-rate' }),
      { rule: 'scope-not-found', detail: { scope: 'salesperson/zoe' } },
    ],
    [
      new ListTargets('acme', { scope: 'product/x', period: '2026' }),
      { rule: 'scope-not-found', detail: { scope: 'product/x' } },
    ],
    [
      new ListTargets('acme', { scope: 'planet/mars' }),
      { rule: 'scope-unknown', detail: { scope: 'planet/mars' } },
    ],
    [
      new ListTargets('acme', { metric: 'profit' }),
      { rule: 'metric-unknown', detail: { metric: 'profit' } },
    ],
    [
      new ListTargets('acme', { metric: 'growth' }),
      { rule: 'metric-not-targetable', detail: { metric: 'growth' } },
    ],
    [
      new ListTargets('acme', { period: '2026-Q5' }),
      { rule: 'period-unknown', detail: { period: '2026-Q5' } },
    ],
    [
      new ListTargets('acme', { period: '2026-03-31', metric: 'win-rate' }),
      { rule: 'period-unknown', detail: { period: '2026-03-31' } },
    ],
  ],
});

describe('reading targets', () => {
  const recorded = {
    actor: 'user/tester',
    time: '2026-03-31T09:00:00.000Z',
    occurredOn: '2026-03-31',
  };
  const first = world().length + 1;

  it('shows a target with every value that it had, its version as ETag', async () => {
    const { etag, body } = await edge.get(`/${west}`);
    expect(etag).toBe('"3"');
    expect(body).toEqual({
      truth: { sequence: entries.length, lagEntries: 0, lagSeconds: 0 },
      target: {
        target: west,
        status: 'set',
        scope: 'team/west-1',
        metric: 'sales-amount',
        period: { label: '2026-Q2', start: '2026-04-01', end: '2026-06-30' },
        unit: 'money',
        currency: 'USD',
        value: '245000.50',
        basis: 'history',
        agreedOn: '2026-03-31',
        recordedOn: '2026-03-31',
        setLate: false,
        recordedLate: false,
        note: 'sealed:note',
        history: [
          { type: 'TargetSet', from: null, to: '250000.00', sequence: first, ...recorded },
          {
            type: 'TargetAdjusted',
            from: '250000.00',
            to: '240000.00',
            reason: 'sealed:reason',
            sequence: first + 1,
            ...recorded,
          },
          {
            type: 'TargetAdjusted',
            from: '240000.00',
            to: '245000.50',
            reason: 'sealed:other',
            sequence: first + 2,
            ...recorded,
          },
        ],
        version: 3,
        sequence: first + 2,
      },
    });
  });

  it('shows what was withdrawn, and where a salesperson stood', async () => {
    const target = (await edge.get(`/${ann}`)).body['target'];
    expect(target).toMatchObject({
      status: 'withdrawn',
      unit: 'ratio',
      value: '0.250000',
      attribution: { salesperson: 'ann', teams: ['east'], territory: 'coast' },
      history: [
        { type: 'TargetSet', from: null, to: '0.250000' },
        { type: 'TargetWithdrawn', from: '0.250000', to: null, reason: 'sealed:reason' },
      ],
    });
    expect(target).not.toHaveProperty('currency');
  });

  it.each([
    [west, false, false],
    [ann, true, true],
    [lastYear, false, true],
    [units, true, true],
  ])('tells of %s whether it was set or recorded late', async (id, setLate, recordedLate) => {
    expect((await edge.get(`/${id}`)).body['target']).toMatchObject({ setLate, recordedLate });
  });
});

describe('the read model', () => {
  it('counts the day of the setting, not of a change, in the time zone of the ledger', async () => {
    const opened = world({ timeZone: 'Pacific/Auckland' });
    const first = set({ agreedOn: '2026-03-31' });
    const recorded = targetLedger.given(...opened).when(first).events;
    const changed = targetLedger.given(...opened, ...recorded).when(adjust()).events;
    const shown = entriesOf([...opened, ...recorded, ...changed]).map((entry) => ({
      ...entry,
      time: `2026-04-0${entry.version}T11:30:00.000Z`,
    }));
    const models = await readModelsOf([targetProjection], shown);
    const asked = new GetTarget('acme', west, undefined);
    expect((await new TargetHandler(models).execute(asked)).target).toMatchObject({
      value: '240000.00',
      agreedOn: '2026-03-31',
      recordedOn: '2026-04-02',
      setLate: false,
      recordedLate: true,
    });
  });
});
