// Leads over real HTTP: what the routes take and send on, and how leads are read.
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandHandler, CqrsModule, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Command, SubmitCommand } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { opened } from '../deal/testing.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { leadControllers, leadProjection, leadQueryHandlers, leadSlice } from './index.js';
import { GetLead } from './lead.queries.js';
import { after, but, command, converted, disqualified, qualified, received } from './testing.js';

const sent: Command[] = [];
const acknowledged = { ledger: 'acme', subject: 'lead/L-1', version: 1, sequence: 1, entries: 1 };

@CommandHandler(SubmitCommand)
class Submitted implements ICommandHandler<SubmitCommand> {
  async execute({ submission }: SubmitCommand): Promise<typeof acknowledged> {
    sent.push(submission.command);
    return acknowledged;
  }
}

const on = (lead: string, next: Command): Command => ({ ...next, subject: `lead/${lead}` });
const bare = command('ReceiveLead', {
  channel: 'fair',
  name: 'sealed:x',
  receivedOn: '2026-01-02',
});
const source = { system: 'crm', record: 'l-1', hash: 'h'.repeat(43) };
const entries = entriesOf(
  after(
    opened,
    but(received, { source }),
    qualified,
    but(converted, { deal: 'D-1' }),
    on('L-2', received),
    on('L-3', but(received, { receivedOn: '2026-01-25' })),
    on('L-4', but(received, { salesperson: 'mia' })),
    on('L-4', disqualified),
    on('L-5', bare),
    on('L-5', qualified),
    on('L-6', but(received, { channel: 'fair', receivedOn: '2026-01-03' })),
  ),
);

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: leadControllers,
  providers: [
    Submitted,
    ...leadQueryHandlers,
    { provide: ReadModels, useFactory: () => readModelsOf([leadProjection], entries) },
  ],
})
class LeadModule {}

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(LeadModule, new FastifyAdapter(), {
    logger: false,
  });
  const strict = { transform: true, whitelist: true, forbidNonWhitelisted: true };
  app.useGlobalPipes(new ValidationPipe(strict));
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
  url = `${await app.getUrl()}/v1/ledgers/acme/leads`;
});

afterAll(() => app.close());

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

type Listed = { readonly leads: readonly { lead: string }[]; readonly cursor?: string };

async function list(query: string): Promise<Listed> {
  return (await get(query)).body as Listed;
}

describe('the routes that record', () => {
  const least = { channel: 'web', name: 'Li Wei', receivedOn: '2026-03-30' };

  it.each<[string, string, object]>([
    [
      '/L-1/receive',
      'ReceiveLead',
      {
        ...least,
        campaign: 'spring-fair',
        salesperson: 'ann',
        email: 'li.wei@konex.example',
        company: 'Konex',
        customer: 'konex',
        source,
      },
    ],
    ['/L-1/receive', 'ReceiveLead', least],
    ['/L-1/qualify', 'QualifyLead', { qualifiedOn: '2026-03-30' }],
    ['/L-1/disqualify', 'DisqualifyLead', { disqualifiedOn: '2026-03-30', reason: '预算不足' }],
    ['/L-1/convert', 'ConvertLead', { convertedOn: '2026-03-30', deal: 'D-1', customer: 'konex' }],
    ['/L-1/convert', 'ConvertLead', { convertedOn: '2026-03-30' }],
  ])('POST %s sends %s', async (path, type, data) => {
    sent.length = 0;
    expect(await post(path, data)).toEqual({ status: 200, body: acknowledged });
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      { type, ledger: 'acme', subject: 'lead/L-1', data },
    ]);
    expect(leadSlice.commands).toContain(type);
  });

  it.each<[string, object]>([
    ['/L-1/receive', { name: 'Li Wei', receivedOn: '2026-03-30' }],
    ['/L-1/receive', { channel: 'web', receivedOn: '2026-03-30' }],
    ['/L-1/receive', { channel: 'web', name: 'Li Wei' }],
    ['/L-1/receive', { ...least, receivedOn: '2026-02-30' }],
    ['/L-1/receive', { ...least, name: 'sealed:lead/L-1:abc' }],
    ['/L-1/receive', { ...least, salesperson: 'a/b' }],
    ['/L-1/receive', { ...least, source: { system: 'crm' } }],
    ['/L-1/receive', { ...least, colour: 'red' }],
    ['/L%2F1/receive', least],
    ['/L-1/qualify', {}],
    ['/L-1/qualify', { qualifiedOn: null }],
    ['/L-1/disqualify', { disqualifiedOn: '2026-03-30' }],
    ['/L-1/disqualify', { reason: 'price' }],
    ['/L-1/disqualify', { disqualifiedOn: '2026-03-30', reason: 'x'.repeat(65) }],
    ['/L-1/convert', { deal: 'D-1' }],
    ['/L-1/convert', { convertedOn: '2026-03-30', deal: '' }],
  ])('POST %s refuses %j and sends nothing', async (path, body) => {
    sent.length = 0;
    expect((await post(path, body)).status).toBe(400);
    expect(sent).toEqual([]);
  });

  it('seals who it is and nothing that figures are shown by', () => {
    expect(leadSlice.personal).toEqual({ ReceiveLead: ['name', 'email', 'company'] });
  });
});

