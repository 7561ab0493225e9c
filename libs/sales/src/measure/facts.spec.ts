// What else than money is counted: list prices, customers, leads, feedback.
import { type Event } from '@ledger/ledger';
import { type Won } from '../deal/deal.events.js';
import { type Score } from '../feedback/feedback.events.js';
import { type Fact } from './part.js';
import { type Dimension } from './space.js';
import { cells, measured, monthSpans } from './testing.js';

const ann = { salesperson: 'ann', teams: ['north', 'all'], territory: 'x' };
const bob = { salesperson: 'bob', teams: ['all'] };
const march = monthSpans('2026-03-01', '2026-03-31');
const deal: Won = {
  closedOn: '2026-03-05',
  amountMinor: 900,
  currency: 'USD',
  lines: [
    { product: 'p1', quantity: 2, amountMinor: 700, listPriceMinor: 400 },
    { product: 'p2', quantity: 1, amountMinor: 200 },
  ],
  primary: [
    { ...ann, shareBp: 6_000, amountMinor: 540 },
    { ...bob, shareBp: 4_000, amountMinor: 360 },
  ],
  overlay: [],
  customer: 'c1',
};

type Asked = { readonly scope?: string; readonly by: Dimension; readonly fact: Fact };

function counted(events: readonly Event[], asked: Asked, over = march) {
  return cells(measured(events), { ...asked, spans: over });
}

const won = (data: Won = deal, id = 'D-1'): Event => ({
  type: 'DealWon',
  subject: `deal/${id}`,
  occurredOn: data.closedOn,
  data,
});

describe('list prices', () => {
  it('count for lines that have one, with the largest credit, and what was sold below them', async () => {
    const whole = { listMinor: 800, discountMinor: 100 };
    const events = [won()];
    const bySalesperson = await counted(events, { by: 'salesperson', fact: 'won' });
    expect(bySalesperson['ann']).toMatchObject(whole);
    expect(bySalesperson['bob']).toEqual({ amountMinor: 360 });
    const byProduct = await counted(events, { by: 'product', fact: 'won' });
    expect(byProduct['p1']).toMatchObject(whole);
    expect(byProduct['p2']).not.toHaveProperty('listMinor');
  });

  it('past exact numbers are as good as none', async () => {
    const line = { product: 'p1', quantity: 4, amountMinor: 900, listPriceMinor: 2 ** 52 };
    const events = [won({ ...deal, lines: [line] })];
    const byProduct = await counted(events, { by: 'product', fact: 'won' });
    expect(byProduct['p1']).not.toHaveProperty('listMinor');
  });
});

describe('customers', () => {
  const inMarch = { first: 1, buyingInDay: 1, buyingInWeek: 1, buyingInMonth: 1 };

  it.each<readonly [Dimension, string]>([
    ['organization', 'organization'],
    ['salesperson', 'ann'],
    ['salesperson', 'bob'],
    ['team', 'all'],
    ['product', 'p2'],
  ])('are told apart for everyone credited and for every product: %s %s', async (by, member) => {
    const found = await counted([won()], { by, fact: 'customers' });
    expect(found[member]).toMatchObject(inMarch);
  });

  it('are gone once nothing is left of what they bought', async () => {
    const is: Won = { ...deal, closedOn: '2026-04-05' };
    const corrected: Event = {
      type: 'DealCorrected',
      subject: 'deal/D-1',
      occurredOn: deal.closedOn,
      data: { reason: 'r', corrects: 1, was: deal, is },
    };
    const asked = { by: 'organization', fact: 'customers' } as const;
    expect(await counted([won(), corrected], asked)).toEqual({});
    const april = await counted([won(), corrected], asked, monthSpans('2026-04-01', '2026-04-30'));
    expect(april['organization']).toMatchObject(inMarch);
  });

  it('that a deal does not name are nobody', async () => {
    const unnamed = [won({ ...deal, customer: undefined })];
    expect(await counted(unnamed, { by: 'organization', fact: 'customers' })).toEqual({});
  });
});

