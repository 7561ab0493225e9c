import { type Command, type Event } from '@ledger/ledger';
import { type Then } from '@ledger/ledger/testing';
import { ann, bob, command as dealCommand, opened, world } from '../deal/testing.js';
import { after, answered, command, dismissed, feedbackLedger, received } from './testing.js';

const voice = {
  kind: 'survey',
  score: { scale: 'csat', value: 2 },
  receivedOn: '2026-03-20',
  attribution: ann,
  customer: 'konex',
  segment: 'retail',
  product: 'pen',
  family: 'office',
  channel: 'partner',
};
const source = {
  system: 'crm',
  record: 'f-1',
  hash: 'h'.repeat(43),
  modifiedAt: '2026-03-20T00:00:00Z',
};
const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-03-01T00:00:00Z' };
const newer = { ...source, hash: 'n'.repeat(43), modifiedAt: '2026-03-22T00:00:00Z' };

function event(type: string, occurredOn: string, data: object): Event {
  return { type, subject: 'feedback/F-1', occurredOn, data };
}

function when(given: readonly Event[], next: Command, now?: string): Then {
  return feedbackLedger.given(...given).when(next, now);
}

function receiving(changes: object): Command {
  return { ...received, data: { ...received.data, ...changes } };
}

/** What was received of little more than a deal. */
function heard(given: readonly Event[], data: object = {}): object | undefined {
  const base = { kind: 'call', receivedOn: '2026-03-20', deal: 'D-1' };
  return when(given, command('ReceiveFeedback', { ...base, ...data })).events[0]?.data;
}

describe('receiving feedback', () => {
  it('keeps what was said, of whom and what, as they stood on that day', () => {
    when(world, received).then(
      event('FeedbackReceived', '2026-03-20', { ...voice, comment: 'sealed:late' }),
    );
    const early = receiving({
      receivedOn: '2026-01-20',
      customer: 'zumgo',
      product: 'ink',
      source,
    });
    when(world, early).then(
      event('FeedbackReceived', '2026-01-20', {
        kind: 'survey',
        score: { scale: 'csat', value: 2 },
        receivedOn: '2026-01-20',
        attribution: { ...ann, teams: ['north'] },
        customer: 'zumgo',
        product: 'ink',
        channel: 'partner',
        comment: 'sealed:late',
        source,
      }),
    );
  });

  it('needs no score, no words and nobody', () => {
    const bare = { kind: 'review', receivedOn: '2026-03-31' };
    when(world, command('ReceiveFeedback', bare)).then(
      event('FeedbackReceived', '2026-03-31', bare),
    );
  });

  it('may speak of somebody who has left and of a product that is retired', () => {
    const data = heard(world, { deal: undefined, salesperson: 'eve', product: 'quill' });
    expect(data).toMatchObject({
      attribution: { salesperson: 'eve', teams: [] },
      product: 'quill',
    });
  });

  it('counts the day in the time zone of the ledger', () => {
    const tomorrow = receiving({ receivedOn: '2026-04-01' });
    expect(when(world, tomorrow, '2026-04-01T04:00:00.000Z').events).toHaveLength(1);
    when(world, tomorrow, '2026-04-01T03:59:59.999Z').thenRejected('date-in-future', {
      date: '2026-04-01',
      today: '2026-03-31',
    });
  });

  it.each([
    ['csat', 1, 5],
    ['nps', 0, 10],
    ['ces', 1, 7],
  ])('takes a %s score from %d to %d', (scale, min, max) => {
    const scored = (value: number): Then => when(world, receiving({ score: { scale, value } }));
    expect(scored(min).events).toHaveLength(1);
    expect(scored(max).events).toHaveLength(1);
    for (const value of [min - 1, max + 1, min + 0.5, Number.NaN]) {
      scored(value).thenRejected('score-out-of-range', { value, scale, min, max });
    }
  });
});

