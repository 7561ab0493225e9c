import { type Event } from '@ledger/ledger';
import { event, modelsOf, places } from '../kpi/testing.js';
import {
  GetSatisfaction,
  SatisfactionHandler,
  type SatisfactionQuery,
} from './satisfaction.queries.js';
import { type SatisfactionAnswer } from './satisfaction.answers.js';

const now = '2018-01-10T12:00:00.000Z';

function voice(
  id: string,
  receivedOn: string,
  [scale, value]: readonly [string, number],
  more: object = {},
): Event {
  const data = { kind: 'survey', receivedOn, score: { scale, value }, ...more };
  return event('FeedbackReceived', `feedback/${id}`, data, receivedOn);
}

const ann = { attribution: places['ann'] };
const cyd = { attribution: places['cyd'] };
const events = [
  voice('1', '2017-10-05', ['csat', 5], { ...ann, product: 'p1' }),
  voice('2', '2017-10-06', ['csat', 2], { ...ann, product: 'p1' }),
  voice('3', '2017-11-06', ['nps', 10], cyd),
  voice('4', '2017-12-31', ['nps', 3], { ...cyd, segment: 'retail' }),
  voice('5', '2017-12-06', ['ces', 6], { channel: 'web' }),
  voice('6', '2017-08-06', ['csat', 1], ann),
  voice('7', '2017-08-07', ['csat', 1], ann),
  event(
    'FeedbackAnswered',
    'feedback/7',
    {
      ...{ kind: 'survey', receivedOn: '2017-08-07' },
      answeredOn: '2017-08-08',
      answer: 'sealed:a',
    },
    '2017-08-08',
  ),
];

async function satisfaction(asked: Partial<SatisfactionQuery> = {}): Promise<SatisfactionAnswer> {
  const handler = new SatisfactionHandler(await modelsOf(events));
  return handler.execute(new GetSatisfaction('acme', { period: '2017-Q4', ...asked }, now));
}

const none = { csat: null, csatCount: 0, nps: null, npsCount: 0, ces: null, cesCount: 0 };

describe('satisfaction', () => {
  it('tells three scores of a scope over periods, each with the answers behind it', async () => {
    const { periods, scope, labels, truth } = await satisfaction({ periods: 3 });
    expect({ scope, lag: truth.lagEntries }).toEqual({ scope: 'organization', lag: 0 });
    expect(periods.map(({ label, start, end }) => [label, start, end])).toEqual([
      ['2017-Q2', '2017-04-01', '2017-06-30'],
      ['2017-Q3', '2017-07-01', '2017-09-30'],
      ['2017-Q4', '2017-10-01', '2017-12-31'],
    ]);
    expect(periods[0]?.scores).toEqual(none);
    expect(periods[1]?.scores).toEqual({ ...none, csat: '0.000000', csatCount: 2 });
    expect(periods[2]?.scores).toEqual({
      ...{ csat: '0.500000', csatCount: 2, nps: '0.000000', npsCount: 2 },
      ...{ ces: '6.000000', cesCount: 1 },
    });
    expect(labels.nps).toEqual({ en: 'Net promoter score (NPS)', zh: '净推荐值（NPS）' });
    expect((await satisfaction()).periods).toHaveLength(4);
  });

  it('tells how many complaints wait and for how long: neither answered nor dismissed', async () => {
    const { complaints } = await satisfaction();
    expect(complaints).toEqual({
      ...{ on: '2018-01-10', isCut: false },
      // 157, 96 and 10 days
      waiting: { open: 3, oldestOn: '2017-08-06', oldestDays: 157, meanDays: '87.666667' },
    });
  });

  it('tells everyone who was scored or has a complaint open, page by page', async () => {
    const first = await satisfaction({ by: 'salesperson', limit: 2 });
    expect(first.members.map(({ member, name }) => [member, name])).toEqual([
      ['ann', 'sealed:salesperson/ann:x'],
      ['cyd', 'sealed:salesperson/cyd:x'],
    ]);
    expect(first.members[0]).toMatchObject({
      scores: { csat: '0.500000', csatCount: 2, nps: null },
      complaints: { open: 2, oldestDays: 157, meanDays: '126.500000' },
    });
    const next = await satisfaction({ by: 'salesperson', limit: 2, ...cursorOf(first) });
    expect(next.members.map(({ member, scores }) => [member, scores.ces])).toEqual([
      ['unassigned', '6.000000'],
    ]);
    expect(next.members[0]?.complaints).toEqual({
      ...{ open: 0, oldestOn: null, oldestDays: null, meanDays: null },
    });
    expect(next).not.toHaveProperty('cursor');
  });

  it.each([{ by: 'salesperson' }, {}] as const)('refuses what is no cursor: %j', async (asked) => {
    await expect(satisfaction({ ...asked, cursor: '!!' })).rejects.toMatchObject({
      code: 'bad-cursor',
    });
  });

  it.each([
    ['team', ['all', 'north', 'south', 'unassigned']],
    ['territory', ['unassigned', 'x', 'y']],
    ['product', ['p1', 'unassigned']],
    ['segment', ['retail', 'unassigned']],
    ['channel', ['unassigned', 'web']],
  ] as const)('is told by %s', async (by, members) => {
    expect((await satisfaction({ by })).members.map(({ member }) => member)).toEqual(members);
  });

  it('keeps to the scope: scores, complaints and members', async () => {
    const answer = await satisfaction({ scope: 'team/south', by: 'salesperson', periods: 1 });
    expect(answer).toMatchObject({ scope: 'team/south', scopeName: 'South' });
    expect(answer.periods).toMatchObject([
      { scores: { nps: '0.000000', npsCount: 2, csatCount: 0 } },
    ]);
    expect(answer.complaints).toMatchObject({ waiting: { open: 1, oldestOn: '2017-12-31' } });
    expect(answer.members.map(({ member }) => member)).toEqual(['cyd']);
    const person = await satisfaction({ scope: 'salesperson/ann' });
    expect(person.complaints.waiting.open).toBe(2);
  });

  it('lists nobody where nobody is asked for', async () => {
    const answer = await satisfaction();
    expect(answer.members).toEqual([]);
    expect(answer).not.toHaveProperty('by');
  });

  it.each([
    ['scope-unknown', { scope: 'north' }],
    ['scope-not-found', { scope: 'team/nowhere' }],
    ['period-unknown', { period: '2017-Q9' }],
    ['combination-not-kept', { scope: 'team/north', by: 'channel' }],
  ] as const)('is refused: %s', async (rule, asked) => {
    await expect(satisfaction(asked)).rejects.toMatchObject({ rule });
  });
});

function cursorOf({ cursor }: SatisfactionAnswer): { readonly cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}
