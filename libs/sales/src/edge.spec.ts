// The routes of ledger, organization, product and customer over real HTTP: what they take, send on and tell.
import { type Command, LedgerKeys } from '@ledger/ledger';
import {
  GetCustomer,
  customerControllers,
  customerProjection,
  customerQueryHandlers,
} from './customer/index.js';
import { GetLedger, ledgerControllers, ledgerQueryHandlers, ledgerSlice } from './ledger/index.js';
import { ledgerOpened } from './ledger/testing.js';
import {
  GetMember,
  organizationControllers,
  organizationProjection,
  organizationQueryHandlers,
} from './organization/index.js';
import {
  GetProduct,
  productControllers,
  productProjection,
  productQueryHandlers,
} from './product/index.js';
import { edgeOf } from './edge.contract.js';
import { entriesOf } from './testing.js';

const fact = (type: string, subject: string, data: object, occurredOn = '2016-01-01') => ({
  type,
  subject,
  occurredOn,
  data,
});
const entries = entriesOf([
  ledgerOpened(),
  fact('TeamCreated', 'team/west-1', { name: 'West 1', parent: null }),
  fact('TerritoryCreated', 'territory/west', { name: 'West' }),
  ...['a', 'b', 'c'].map((id) =>
    fact('SalespersonAdded', `salesperson/${id}`, { name: `sealed:${id}`, role: 'salesperson' }),
  ),
  fact('SalespersonAssignedToTeam', 'salesperson/a', { team: 'west-1' }, '2017-01-01'),
  fact('SalespersonDeactivated', 'salesperson/a', {}, '2018-01-01'),
  fact('ProductAdded', 'product/pen', { name: 'Pen', listPriceMinor: 1250, aliases: ['Stylo'] }),
  fact('ProductAdded', 'product/ink', { name: 'Ink', aliases: [] }),
  fact('CustomerRegistered', 'customer/konex', { name: 'sealed:konex', segment: 'retail' }),
]);

const keys: LedgerKeys = { keyHash: async () => 'H'.repeat(43), simulated: false };
const projections = [
  ...ledgerSlice.projections,
  organizationProjection,
  productProjection,
  customerProjection,
];

const edge = edgeOf({
  path: '',
  controllers: [
    ...ledgerControllers,
    ...organizationControllers,
    ...productControllers,
    ...customerControllers,
  ],
  providers: [
    ...ledgerQueryHandlers,
    ...organizationQueryHandlers,
    ...productQueryHandlers,
    ...customerQueryHandlers,
    { provide: LedgerKeys, useValue: keys },
  ],
  projections,
  entries,
});
const { get } = edge;

async function post(path: string, body: object): Promise<{ status: number; command?: Command }> {
  const { status } = await edge.post(path, body);
  const [command] = edge.sent();
  return command === undefined ? { status } : { status, command };
}

const hash = 'h'.repeat(43);
const source = { system: 'crm', record: 'r-1', hash, modifiedAt: '2026-03-01T09:00:00+08:00' };

