// Whatever is sent in whatever order: what was decided replays, rows say what states say, and read models cope with it.
import fc from 'fast-check';
import { type Command, type Entry, type Event } from '@ledger/ledger';
import { entryOf } from '@ledger/ledger/testing';
import { command as dealCommand, opened, won, world } from '../deal/testing.js';
import { slices } from '../index.js';
import { entriesOf, folded } from '../testing.js';
import { type Scale, isComplaint, scales } from './feedback.events.js';
import { feedbackCollection, feedbackProjection, feedbackRow } from './feedback.projection.js';
import { after, answered, command, dismissed, feedbackLedger, received } from './testing.js';

const day = fc.constantFrom('2026-02-10', '2026-03-05', '2026-03-31', '2025-12-31', '2026-04-01');
const words = fc.constantFrom('sealed:a', 'sealed:b');
const about = {
  score: fc.record({
    scale: fc.constantFrom('csat', 'nps', 'ces'),
    value: fc.integer({ min: -1, max: 11 }),
  }),
  comment: words,
  deal: fc.constantFrom('D-1', 'D-1', 'D-7'),
  salesperson: fc.constantFrom('ann', 'bob', 'eve', 'zoe', 'constructor'),
  customer: fc.constantFrom('konex', 'zumgo', 'nobody'),
  product: fc.constantFrom('pen', 'quill', 'nib'),
  channel: fc.constantFrom('web', 'partner'),
};
const receive = fc
  .record(
    { kind: fc.constantFrom('survey', 'interview', 'review', 'call'), receivedOn: day, ...about },
    { requiredKeys: ['kind', 'receivedOn'] },
  )
  .map((data) => command('ReceiveFeedback', data));
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  receive,
  fc.record({ answeredOn: day, comment: words }).map((data) => command('AnswerFeedback', data)),
  fc.record({ dismissedOn: day, reason: words }).map((data) => command('DismissFeedback', data)),
  fc.constantFrom(opened, won, dealCommand('ReassignDeal', { salesperson: 'bob' })),
);

/** What a ledger records that is sent these commands, refusals and all. */
function recordedBy(commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>((events, next) => {
    try {
      return [...events, ...feedbackLedger.given(...events).when(next).events];
    } catch (error) {
      if (String(error).includes('unexpected refusal')) return events;
      throw error;
    }
  }, world);
}

const everyProjection = slices.flatMap(({ projections }) => projections);

function rowAfter(events: readonly Event[]) {
  const row = folded(feedbackProjection, entriesOf(events)).get(feedbackCollection)?.get('F-1');
  return row === undefined ? undefined : feedbackRow(row);
}

describe('any sequence of commands', () => {
  it('leaves a ledger that replays and whose rows are its states', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 10 }), (commands) => {
        const events = recordedBy([received, ...commands]);
        for (const { type } of events) seen.add(type);
        expect(rowAfter(events)?.state).toEqual(
          feedbackLedger.given(...events).state('feedback/F-1'),
        );
        expect(events.filter(({ type }) => type === 'FeedbackReceived')).toHaveLength(1);
        for (const projection of everyProjection) folded(projection, entriesOf(events));
      }),
      { numRuns: 300 },
    );
    expect(feedbackProjection.types.filter((type) => !seen.has(type))).toEqual([]);
  });

  it('leaves the same where any feedback, or none, comes first', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 10 }), (commands) => {
        const events = recordedBy(commands);
        const state = feedbackLedger.given(...events).state('feedback/F-1');
        expect(rowAfter(events)?.state).toEqual(state);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a complaint', () => {
  it.each<[Scale, number]>([
    ['csat', 2],
    ['nps', 6],
    ['ces', 3],
  ])('is a %s score of %d or less', (scale, most) => {
    for (let value: number = scales[scale].min; value <= scales[scale].max; value += 1) {
      expect(isComplaint({ score: { scale, value } })).toBe(value <= most);
    }
  });

  it('is none without a score', () => {
    expect(isComplaint({})).toBe(false);
  });

  it('is listed as open until it is answered or dismissed', () => {
    expect(rowAfter(after(received))?.complaintSince).toBe('2026-03-20');
    expect(rowAfter(after(received, answered))).not.toHaveProperty('complaintSince');
    expect(rowAfter(after(received, dismissed))).not.toHaveProperty('complaintSince');
    const content = { ...received.data, score: { scale: 'csat', value: 3 } };
    const praised = after(command('ReceiveFeedback', content));
    expect(rowAfter(praised)).not.toHaveProperty('complaintSince');
  });
});

describe('the state of a feedback', () => {
  it('does not pass over entries that cannot be', () => {
    const about: Event = {
      type: 'FeedbackAnswered',
      subject: 'feedback/F-1',
      occurredOn: '2026-03-01',
      data: {},
    };
    const unreadable: Entry = entryOf(about, 7);
    expect(() => folded(feedbackProjection, [unreadable])).toThrow(
      'FeedbackAnswered 7 before it came',
    );
  });
});