describe('leads', () => {
  const place = { receivedOn: '2026-03-02', channel: 'web', campaign: 'spring', owner: ann };
  const lead = (type: string, occurredOn: string, data: object): Event => ({
    type,
    subject: 'lead/L-1',
    occurredOn,
    data,
  });
  const events = [
    lead('LeadReceived', '2026-03-02', { ...place, name: 'sealed' }),
    lead('LeadQualified', '2026-03-09', { ...place, qualifiedOn: '2026-03-09' }),
    lead('LeadConverted', '2026-04-01', { ...place, owner: bob, convertedOn: '2026-04-01' }),
  ];

  it('count each step on its own day, under whoever looked after them then', async () => {
    const whole = { by: 'organization', fact: 'lead' } as const;
    expect(await counted(events, whole)).toEqual({ organization: { received: 1, qualified: 1 } });
    const april = monthSpans('2026-04-01', '2026-04-30');
    expect(await counted(events, { by: 'salesperson', fact: 'lead' }, april)).toEqual({
      bob: { converted: 1 },
    });
  });

  it('lie under their channel and campaign, and under unassigned without an owner', async () => {
    const nobodys = { ...place, owner: undefined, name: 'sealed' };
    const received = [lead('LeadReceived', '2026-03-02', nobodys)];
    for (const [by, member] of [
      ['channel', 'web'],
      ['campaign', 'spring'],
      ['salesperson', 'unassigned'],
      ['team', 'unassigned'],
    ] as const) {
      expect(await counted(received, { by, fact: 'lead' })).toEqual({ [member]: { received: 1 } });
    }
  });
});

describe('feedback', () => {
  const received = (score: Score | undefined, id = 'F-1'): Event => ({
    type: 'FeedbackReceived',
    subject: `feedback/${id}`,
    occurredOn: '2026-03-07',
    data: {
      kind: 'survey',
      receivedOn: '2026-03-07',
      attribution: ann,
      product: 'p1',
      channel: 'web',
      ...(score === undefined ? {} : { score }),
    },
  });
  const cases: readonly [Score, object][] = [
    [{ scale: 'csat', value: 3 }, { csatCount: 1 }],
    [
      { scale: 'csat', value: 4 },
      { csatCount: 1, csatSatisfied: 1 },
    ],
    [
      { scale: 'csat', value: 2 },
      { csatCount: 1, complaints: 1 },
    ],
    [
      { scale: 'nps', value: 9 },
      { npsCount: 1, npsPromoters: 1 },
    ],
    [{ scale: 'nps', value: 8 }, { npsCount: 1 }],
    [{ scale: 'nps', value: 7 }, { npsCount: 1 }],
    [
      { scale: 'nps', value: 6 },
      { npsCount: 1, npsDetractors: 1, complaints: 1 },
    ],
    [
      { scale: 'ces', value: 3 },
      { cesCount: 1, cesSum: 3, complaints: 1 },
    ],
    [
      { scale: 'ces', value: 4 },
      { cesCount: 1, cesSum: 4 },
    ],
  ];
  it.each(cases)('of %j counts %j', async (score, measures) => {
    for (const [by, member] of [
      ['organization', 'organization'],
      ['salesperson', 'ann'],
      ['team', 'all'],
      ['product', 'p1'],
      ['channel', 'web'],
      ['segment', 'unassigned'],
    ] as const) {
      const found = await counted([received(score)], { by, fact: 'feedback' });
      expect(found[member]).toEqual(measures);
    }
  });

  it('without a score counts nothing', async () => {
    expect(await counted([received(undefined)], { by: 'organization', fact: 'feedback' })).toEqual(
      {},
    );
  });

  it('keeps counting when it was answered or dismissed', async () => {
    const event = received({ scale: 'csat', value: 1 });
    const dismissed: Event = {
      ...event,
      type: 'FeedbackDismissed',
      data: { ...event.data, dismissedOn: '2026-03-08', reason: 'sealed' },
    };
    expect(await counted([event, dismissed], { by: 'organization', fact: 'feedback' })).toEqual({
      organization: { csatCount: 1, complaints: 1 },
    });
  });
});
