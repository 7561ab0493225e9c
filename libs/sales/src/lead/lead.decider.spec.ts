import { type Command, type Event } from '@ledger/ledger';
import { type Then } from '@ledger/ledger/testing';
import { ann, opened, world } from '../deal/testing.js';
import {
  after,
  but,
  command,
  converted,
  disqualified,
  leadLedger,
  qualified,
  received,
} from './testing.js';

/** Where the lead counts in January, when north is in no other team. */
const january = {
  receivedOn: '2026-01-20',
  channel: 'web',
  campaign: 'spring-fair',
  owner: { ...ann, teams: ['north'] },
  customer: 'konex',
  segment: 'retail',
};
const fromFebruary = { ...january, owner: ann };
const personal = { name: 'sealed:li-wei', email: 'sealed:mail', company: 'sealed:konex' };

const source = {
  system: 'crm',
  record: 'l-1',
  hash: 'h'.repeat(43),
  modifiedAt: '2026-01-20T00:00:00Z',
};
const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-01-01T00:00:00Z' };
const newer = { ...source, hash: 'n'.repeat(43), modifiedAt: '2026-01-22T00:00:00Z' };

function event(type: string, occurredOn: string, data: object): Event {
  return { type, subject: 'lead/L-1', occurredOn, data };
}

function when(given: readonly Event[], next: Command, now?: string): Then {
  return leadLedger.given(...given).when(next, now);
}

const bare = command('ReceiveLead', {
  channel: 'fair',
  name: 'sealed:x',
  receivedOn: '2026-03-31',
});

describe('receiving a lead', () => {
  it('keeps who might buy, how they came and who looks after them', () => {
    when(world, but(received, { source })).then(
      event('LeadReceived', '2026-01-20', { ...january, ...personal, source }),
    );
  });

  it('needs no more than a name, a channel and a day', () => {
    when(world, bare).then(event('LeadReceived', '2026-03-31', bare.data));
  });

  it('counts the day in the time zone of the ledger', () => {
    const tomorrow = but(bare, { receivedOn: '2026-04-01' });
    expect(when(world, tomorrow, '2026-04-01T04:00:00.000Z').events).toHaveLength(1);
    when(world, tomorrow, '2026-04-01T03:59:59.999Z').thenRejected('date-in-future');
  });

  it('records nothing where it says the same once more, or less', () => {
    const given = after(but(received, { source }));
    when(given, but(received, { source })).thenNothing();
    when(given, but(received, { source: newer })).thenNothing();
    const less = { channel: 'web', name: 'sealed:li-wei', receivedOn: '2026-01-20' };
    when(given, command('ReceiveLead', less)).thenNothing();
    when(after(received, converted), received).thenNothing();
  });

  it('records nothing where the source has said something newer', () => {
    const given = after(but(received, { source }));
    when(given, but(received, { channel: 'fair', source: older })).thenNothing();
  });

  it.each([
    { channel: 'fair' },
    { campaign: 'autumn' },
    { salesperson: 'mia' },
    { name: 'sealed:other' },
    { email: 'sealed:other' },
    { company: 'sealed:other' },
    { customer: 'zumgo' },
    { receivedOn: '2026-01-21' },
    { channel: 'fair', source: newer },
  ])('is refused where it says something else: %j', (changes) => {
    const given = after(but(received, { source }));
    when(given, but(received, changes)).thenRejected('lead-exists', { lead: 'L-1' });
  });
});

describe('qualifying a lead', () => {
  it('tells where it counts on that day', () => {
    when(after(received), qualified).then(
      event('LeadQualified', '2026-02-10', { ...fromFebruary, qualifiedOn: '2026-02-10' }),
    );
  });

  it('records nothing when it is sent again', () => {
    when(after(received, qualified), qualified).thenNothing();
  });

  it('may happen on the very day', () => {
    const sameDay = but(qualified, { qualifiedOn: '2026-01-20' });
    expect(when(after(received), sameDay).events).toHaveLength(1);
  });
});

describe('disqualifying a lead', () => {
  it('tells why, and whether it was qualified before', () => {
    const gone = { disqualifiedOn: '2026-02-20', reason: 'no budget' };
    when(after(received), disqualified).then(
      event('LeadDisqualified', '2026-02-20', { ...fromFebruary, ...gone }),
    );
    when(after(received, qualified), disqualified).then(
      event('LeadDisqualified', '2026-02-20', {
        ...fromFebruary,
        qualifiedOn: '2026-02-10',
        ...gone,
      }),
    );
  });

  it('records nothing when it is sent again', () => {
    when(after(received, disqualified), disqualified).thenNothing();
  });
});

describe('converting a lead', () => {
  it('tells where it counts on that day, and when it was qualified', () => {
    when(after(received, qualified), converted).then(
      event('LeadConverted', '2026-03-05', {
        ...fromFebruary,
        qualifiedOn: '2026-02-10',
        convertedOn: '2026-03-05',
      }),
    );
  });

  it('needs neither qualifying nor anybody', () => {
    const last = but(converted, { convertedOn: '2026-03-31' });
    when(after(bare), last).then(
      event('LeadConverted', '2026-03-31', {
        receivedOn: '2026-03-31',
        channel: 'fair',
        convertedOn: '2026-03-31',
      }),
    );
  });

  it('takes the customer from the deal, where nobody names one', () => {
    const onDeal = (data: object): object | undefined =>
      when(after(opened, bare), command('ConvertLead', { convertedOn: '2026-03-31', ...data }))
        .events[0]?.data;
    expect(onDeal({ deal: 'D-1' })).toMatchObject({
      deal: 'D-1',
      customer: 'konex',
      segment: 'retail',
    });
    expect(onDeal({ deal: 'D-1', customer: 'zumgo' })).toMatchObject({ customer: 'zumgo' });
    expect(onDeal({ deal: 'D-1', customer: 'zumgo' })).not.toHaveProperty('segment');
  });

  it('leaves the lead of somebody who has left where it was', () => {
    const given = after(but(received, { salesperson: 'eve' }));
    const [event] = when(given, converted).events;
    expect(event?.data).toMatchObject({ owner: { salesperson: 'eve', teams: [] } });
  });

  it('makes the customer known of the lead', () => {
    const given = after(bare, but(converted, { convertedOn: '2026-03-31', customer: 'zumgo' }));
    expect(leadLedger.given(...given).state('lead/L-1')).toMatchObject({
      status: 'converted',
      facts: { customer: 'zumgo' },
    });
  });
});