describe('feedback on a deal', () => {
  const open = { ...opened, data: { ...opened.data, products: ['ink', 'pen'], channel: 'web' } };
  const given = after(open);
  const win = (primary: readonly object[]): readonly Event[] =>
    after(
      open,
      dealCommand('WinDeal', {
        closedOn: '2026-03-10',
        amount: '10.00',
        customer: 'zumgo',
        lines: [{ product: 'pen', amount: '10.00' }],
        credits: { primary },
      }),
    );

  it('speaks of its owner, its customer, its first product and its channel', () => {
    expect(heard(given)).toEqual({
      kind: 'call',
      receivedOn: '2026-03-20',
      deal: 'D-1',
      attribution: ann,
      customer: 'konex',
      segment: 'retail',
      product: 'ink',
      channel: 'web',
    });
  });

  it('speaks of who has the largest primary credit once it is won', () => {
    const shares = [
      { salesperson: 'mia', shareBp: 3_000 },
      { salesperson: 'bob', shareBp: 4_000 },
      { salesperson: 'ann', shareBp: 3_000 },
    ];
    expect(heard(win(shares))).toMatchObject({
      attribution: bob,
      customer: 'zumgo',
      product: 'pen',
      family: 'office',
    });
  });

  it('speaks of the first one where several credits are largest', () => {
    const shares = [
      { salesperson: 'bob', shareBp: 5_000 },
      { salesperson: 'ann', shareBp: 5_000 },
    ];
    expect(heard(win(shares))).toMatchObject({ attribution: bob });
  });

  it('speaks of whom and what is named instead', () => {
    const instead = { customer: 'zumgo', product: 'pen', channel: 'partner' };
    const data = heard(given, { salesperson: 'bob', ...instead });
    expect(data).toMatchObject({ attribution: bob, ...instead });
    expect(data).not.toHaveProperty('segment');
  });

  it('names nothing that the deal does not have', () => {
    const bare = after(dealCommand('OpenDeal', { salesperson: 'bob' }));
    expect(heard(bare)).toEqual({
      kind: 'call',
      receivedOn: '2026-03-20',
      deal: 'D-1',
      attribution: bob,
    });
  });
});

describe('feedback received again', () => {
  const given = after(receiving({ source }));

  it('records nothing where it says the same, or less', () => {
    when(given, receiving({ source })).thenNothing();
    when(given, receiving({ source: newer })).thenNothing();
    when(
      given,
      command('ReceiveFeedback', { kind: 'survey', receivedOn: '2026-03-20' }),
    ).thenNothing();
  });

  it('records nothing where the deal has other people by now', () => {
    const onDeal = command('ReceiveFeedback', {
      kind: 'call',
      receivedOn: '2026-03-20',
      deal: 'D-1',
    });
    const reassigned = dealCommand('ReassignDeal', { salesperson: 'bob' });
    when(after(opened, onDeal, reassigned), onDeal).thenNothing();
  });

  it('records nothing where the source has said something newer', () => {
    when(given, receiving({ kind: 'call', source: older })).thenNothing();
  });

  it.each([
    { kind: 'call' },
    { score: { scale: 'csat', value: 3 } },
    { score: { scale: 'nps', value: 2 } },
    { comment: 'sealed:other' },
    { receivedOn: '2026-03-21' },
    { salesperson: 'bob' },
    { customer: 'zumgo' },
    { product: 'ink' },
    { channel: 'web' },
    { deal: 'D-1' },
    { kind: 'call', source: newer },
  ])('is refused where it says something else: %j', (changes) => {
    when(given, receiving(changes)).thenRejected('feedback-exists', { feedback: 'F-1' });
  });
});

describe('answering feedback', () => {
  it('keeps the answer beside what was received', () => {
    when(after(received), answered).then(
      event('FeedbackAnswered', '2026-03-25', {
        ...voice,
        answeredOn: '2026-03-25',
        answer: 'sealed:sorry',
      }),
    );
  });

  it('keeps where they stood when it was received, whatever changed since', () => {
    const moved: Event = {
      type: 'SalespersonAssignedToTeam',
      subject: 'salesperson/ann',
      occurredOn: '2026-03-21',
      data: { team: null },
    };
    const [event] = when([...after(received), moved], answered).events;
    expect(event?.data).toMatchObject({ attribution: ann });
  });

  it('records nothing when it is sent again', () => {
    when(after(received, answered), answered).thenNothing();
  });
});