describe('a route that records', () => {
  it.each<[string, object, string, string, object]>([
    [
      '/acme/settings',
      { disputeWindowDays: 14 },
      'ChangeSettings',
      'ledger/acme',
      { disputeWindowDays: 14 },
    ],
    [
      '/acme/retire',
      { goesOnAt: 'https://sales.example' },
      'RetireLedger',
      'ledger/acme',
      { goesOnAt: 'https://sales.example' },
    ],
    ['/acme/resume', {}, 'ResumeLedger', 'ledger/acme', {}],
    [
      '/acme/salespeople',
      { salesperson: 'ann', name: 'Ann', source },
      'AddSalesperson',
      'salesperson/ann',
      { name: 'Ann', source },
    ],
    [
      '/acme/salespeople/ann/change',
      { email: 'a@b.example' },
      'ChangeSalesperson',
      'salesperson/ann',
      { email: 'a@b.example' },
    ],
    [
      '/acme/salespeople/ann/deactivate',
      { effectiveOn: '2026-01-01' },
      'DeactivateSalesperson',
      'salesperson/ann',
      { effectiveOn: '2026-01-01' },
    ],
    [
      '/acme/salespeople/ann/assign-to-team',
      { team: null },
      'AssignToTeam',
      'salesperson/ann',
      { team: null },
    ],
    [
      '/acme/salespeople/ann/assign-territory',
      { territory: 'west' },
      'AssignTerritory',
      'salesperson/ann',
      { territory: 'west' },
    ],
    [
      '/acme/teams',
      { team: 'north', name: 'North', parent: null },
      'CreateTeam',
      'team/north',
      { name: 'North', parent: null },
    ],
    [
      '/acme/teams/north/move',
      { parent: 'europe', effectiveOn: '2026-01-01' },
      'MoveTeam',
      'team/north',
      { parent: 'europe', effectiveOn: '2026-01-01' },
    ],
    [
      '/acme/teams/north/assign-manager',
      { manager: 'mia' },
      'AssignManager',
      'team/north',
      { manager: 'mia' },
    ],
    [
      '/acme/territories',
      { territory: 'west', name: 'West' },
      'CreateTerritory',
      'territory/west',
      { name: 'West' },
    ],
    [
      '/acme/products',
      { product: 'pen', name: 'Pen', listPrice: '12.50', aliases: ['Stylo'] },
      'AddProduct',
      'product/pen',
      { name: 'Pen', listPrice: '12.50', aliases: ['Stylo'] },
    ],
    [
      '/acme/products/pen/change',
      { listPrice: null, family: null },
      'ChangeProduct',
      'product/pen',
      { listPrice: null, family: null },
    ],
    ['/acme/products/pen/retire', {}, 'RetireProduct', 'product/pen', {}],
    [
      '/acme/customers',
      { customer: 'konex', name: 'Konex', contacts: [{ name: 'Li Wei', phone: '+86 10' }] },
      'RegisterCustomer',
      'customer/konex',
      { name: 'Konex', contacts: [{ name: 'Li Wei', phone: '+86 10' }] },
    ],
    [
      '/acme/customers/konex/change',
      { contacts: null },
      'ChangeCustomer',
      'customer/konex',
      { contacts: null },
    ],
  ])('POST %s %j sends %s about %s', async (path, body, type, subject, data) => {
    const { status, command } = await post(path, body);
    expect(status).toBe(200);
    expect(command).toEqual({ type, ledger: 'acme', subject, data });
  });

  it.each([
    ['/acme/salespeople', { name: 'Ann' }, /^salesperson\/sp-[0-9a-f]{25}$/],
    ['/acme/teams', { name: 'North' }, /^team\/team-[0-9a-f]{25}$/],
    ['/acme/territories', { name: 'West' }, /^territory\/terr-[0-9a-f]{25}$/],
    ['/acme/products', { name: 'Pen' }, /^product\/prod-[0-9a-f]{25}$/],
    ['/acme/customers', { name: 'Konex' }, /^customer\/cust-[0-9a-f]{25}$/],
  ])('POST %s without an id makes one', async (path, body, subject) => {
    expect((await post(path, body)).command?.subject).toMatch(subject);
  });

  it('opens a ledger with the hash of its key', async () => {
    const body = { ledger: 'new', name: 'New', currency: 'EUR', timeZone: 'Europe/Berlin' };
    const { command } = await post('', body);
    expect(command).toMatchObject({ type: 'OpenLedger', ledger: 'new', subject: 'ledger/new' });
    expect(command?.data).toMatchObject({ ledgerKeyHash: 'H'.repeat(43), simulated: false });
  });

  it.each([
    ['/acme/salespeople', { name: 'Ann', team: 'x' }],
    ['/acme/salespeople', { name: ' Ann' }],
    ['/acme/salespeople', { name: 'sealed:salesperson/x:abc' }],
    ['/acme/salespeople', { name: 'Ann', role: 'boss' }],
    ['/acme/salespeople', { name: 'Ann', source: { system: 'crm', record: 'r-1' } }],
    ['/acme/salespeople', { name: 'Ann', source: { ...source, modifiedAt: '2026-03-01' } }],
    [
      '/acme/salespeople',
      { name: 'Ann', source: { ...source, modifiedAt: '2026-13-01T00:00:00Z' } },
    ],
    ['/acme/salespeople', { name: 'Ann', source: { ...source, more: 1 } }],
    ['/acme/salespeople/ann/deactivate', {}],
    ['/acme/salespeople/ann/deactivate', { effectiveOn: '2026-02-29' }],
    ['/acme/salespeople/ann/assign-to-team', {}],
    ['/acme/salespeople/ann/assign-to-team', { team: 7 }],
    ['/acme/teams/north/move', {}],
    ['/acme/products', { name: 'Pen', listPrice: 12.5 }],
    ['/acme/products', { name: 'Pen', aliases: 'Stylo' }],
    ['/acme/products', { name: 'Pen', aliases: ['Stylo', 'Sty\u200blo'] }],
    ['/acme/products', { name: 'Pen', aliases: ['Stylo', 7] }],
    ['/acme/products', { name: 'Pen', aliases: Array.from({ length: 51 }, (_, i) => `P${i}`) }],
    ['/acme/products/pen/change', { name: null }],
    ['/acme/customers', { name: 'Konex', contacts: [{ phone: '1' }] }],
    ['/acme/customers', { name: 'Konex', contacts: ['Li Wei'] }],
    ['/acme/customers', { name: 'Konex', contacts: { name: 'Li Wei' } }],
  ])('POST %s refuses %j and sends nothing', async (path, body) => {
    expect(await post(path, body)).toEqual({ status: 400 });
  });
});

