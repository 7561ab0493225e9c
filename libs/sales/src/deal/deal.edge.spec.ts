// The deal over real HTTP: what the routes take and send on, and how deals are read.
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Command, SubmitCommand } from '@ledger/ledger';
import { ReadModels, type View } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { entriesOf, folded } from '../testing.js';
import { DealHandler, DealsHandler, GetDeal, ListDeals } from './deal.queries.js';
import {
  dealCollection,
  dealControllers,
  dealProjection,
  dealQueryHandlers,
  dealSlice,
} from './index.js';
import { after, command, lost, opened, won } from './testing.js';

const sent: Command[] = [];
const acknowledged = { ledger: 'acme', subject: 'deal/D-1', version: 1, sequence: 1, entries: 1 };

@CommandHandler(SubmitCommand)
class Submitted implements ICommandHandler<SubmitCommand> {
  async execute({ submission }: SubmitCommand): Promise<typeof acknowledged> {
    sent.push(submission.command);
    return acknowledged;
  }
}

const store = memoryReadStore();

class StoredModels extends ReadModels {
  async view<T>(
    projection: string,
    ledger: string,
    shownFrom: number | undefined,
    ask: (view: View) => Promise<T>,
  ): Promise<T> {
    const snapshot = await store.snapshot(projection, ledger);
    const truth = {
      sequence: shownFrom ?? snapshot.checkpoint?.sequence ?? 0,
      lagEntries: 0,
      lagSeconds: 0,
    };
    return ask({ truth, getMany: snapshot.getMany, find: snapshot.find });
  }
}

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: dealControllers,
  providers: [Submitted, ...dealQueryHandlers, { provide: ReadModels, useClass: StoredModels }],
})
class DealModule {}

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const events = [
    ...after(
      opened,
      won,
      command('ReverseDeal', { kind: 'return', amount: '0.50', reversedOn: '2026-03-11' }),
    ),
    ...after(opened, lost)
      .slice(-2)
      .map((event) => ({ ...event, subject: 'deal/D-2' })),
    ...after(command('OpenDeal', { salesperson: 'bob', title: 'sealed:title' }))
      .slice(-1)
      .map((event) => ({ ...event, subject: 'deal/D-3' })),
    ...after(
      command('OpenDeal', { salesperson: 'ann', products: ['pen'] }),
      command('WinDeal', { closedOn: '2026-03-20', amount: '1.00' }),
    )
      .slice(-2)
      .map((event) => ({ ...event, subject: 'deal/D-4' })),
  ];
  const rows = folded(dealProjection, entriesOf(events)).get(dealCollection) ?? new Map();
  await store.prepare('deal', dealProjection.collections);
  const changes = [...rows].map(([id, row]) => ({ collection: dealCollection, id, row }));
  await store.commit(
    'deal',
    'acme',
    undefined,
    { sequence: events.length, time: '2026-03-31T09:00:00.000Z' },
    changes,
  );
  app = await NestFactory.create<NestFastifyApplication>(DealModule, new FastifyAdapter(), {
    logger: false,
  });
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }),
  );
  const sender = {
    actor: 'user/u-7',
    assurance: 'stated',
    idempotencyKey: 'k',
    correlationId: 'c',
  };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => void Object.assign(request, { sender }));
  await app.listen(0, '127.0.0.1');
  url = `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/v1/ledgers/acme/deals`;
});

afterAll(async () => {
  await app.close();
  await store.close();
});

