// Feedback over real HTTP: what the routes take and send on, and how feedback is read.
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandHandler, CqrsModule, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Command, SubmitCommand } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { entriesOf, readModelsOf } from '../testing.js';
import { GetFeedback } from './feedback.queries.js';
import {
  feedbackControllers,
  feedbackProjection,
  feedbackQueryHandlers,
  feedbackSlice,
} from './index.js';
import { after, answered, command, dismissed, received } from './testing.js';

const sent: Command[] = [];
const acknowledged = {
  ledger: 'acme',
  subject: 'feedback/F-1',
  version: 1,
  sequence: 1,
  entries: 1,
};

@CommandHandler(SubmitCommand)
class Submitted implements ICommandHandler<SubmitCommand> {
  async execute({ submission }: SubmitCommand): Promise<typeof acknowledged> {
    sent.push(submission.command);
    return acknowledged;
  }
}

const about = (feedback: string, data: object): Command =>
  command('ReceiveFeedback', { kind: 'survey', ...data }, feedback);
const score = { scale: 'nps', value: 6 };
const events = after(
  received,
  answered,
  about('F-2', { receivedOn: '2026-03-21', salesperson: 'ann', customer: 'zumgo', score }),
  about('F-3', { receivedOn: '2026-03-10', salesperson: 'bob', customer: 'konex', score }),
  about('F-4', { receivedOn: '2026-03-11', salesperson: 'ann', customer: 'konex', score }),
  about('F-5', { receivedOn: '2026-03-30' }),
  about('F-6', { receivedOn: '2026-03-09', score }),
  { ...dismissed, subject: 'feedback/F-6' },
);
const entries = entriesOf(events);

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: feedbackControllers,
  providers: [
    Submitted,
    ...feedbackQueryHandlers,
    { provide: ReadModels, useFactory: () => readModelsOf([feedbackProjection], entries) },
  ],
})
class FeedbackModule {}

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(FeedbackModule, new FastifyAdapter(), {
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
  url = `${await app.getUrl()}/v1/ledgers/acme/feedback`;
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

type Listed = { readonly feedback: readonly { feedback: string }[]; readonly cursor?: string };

async function list(query: string): Promise<Listed> {
  return (await get(query)).body as Listed;
}

describe('the routes that record', () => {
  const source = { system: 'crm', record: 'f-1', hash: 'h'.repeat(43) };

  it.each<[string, string, object]>([
    [
      '/F-1/receive',
      'ReceiveFeedback',
      {
        kind: 'interview',
        score: { scale: 'ces', value: 9 },
        comment: 'Slow',
        receivedOn: '2026-03-30',
        deal: 'D-1',
        salesperson: 'ann',
        customer: 'konex',
        product: 'pen',
        channel: 'web',
        source,
      },
    ],
    ['/F-1/receive', 'ReceiveFeedback', { kind: 'call', receivedOn: '2026-03-30' }],
    ['/F-1/answer', 'AnswerFeedback', { answeredOn: '2026-03-30', comment: 'Sorry' }],
    ['/F-1/dismiss', 'DismissFeedback', { dismissedOn: '2026-03-30', reason: 'Spam' }],
  ])('POST %s sends %s', async (path, type, data) => {
    sent.length = 0;
    expect(await post(path, data)).toEqual({ status: 200, body: acknowledged });
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      { type, ledger: 'acme', subject: 'feedback/F-1', data },
    ]);
    expect(feedbackSlice.commands).toContain(type);
  });

  it.each<[string, object]>([
    ['/F-1/receive', { receivedOn: '2026-03-30' }],
    ['/F-1/receive', { kind: 'rumour', receivedOn: '2026-03-30' }],
    ['/F-1/receive', { kind: 'call' }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-02-30' }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', score: 4 }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', score: { value: 4 } }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', score: { scale: 'csat' } }],
    [
      '/F-1/receive',
      { kind: 'call', receivedOn: '2026-03-30', score: { scale: 'stars', value: 4 } },
    ],
    [
      '/F-1/receive',
      { kind: 'call', receivedOn: '2026-03-30', score: { scale: 'csat', value: 4.5 } },
    ],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', comment: ' late' }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', salesperson: 'a/b' }],
    ['/F-1/receive', { kind: 'call', receivedOn: '2026-03-30', colour: 'red' }],
    ['/F%2F1/receive', { kind: 'call', receivedOn: '2026-03-30' }],
    ['/F-1/answer', { answeredOn: '2026-03-30' }],
    ['/F-1/answer', { comment: 'Sorry' }],
    ['/F-1/dismiss', { dismissedOn: '2026-03-30' }],
    ['/F-1/dismiss', { reason: 'Spam' }],
  ])('POST %s refuses %j and sends nothing', async (path, body) => {
    sent.length = 0;
    expect((await post(path, body)).status).toBe(400);
    expect(sent).toEqual([]);
  });

  it('seals whatever was said', () => {
    expect(feedbackSlice.personal).toEqual({
      ReceiveFeedback: ['comment'],
      AnswerFeedback: ['comment'],
      DismissFeedback: ['reason'],
    });
  });
});

