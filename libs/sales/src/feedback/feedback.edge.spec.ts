// Feedback over real HTTP: what the routes take and send on, and how feedback is read.
import { type Command } from '@ledger/ledger';
import { customerProjection } from '../customer/customer.projection.js';
import { edgeOf, listContract, recordingContract } from '../edge.contract.js';
import { organizationProjection } from '../organization/organization.projection.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { FeedbackListHandler, GetFeedback, ListFeedback } from './feedback.queries.js';
import {
  feedbackControllers,
  feedbackProjection,
  feedbackQueryHandlers,
  feedbackSlice,
} from './index.js';
import { after, answered, command, dismissed, received } from './testing.js';

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

const projections = [feedbackProjection, organizationProjection, customerProjection];

const edge = edgeOf({
  path: '/acme/feedback',
  controllers: feedbackControllers,
  providers: feedbackQueryHandlers,
  projections,
  entries,
});

const source = { system: 'crm', record: 'f-1', hash: 'h'.repeat(43) };

recordingContract(edge, {
  slice: feedbackSlice,
  subject: 'feedback/F-1',
  takes: [
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
  ],
  refuses: [
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
  ],
  personal: {
    ReceiveFeedback: ['comment'],
    AnswerFeedback: ['comment'],
    DismissFeedback: ['reason'],
  },
});

listContract(edge, {
  list: 'feedback',
  id: 'feedback',
  lists: [
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
  ],
  pages: ['?open=complaints', ['F-3', 'F-4', 'F-2'], 2],
  refuses: ['?open=all', '?kind=call', '?salesperson=a%2Fb'],
  unknown: [
    [
      new GetFeedback('acme', 'F-9', undefined),
      { rule: 'feedback-not-found', detail: { feedback: 'F-9' } },
    ],
    [
      new ListFeedback('acme', { salesperson: 'zoe' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
    [
      new ListFeedback('acme', { salesperson: 'zoe', customer: 'konex' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
    [
      new ListFeedback('acme', { customer: 'nobody' }),
      { rule: 'customer-not-found', detail: { customer: 'nobody' } },
    ],
    [
      new ListFeedback('acme', { salesperson: 'ann', customer: 'nobody' }),
      { rule: 'customer-not-found', detail: { customer: 'nobody' } },
    ],
  ],
});

describe('reading feedback', () => {
  it('is refused for a range that ends before it begins', async () => {
    const handler = new FeedbackListHandler(await readModelsOf(projections, entries));
    const asked = { from: '2026-03-21', to: '2026-03-20' };
    await expect(handler.execute(new ListFeedback('acme', asked))).rejects.toMatchObject({
      rule: 'range-backwards',
      detail: asked,
    });
  });

  it('shows what was said, of whom, and what became of it; its version is the ETag', async () => {
    const { etag, body } = await edge.get('/F-1?after=7');
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
    expect((await edge.get('/F-6')).body['feedback']).toMatchObject({
      status: 'dismissed',
      dismissedOn: '2026-03-25',
      reason: 'sealed:spam',
    });
    expect((await edge.get('/F-5')).body['feedback']).toEqual({
      feedback: 'F-5',
      status: 'open',
      kind: 'survey',
      isComplaint: false,
      receivedOn: '2026-03-30',
      version: 1,
      sequence: expect.any(Number),
    });
  });
});
