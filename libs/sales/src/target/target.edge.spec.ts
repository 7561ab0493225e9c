// Targets over real HTTP: what the routes take and send on, and how targets are read.
import { type INestApplication, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Command, SubmitCommand } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { entriesOf, readModelsOf } from '../testing.js';
import { type TargetAnswer } from './target.answers.js';
import { targetId } from './target.events.js';
import { GetTarget, TargetHandler } from './target.queries.js';
import { targetControllers, targetProjection, targetQueryHandlers, targetSlice } from './index.js';
import { adjust, asked, set, targetLedger, west, withdraw, world } from './testing.js';

const sent: Command[] = [];
const acknowledged = { ledger: 'acme', subject: 'x/y', version: 1, sequence: 1, entries: 1 };

@CommandHandler(SubmitCommand)
class Submitted implements ICommandHandler<SubmitCommand> {
  async execute({ submission }: SubmitCommand): Promise<typeof acknowledged> {
    sent.push(submission.command);
    return acknowledged;
  }
}

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

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: targetControllers,
  providers: [
    Submitted,
    ...targetQueryHandlers,
    { provide: ReadModels, useFactory: () => readModelsOf([targetProjection], entries) },
  ],
})
class TargetModule {}

let app: INestApplication;
let url: string;

beforeAll(async () => {
  const adapter = new FastifyAdapter();
  const sender = {
    actor: 'user/u-7',
    assurance: 'stated',
    idempotencyKey: 'k',
    correlationId: 'c',
  };
  adapter
    .getInstance()
    .addHook('onRequest', async (request) => void Object.assign(request, { sender }));
  app = await NestFactory.create<NestFastifyApplication>(TargetModule, adapter, { logger: false });
  const strict = { transform: true, whitelist: true, forbidNonWhitelisted: true };
  app.useGlobalPipes(new ValidationPipe(strict));
  await app.listen(0, '127.0.0.1');
  url = `${await app.getUrl()}/v1/ledgers/acme/targets`;
});

afterAll(() => app.close());

beforeEach(() => {
  sent.length = 0;
});

async function post(path: string, body: object): Promise<number> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

async function get(path: string): Promise<{
  status: number;
  etag: string | null;
  body: { target: TargetAnswer; targets: readonly TargetAnswer[]; cursor?: string };
}> {
  const response = await fetch(url + path);
  const body = (await response.json()) as never; // each test reads what its route tells
  return { status: response.status, etag: response.headers.get('etag'), body };
}

const reason = 'The largest customer left';
const source = { system: 'crm', record: 'q-1', hash: 'h'.repeat(43) };

describe('the routes that record', () => {
  it.each<[string, object, string, string]>([
    ['/set', { ...asked, agreedOn: '2026-03-20', note: 'As agreed', source }, 'SetTarget', west],
    [`/${west}/adjust`, { value: '0.5', reason, source }, 'AdjustTarget', west],
    [`/${west}/withdraw`, { reason, source }, 'WithdrawTarget', west],
  ])('POST %s %j sends %s', async (path, data, type, id) => {
    expect(await post(path, data)).toBe(200);
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      { type, ledger: 'acme', subject: `target/${id}`, data },
    ]);
    expect(targetSlice.commands).toContain(type);
  });

  it.each<[string, object]>([
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
  ])('POST %s refuses %j and sends nothing', async (path, body) => {
    expect(await post(path, body)).toBe(400);
    expect(sent).toEqual([]);
  });

  it('seals what may hold names', () => {
    expect(targetSlice.personal).toEqual({
      SetTarget: ['note'],
      AdjustTarget: ['reason'],
      WithdrawTarget: ['reason'],
    });
  });
});

describe('reading targets', () => {
  const recorded = {
    actor: 'user/tester',
    time: '2026-03-31T09:00:00.000Z',
    occurredOn: '2026-03-31',
  };
  const first = world().length + 1;

  it('shows a target with every value that it had, its version as ETag', async () => {
    const { etag, body } = await get(`/${west}`);
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
    const { target } = (await get(`/${ann}`)).body;
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
    expect((await get(`/${id}`)).body.target).toMatchObject({ setLate, recordedLate });
  });

  it.each([
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
  ])('lists %s', async (query, ids) => {
    expect((await get(query)).body.targets.map(({ target }) => target)).toEqual(ids);
  });

  it('goes on where the page before ended', async () => {
    const page = (await get('?scope=team/west-1&limit=1')).body;
    const cursor = encodeURIComponent(page.cursor ?? '');
    const next = (await get(`?scope=team/west-1&limit=1&cursor=${cursor}`)).body;
    const ids = [...page.targets, ...next.targets].map(({ target }) => target);
    expect(ids).toEqual([lastYear, west]);
    expect(next.cursor).toBeUndefined();
  });

  it('knows no other target', async () => {
    const models = await readModelsOf([targetProjection], entries);
    const answer = new TargetHandler(models).execute(new GetTarget('acme', 't-9', undefined));
    await expect(answer).rejects.toMatchObject({
      rule: 'target-not-found',
      detail: { target: 't-9' },
    });
  });

  it.each(['?status=set', '?limit=0', '?limit=1001', '?period=', '?after=-1'])(
    'refuses %s',
    async (query) => {
      expect((await get(query)).status).toBe(400);
    },
  );
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