describe('a route that reads', () => {
  const truth = { sequence: entries.length, lagEntries: 0, lagSeconds: 0 };

  it('tells a ledger', async () => {
    const { status, body } = await get('/acme');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      truth,
      id: 'acme',
      currency: 'USD',
      calendars: [{ from: '2016-01-01', calendar: { kind: 'months' } }],
      version: 1,
    });
  });

  it('tells one person with the history of their teams', async () => {
    expect((await get('/acme/salespeople/a')).body).toEqual({
      truth,
      id: 'a',
      name: 'sealed:a',
      role: 'salesperson',
      roles: [{ from: '2016-01-01', value: 'salesperson', sequence: 4 }],
      activeFrom: '2016-01-01',
      inactiveFrom: '2018-01-01',
      teams: [{ from: '2017-01-01', value: 'west-1', sequence: 7 }],
      territories: [],
      version: 3,
      sequence: 8,
    });
  });

  it('tells people in pages', async () => {
    const first = await get('/acme/salespeople?limit=2');
    expect(first.body).toMatchObject({ truth, salespeople: [{ id: 'a' }, { id: 'b' }] });
    const { cursor } = first.body as { readonly cursor: string };
    const second = await get(`/acme/salespeople?limit=2&cursor=${encodeURIComponent(cursor)}`);
    expect(second.body).toMatchObject({ salespeople: [{ id: 'c' }] });
    expect(second.body).not.toHaveProperty('cursor');
  });

  it('tells teams and territories', async () => {
    expect((await get('/acme/teams')).body).toMatchObject({
      teams: [{ id: 'west-1', name: 'West 1' }],
    });
    expect((await get('/acme/teams/west-1')).body).toMatchObject({
      truth,
      id: 'west-1',
      managers: [],
    });
    expect((await get('/acme/territories')).body).toMatchObject({ territories: [{ id: 'west' }] });
    expect((await get('/acme/territories/west')).body).toMatchObject({ truth, name: 'West' });
  });

  it('tells list prices as decimal strings', async () => {
    const { body } = await get('/acme/products/pen');
    expect(body).toMatchObject({
      truth,
      name: 'Pen',
      listPrice: '12.50',
      currency: 'USD',
      version: 1,
    });
    expect(body).not.toHaveProperty('listPriceMinor');
    const list = (await get('/acme/products')).body as { readonly products: readonly object[] };
    expect(list.products).toMatchObject([{ id: 'ink' }, { id: 'pen', listPrice: '12.50' }]);
    expect(list.products[0]).not.toHaveProperty('currency');
  });

  it('tells customers, sealed as they are kept', async () => {
    expect((await get('/acme/customers/konex')).body).toMatchObject({
      truth,
      name: 'sealed:konex',
    });
    expect((await get('/acme/customers')).body).toMatchObject({ customers: [{ id: 'konex' }] });
  });

  it.each(['?limit=0', '?limit=1001', '?limit=two', '?after=-1', '?after=x', '?page=2'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/acme/customers${query}`)).status).toBe(400);
    },
  );

  it.each([
    ['salesperson-not-found', new GetMember('acme', 'salesperson', { id: 'x' })],
    ['team-not-found', new GetMember('acme', 'team', { id: 'x' })],
    ['territory-not-found', new GetMember('acme', 'territory', { id: 'x' })],
    ['product-not-found', new GetProduct('acme', 'x', undefined)],
    ['customer-not-found', new GetCustomer('acme', 'x', undefined)],
    ['ledger-not-found', new GetLedger('x', undefined)],
  ])('answers what is not there with %s', async (rule, query) => {
    await expect(edge.ask(query)).rejects.toMatchObject({ rule });
  });
});