describe('reading feedback', () => {
  it('shows what was said, of whom, and what became of it; its version is the ETag', async () => {
    const { etag, body } = await get('/F-1?after=7');
    expect(etag).toBe('"2"');
    expect(body).toEqual({
      truth: { sequence: entries.length, lagEntries: 0, lagSeconds: 0 },
      feedback: {
        feedback: 'F-1',
        status: 'answered',
        kind: 'survey',
        score: { scale: 'csat', value: 2 },
        isComplaint: true,
        comment: 'sealed:late',
        receivedOn: '2026-03-20',
        salesperson: 'ann',
        teams: ['north', 'europe'],
        manager: 'mia',
        territory: 't-1',
        customer: 'konex',
        segment: 'retail',
        product: 'pen',
        family: 'office',
        channel: 'partner',
        answeredOn: '2026-03-25',
        answer: 'sealed:sorry',
        version: 2,
        sequence: expect.any(Number),
      },
    });
  });

  it('shows why it was dismissed, and leaves out what nobody said', async () => {
    expect((await get('/F-6')).body['feedback']).toMatchObject({
      status: 'dismissed',
      dismissedOn: '2026-03-25',
      reason: 'sealed:spam',
    });
    expect((await get('/F-5')).body['feedback']).toEqual({
      feedback: 'F-5',
      status: 'open',
      kind: 'survey',
      isComplaint: false,
      receivedOn: '2026-03-30',
      version: 1,
      sequence: expect.any(Number),
    });
  });

  it.each([
    ['', ['F-5', 'F-2', 'F-1', 'F-4', 'F-3', 'F-6']],
    ['?salesperson=ann', ['F-2', 'F-1', 'F-4']],
    ['?customer=konex', ['F-1', 'F-4', 'F-3']],
    ['?salesperson=ann&customer=konex', ['F-1', 'F-4']],
    ['?open=complaints', ['F-3', 'F-4', 'F-2']],
    ['?open=complaints&salesperson=ann', ['F-4', 'F-2']],
    ['?open=complaints&customer=konex', ['F-3', 'F-4']],
    ['?open=complaints&salesperson=bob&customer=konex', ['F-3']],
    ['?salesperson=mia', []],
    ['?salesperson=ann&from=2026-03-20&to=2026-03-20', ['F-1']],
    ['?from=2026-03-21', ['F-5', 'F-2']],
    ['?open=complaints&to=2026-03-10', ['F-3']],
  ])('lists %s', async (query, ids) => {
    expect((await list(query)).feedback.map(({ feedback }) => feedback)).toEqual(ids);
  });

  it('goes on where the page before ended', async () => {
    const first = await list('?open=complaints&limit=2');
    const cursor = encodeURIComponent(first.cursor ?? '');
    const second = await list(`?open=complaints&limit=2&cursor=${cursor}`);
    const ids = [...first.feedback, ...second.feedback].map(({ feedback }) => feedback);
    expect(ids).toEqual(['F-3', 'F-4', 'F-2']);
    expect(second).not.toHaveProperty('cursor');
  });

  it('knows no other feedback', async () => {
    const asked = app.get(QueryBus).execute(new GetFeedback('acme', 'F-9', undefined));
    await expect(asked).rejects.toMatchObject({
      rule: 'feedback-not-found',
      detail: { feedback: 'F-9' },
    });
  });

  it.each(['?open=all', '?limit=0', '?limit=1001', '?kind=call', '?salesperson=a%2Fb'])(
    'refuses %s',
    async (query) => {
      expect((await get(query)).status).toBe(400);
    },
  );
});
