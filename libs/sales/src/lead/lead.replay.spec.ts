// Whatever is sent in whatever order: what was decided replays, rows say what states say, and read models cope with it.
import fc from 'fast-check';
import { type Command, type Entry, type Event } from '@ledger/ledger';
import { entryOf } from '@ledger/ledger/testing';
import { command as dealCommand, opened, world } from '../deal/testing.js';
import { slices } from '../index.js';
import { entriesOf, folded } from '../testing.js';
import { type LeadPlace } from './lead.events.js';
import { type LeadRow, leadCollection, leadProjection, leadRow } from './lead.projection.js';
import {
  after,
  command,
  converted,
  disqualified,
  leadLedger,
  qualified,
  received,
} from './testing.js';

const day = fc.constantFrom('2026-01-20', '2026-02-10', '2026-03-31', '2025-12-31', '2026-04-01');
const name = fc.constantFrom('sealed:a', 'sealed:b');
const customer = fc.constantFrom('konex', 'zumgo', 'nobody');
const receive = fc.record(
  {
    channel: fc.constantFrom('web', 'fair'),
    name,
    receivedOn: day,
    campaign: fc.constant('spring-fair'),
    salesperson: fc.constantFrom('ann', 'bob', 'eve', 'zoe', 'constructor'),
    email: name,
    company: name,
    customer,
  },
  { requiredKeys: ['channel', 'name', 'receivedOn'] },
);
const convert = fc.record(
  { convertedOn: day, deal: fc.constantFrom('D-1', 'D-7'), customer },
  { requiredKeys: ['convertedOn'] },
);
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  receive.map((data) => command('ReceiveLead', data)),
  day.map((qualifiedOn) => command('QualifyLead', { qualifiedOn })),
  fc
    .record({ disqualifiedOn: day, reason: fc.constantFrom('price', 'no budget') })
    .map((data) => command('DisqualifyLead', data)),
  convert.map((data) => command('ConvertLead', data)),
  fc.constantFrom(opened, dealCommand('ReassignDeal', { salesperson: 'bob' })),
);

/** What a ledger records that is sent these commands, refusals and all. */
function recordedBy(commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>((events, next) => {
    try {
      return [...events, ...leadLedger.given(...events).when(next).events];
    } catch (error) {
      if (String(error).includes('unexpected refusal')) return events;
      throw error;
    }
  }, world);
}

const everyProjection = slices.flatMap(({ projections }) => projections);

function rowAfter(events: readonly Event[]): LeadRow | undefined {
  const row = folded(leadProjection, entriesOf(events)).get(leadCollection)?.get('L-1');
  return row === undefined ? undefined : leadRow(row);
}

describe('any sequence of commands', () => {
  it('leaves a ledger that replays, whose rows are its states and whose events say how it came', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 12 }), (commands) => {
        const events = recordedBy([received, ...commands]);
        for (const { type } of events) seen.add(type);
        expect(rowAfter(events)?.state).toEqual(leadLedger.given(...events).state('lead/L-1'));
        const told = events.filter(({ subject }) => subject === 'lead/L-1');
        expect(new Set(told.map(({ type }) => type)).size).toBe(told.length);
        for (const { data } of told) {
          const { receivedOn, channel, campaign, owner } = data as LeadPlace; // all of its events are
          expect([receivedOn, channel, campaign, owner?.salesperson]).toEqual([
            '2026-01-20',
            'web',
            'spring-fair',
            'ann',
          ]);
        }
        for (const projection of everyProjection) folded(projection, entriesOf(events));
      }),
      { numRuns: 300 },
    );
    expect(leadProjection.types.filter((type) => !seen.has(type))).toEqual([]);
  });

  it('leaves the same where any lead, or none, comes first', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 12 }), (commands) => {
        const events = recordedBy(commands);
        expect(rowAfter(events)?.state).toEqual(leadLedger.given(...events).state('lead/L-1'));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a lead in lists', () => {
  it.each<[readonly Command[], string, string]>([
    [[], 'received', '2026-01-20'],
    [[qualified], 'qualified', '2026-02-10'],
    [[qualified, disqualified], 'disqualified', '2026-02-20'],
    [[qualified, converted], 'converted', '2026-03-05'],
  ])('after %j is %s since %s', (commands, status, on) => {
    expect(rowAfter(after(received, ...commands))).toMatchObject({
      status,
      on,
      salesperson: 'ann',
      channel: 'web',
    });
  });
});

describe('the state of a lead', () => {
  it('does not pass over entries that cannot be', () => {
    const about: Event = {
      type: 'LeadConverted',
      subject: 'lead/L-1',
      occurredOn: '2026-03-01',
      data: {},
    };
    const unreadable: Entry = entryOf(about, 7);
    expect(() => folded(leadProjection, [unreadable])).toThrow(
      'LeadConverted 7 before LeadReceived',
    );
  });
});