describe('what leads refuse', () => {
  const open = after(received);
  const good = after(received, qualified);
  const gone = after(received, disqualified);
  const done = after(received, qualified, converted);
  const future = { date: '2026-04-01', today: '2026-03-31' };
  const early = { date: '2026-01-19', receivedOn: '2026-01-20' };
  const between = { date: '2026-02-09', qualifiedOn: '2026-02-10' };

  it.each<[string, readonly Event[], Command, object]>([
    ['ledger-not-found', [], received, { ledger: 'acme' }],
    ['ledger-not-found', [], converted, { ledger: 'acme' }],
    ['date-in-future', world, but(received, { receivedOn: '2026-04-01' }), future],
    [
      'date-before-first-day',
      world,
      but(received, { receivedOn: '2025-12-31' }),
      { date: '2025-12-31', firstDay: '2026-01-01' },
    ],
    ['salesperson-unknown', world, but(received, { salesperson: 'zoe' }), { salesperson: 'zoe' }],
    [
      'salesperson-inactive',
      world,
      but(received, { salesperson: 'eve', receivedOn: '2026-03-01' }),
      { salesperson: 'eve', date: '2026-03-01' },
    ],
    ['customer-unknown', world, but(received, { customer: 'nobody' }), { customer: 'nobody' }],
    ['lead-not-found', world, qualified, { lead: 'L-1' }],
    ['lead-not-found', world, disqualified, { lead: 'L-1' }],
    ['lead-not-found', world, converted, { lead: 'L-1' }],
    ['customer-unknown', open, but(converted, { customer: 'nobody' }), { customer: 'nobody' }],
    ['deal-unknown', open, but(converted, { deal: 'D-7' }), { deal: 'D-7' }],
    ['date-in-future', open, but(qualified, { qualifiedOn: '2026-04-01' }), future],
    ['date-in-future', open, but(disqualified, { disqualifiedOn: '2026-04-01' }), future],
    ['date-in-future', open, but(converted, { convertedOn: '2026-04-01' }), future],
    ['date-before-received', open, but(qualified, { qualifiedOn: '2026-01-19' }), early],
    ['date-before-received', open, but(disqualified, { disqualifiedOn: '2026-01-19' }), early],
    ['date-before-received', open, but(converted, { convertedOn: '2026-01-19' }), early],
    ['date-before-qualified', good, but(disqualified, { disqualifiedOn: '2026-02-09' }), between],
    ['date-before-qualified', good, but(converted, { convertedOn: '2026-02-09' }), between],
    [
      'lead-already-qualified',
      good,
      but(qualified, { qualifiedOn: '2026-02-11' }),
      { lead: 'L-1', qualifiedOn: '2026-02-10' },
    ],
    ['lead-disqualified', gone, qualified, { lead: 'L-1', disqualifiedOn: '2026-02-20' }],
    ['lead-disqualified', gone, converted, { lead: 'L-1', disqualifiedOn: '2026-02-20' }],
    [
      'lead-disqualified',
      gone,
      but(disqualified, { reason: 'a rival' }),
      { lead: 'L-1', disqualifiedOn: '2026-02-20' },
    ],
    [
      'lead-disqualified',
      gone,
      but(disqualified, { disqualifiedOn: '2026-02-21' }),
      { lead: 'L-1', disqualifiedOn: '2026-02-20' },
    ],
    ['lead-already-converted', done, converted, { lead: 'L-1', convertedOn: '2026-03-05' }],
    ['lead-already-converted', done, qualified, { lead: 'L-1', convertedOn: '2026-03-05' }],
    ['lead-already-converted', done, disqualified, { lead: 'L-1', convertedOn: '2026-03-05' }],
  ])('%s', (rule, given, next, detail) => {
    when(given, next).thenRejected(rule, detail);
  });
});

describe('an import', () => {
  const turns: readonly [Command, string][] = [
    [qualified, 'LeadQualified'],
    [disqualified, 'LeadDisqualified'],
    [converted, 'LeadConverted'],
  ];

  it.each(turns)('%# says where a turn comes from, and the lead remembers it', (turn, type) => {
    const given = after(but(received, { source }), but(turn, { source: newer }));
    expect(given.at(-1)).toMatchObject({ type, data: { source: newer } });
    expect(leadLedger.given(...given).state('lead/L-1')).toMatchObject({
      facts: { source: newer },
    });
  });

  it.each(turns)('%# of an older record turns nothing', (turn) => {
    when(after(but(received, { source: newer })), but(turn, { source: older })).thenNothing();
  });

  it('is remembered where somebody turns the lead by hand', () => {
    const given = after(but(received, { source }), qualified);
    expect(leadLedger.given(...given).state('lead/L-1')).toMatchObject({ facts: { source } });
  });
});