async function post(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

async function get(
  path: string,
): Promise<{ status: number; etag: string | null; body: { [field: string]: unknown } }> {
  const answer = await fetch(url + path);
  const body = (await answer.json()) as { [field: string]: unknown };
  return { status: answer.status, etag: answer.headers.get('etag'), body };
}

describe('the routes that record', () => {
  it.each<[string, string, object, string]>([
    [
      '/D-1/advance',
      'AdvanceDeal',
      { stage: 'Engaging', customer: null, probabilityBp: null },
      'D-1',
    ],
    [
      '/D-1/win',
      'WinDeal',
      {
        closedOn: '2026-03-30',
        amount: '5.00',
        lines: [{ product: 'pen', quantity: 2, amount: '5.00' }],
        credits: { primary: [{ salesperson: 'ann', shareBp: 10_000 }] },
      },
      'D-1',
    ],
    ['/D-1/lose', 'LoseDeal', { lostOn: '2026-03-30', reason: 'price' }, 'D-1'],
    ['/D-1/reopen', 'ReopenDeal', { reason: 'again' }, 'D-1'],
    ['/D-1/correct', 'CorrectDeal', { reason: 'contract', amount: '6.00', channel: null }, 'D-1'],
    ['/D-1/reverse', 'ReverseDeal', { kind: 'churn', reversedOn: '2026-03-30' }, 'D-1'],
    ['/D-1/reassign', 'ReassignDeal', { salesperson: 'bob', effectiveOn: '2026-03-30' }, 'D-1'],
  ])('POST %s sends %s', async (path, type, data, deal) => {
    sent.length = 0;
    expect(await post(path, data)).toEqual({ status: 200, body: acknowledged });
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      { type, ledger: 'acme', subject: `deal/${deal}`, data },
    ]);
    expect(dealSlice.commands).toContain(type);
  });

  it('POST /deals opens a deal under the id given, or under one that a retry makes again', async () => {
    sent.length = 0;
    await post('', { deal: 'D-9', salesperson: 'ann' });
    await post('', { salesperson: 'ann' });
    await post('', { salesperson: 'ann' });
    const [given, made, again] = sent;
    expect(given).toMatchObject({ type: 'OpenDeal', subject: 'deal/D-9' });
    expect(given?.data).not.toHaveProperty('deal');
    expect(made?.subject).toMatch(/^deal\/deal-[0-9a-f]{25}$/);
    expect(again?.subject).toBe(made?.subject);
  });

  it.each<[string, object]>([
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
  ])('POST %s refuses %j and sends nothing', async (path, body) => {
    sent.length = 0;
    expect((await post(path, body)).status).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe('reading deals', () => {
  it('shows a deal with money as decimal strings, its version as ETag', async () => {
    const { etag, body } = await get('/D-1?after=7');
    expect(etag).toBe('"3"');
    expect(body).toMatchObject({
      truth: { sequence: 7 },
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
    expect((await get('/D-2')).body).toMatchObject({
      deal: {
        status: 'lost',
        lost: { lostOn: '2026-03-12', reason: 'price', competitor: 'Umbrella', cycleDays: 38 },
      },
    });
    const { body } = await get('/D-3');
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

  it.each([
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
  ])('lists %s', async (query, ids) => {
    const { deals } = (await get(query)).body as { deals: readonly { deal: string }[] };
    expect(deals.map(({ deal }) => deal)).toEqual(ids);
  });

  it('knows no other deal', async () => {
    const asked = new DealHandler(new StoredModels()).execute(
      new GetDeal('acme', 'D-9', undefined),
    );
    await expect(asked).rejects.toMatchObject({ rule: 'deal-not-found', detail: { deal: 'D-9' } });
  });

  it('takes days only with the status that says which', async () => {
    const asked = new DealsHandler(new StoredModels()).execute(
      new ListDeals('acme', { from: '2026-03-12' }),
    );
    await expect(asked).rejects.toMatchObject({ rule: 'deal-days-need-status' });
  });

  it('goes on where the page before ended', async () => {
    const first = (await get('?salesperson=ann&limit=1')).body as {
      deals: readonly { deal: string }[];
      cursor: string;
    };
    const second = (
      await get(`?salesperson=ann&limit=1&cursor=${encodeURIComponent(first.cursor)}`)
    ).body as typeof first;
    expect([...first.deals, ...second.deals].map(({ deal }) => deal)).toEqual(['D-4', 'D-1']);
  });

  it.each([
    '?status=gone',
    '?limit=0',
    '?limit=1001',
    '?limit=ten',
    '?owner=ann',
    '?salesperson=a%2Fb',
  ])('refuses %s', async (query) => {
    expect((await get(query)).status).toBe(400);
  });
});