describe('dismissing feedback', () => {
  it('keeps the reason beside what was received', () => {
    when(after(received), dismissed).then(
      event('FeedbackDismissed', '2026-03-25', {
        ...voice,
        dismissedOn: '2026-03-25',
        reason: 'sealed:spam',
      }),
    );
  });

  it('records nothing when it is sent again', () => {
    when(after(received, dismissed), dismissed).thenNothing();
  });
});

describe('what feedback refuses', () => {
  const answer = (changes: object): Command => ({
    ...answered,
    data: { ...answered.data, ...changes },
  });
  const dismiss = (changes: object): Command => ({
    ...dismissed,
    data: { ...dismissed.data, ...changes },
  });
  const open = after(received);
  const done = after(received, answered);
  const gone = after(received, dismissed);
  const on = '2026-03-25';

  it.each<[string, readonly Event[], Command, object]>([
    ['ledger-not-found', [], received, { ledger: 'acme' }],
    ['ledger-not-found', [], answered, { ledger: 'acme' }],
    ['deal-unknown', world, receiving({ deal: 'D-7' }), { deal: 'D-7' }],
    ['salesperson-unknown', world, receiving({ salesperson: 'zoe' }), { salesperson: 'zoe' }],
    ['customer-unknown', world, receiving({ customer: 'nobody' }), { customer: 'nobody' }],
    ['product-unknown', world, receiving({ product: 'nib' }), { product: 'nib' }],
    [
      'date-in-future',
      world,
      receiving({ receivedOn: '2026-04-01' }),
      { date: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'date-before-first-day',
      world,
      receiving({ receivedOn: '2025-12-31' }),
      { date: '2025-12-31', firstDay: '2026-01-01' },
    ],
    ['feedback-not-found', world, answered, { feedback: 'F-1' }],
    ['feedback-not-found', world, dismissed, { feedback: 'F-1' }],
    ['feedback-answered', done, answer({ comment: 'x' }), { feedback: 'F-1', answeredOn: on }],
    [
      'feedback-answered',
      done,
      answer({ answeredOn: '2026-03-26' }),
      { feedback: 'F-1', answeredOn: on },
    ],
    ['feedback-answered', done, dismissed, { feedback: 'F-1', answeredOn: on }],
    ['feedback-dismissed', gone, dismiss({ reason: 'x' }), { feedback: 'F-1', dismissedOn: on }],
    [
      'feedback-dismissed',
      gone,
      dismiss({ dismissedOn: '2026-03-26' }),
      { feedback: 'F-1', dismissedOn: on },
    ],
    ['feedback-dismissed', gone, answered, { feedback: 'F-1', dismissedOn: on }],
    [
      'date-in-future',
      open,
      answer({ answeredOn: '2026-04-01' }),
      { date: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'date-in-future',
      open,
      dismiss({ dismissedOn: '2026-04-01' }),
      { date: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'date-before-received',
      open,
      answer({ answeredOn: '2026-03-19' }),
      { date: '2026-03-19', receivedOn: '2026-03-20' },
    ],
    [
      'date-before-received',
      open,
      dismiss({ dismissedOn: '2026-03-19' }),
      { date: '2026-03-19', receivedOn: '2026-03-20' },
    ],
  ])('%s', (rule, given, next, detail) => {
    when(given, next).thenRejected(rule, detail);
  });

  it('nothing on the very day on which it was received', () => {
    expect(when(open, answer({ answeredOn: '2026-03-20' })).events).toHaveLength(1);
    expect(when(open, dismiss({ dismissedOn: '2026-03-20' })).events).toHaveLength(1);
  });
});