describe('reading leads', () => {
  it('shows who it is, how it came and what became of it; its version is the ETag', async () => {
    const { etag, body } = await get('/L-1?after=7');
    expect(etag).toBe('"3"');
    expect(body).toEqual({
      truth: { sequence: entries.length, lagEntries: 0, lagSeconds: 0 },
      lead: {
        lead: 'L-1',
        status: 'converted',
        name: 'sealed:li-wei',
        email: 'sealed:mail',
        company: 'sealed:konex',
        receivedOn: '2026-01-20',
        channel: 'web',
        campaign: 'spring-fair',
        owner: 'ann',
        customer: 'konex',
        qualifiedOn: '2026-02-10',
        convertedOn: '2026-03-05',
        deal: 'D-1',
        source,
        version: 3,
        sequence: expect.any(Number),
      },
    });
  });

  it('shows why it was disqualified', async () => {
    expect((await get('/L-4')).body['lead']).toMatchObject({
      status: 'disqualified',
      disqualifiedOn: '2026-02-20',
      reason: 'no budget',
    });
  });

  it.each([
    ['', ['L-1', 'L-4', 'L-5', 'L-3', 'L-2', 'L-6']],
    ['?status=received', ['L-3', 'L-2', 'L-6']],
    ['?status=converted', ['L-1']],
    ['?salesperson=ann', ['L-3', 'L-2', 'L-6', 'L-1']],
    ['?salesperson=ann&status=received', ['L-3', 'L-2', 'L-6']],
    ['?channel=fair', ['L-6', 'L-5']],
    ['?channel=fair&status=qualified', ['L-5']],
    ['?salesperson=ann&channel=web', ['L-3', 'L-2', 'L-1']],
    ['?salesperson=ann&channel=fair&status=received', ['L-6']],
    ['?salesperson=bob', []],
  ])('lists %s', async (query, ids) => {
    expect((await list(query)).leads.map(({ lead }) => lead)).toEqual(ids);
  });

  it('goes on where the page before ended', async () => {
    const first = await list('?status=received&limit=2');
    const cursor = encodeURIComponent(first.cursor ?? '');
    const second = await list(`?status=received&limit=2&cursor=${cursor}`);
    const ids = [...first.leads, ...second.leads].map(({ lead }) => lead);
    expect(ids).toEqual(['L-3', 'L-2', 'L-6']);
    expect(second).not.toHaveProperty('cursor');
  });

  it('knows no other lead', async () => {
    const asked = app.get(QueryBus).execute(new GetLead('acme', 'L-9', undefined));
    await expect(asked).rejects.toMatchObject({ rule: 'lead-not-found', detail: { lead: 'L-9' } });
  });

  it.each(['?status=lost', '?limit=0', '?limit=1001', '?owner=ann', '?salesperson=a%2Fb'])(
    'refuses %s',
    async (query) => {
      expect((await get(query)).status).toBe(400);
    },
  );
});
