import { type Event } from '@ledger/ledger';
import { event, modelsOf, places, won } from '../kpi/testing.js';
import {
  CampaignsHandler,
  ChannelsHandler,
  type ChannelsQuery,
  GetCampaigns,
  GetChannels,
} from './channel.queries.js';
import { type CampaignsAnswer, type ChannelsAnswer } from './channel.answers.js';

const q4 = { period: '2017-Q4' };

function lead(id: string, channel: string, campaign?: string): Event {
  const data = {
    receivedOn: '2017-10-02',
    channel,
    ...(campaign === undefined ? {} : { campaign }),
  };
  return event('LeadReceived', `lead/${id}`, { ...data, name: 'sealed:x' }, '2017-10-02');
}

const place = (channel: string, campaign: string): object => ({
  ...{ receivedOn: '2017-10-02', channel, campaign },
});

function lost(id: string, channel: string): Event {
  const data = { lostOn: '2017-11-01', owner: places['ann'], products: [], channel };
  return event('DealLost', `deal/${id}`, data, '2017-11-01');
}

const events = [
  won('ann', 30_000, '2017-10-05', { channel: 'web' }),
  won('bob', 10_000, '2017-10-06', { channel: 'web' }),
  won('cyd', 50_000, '2017-11-06', { channel: 'partner' }),
  won('cyd', 10_000, '2017-11-07'),
  won('cyd', 70_000, '2017-09-30', { channel: 'web' }),
  lost('L1', 'web'),
  lost('L2', 'web'),
  lead('1', 'web', 'fair'),
  lead('2', 'web', 'fair'),
  lead('3', 'web'),
  lead('4', 'phone', 'mailing'),
  event(
    'LeadQualified',
    'lead/1',
    { ...place('web', 'fair'), qualifiedOn: '2017-10-05' },
    '2017-10-05',
  ),
  event(
    'LeadConverted',
    'lead/1',
    { ...place('web', 'fair'), convertedOn: '2017-10-09' },
    '2017-10-09',
  ),
];

async function channels(asked: Partial<ChannelsQuery> = {}): Promise<ChannelsAnswer> {
  const handler = new ChannelsHandler(await modelsOf(events));
  return handler.execute(new GetChannels('acme', { ...q4, ...asked }));
}

async function campaigns(asked: Partial<ChannelsQuery> = {}): Promise<CampaignsAnswer> {
  const handler = new CampaignsHandler(await modelsOf(events));
  return handler.execute(new GetCampaigns('acme', { ...q4, ...asked }));
}

/** Names of fields, those of an object with its own before them. */
function pathsOf(row: object): readonly string[] {
  return Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? pathsOf(value as object).map((path) => `${name}.${path}`)
      : [name],
  );
}

describe('channels', () => {
  it('are told by what they sell and which leads they bring, the most sales first', async () => {
    const noLeads = { received: 0, qualified: 0, converted: 0, conversion: null };
    const answer = await channels();
    expect(answer).toMatchObject({ currency: 'USD', more: false, period: { label: '2017-Q4' } });
    expect(answer.truth.lagEntries).toBe(0);
    expect(answer.channels).toEqual([
      {
        ...{ channel: 'partner', salesAmount: '500.00', share: '0.500000', dealsWon: 1 },
        ...{ winRate: '1.000000', averageDeal: '500.000000', leads: noLeads },
      },
      {
        ...{ channel: 'web', salesAmount: '400.00', share: '0.400000', dealsWon: 2 },
        ...{ winRate: '0.500000', averageDeal: '200.000000' },
        leads: { received: 3, qualified: 1, converted: 1, conversion: '0.333333' },
      },
      {
        ...{ channel: 'unassigned', salesAmount: '100.00', share: '0.100000', dealsWon: 1 },
        ...{ winRate: '1.000000', averageDeal: '100.000000', leads: noLeads },
      },
      {
        ...{ channel: 'phone', salesAmount: '0.00', share: '0.000000', dealsWon: 0 },
        ...{ winRate: null, averageDeal: null },
        leads: { ...noLeads, received: 1, conversion: '0.000000' },
      },
    ]);
  });

  it('are cut where they are more than asked for, and say so', async () => {
    const answer = await channels({ limit: 1 });
    expect(answer.channels.map(({ channel }) => channel)).toEqual(['partner']);
    expect(answer.more).toBe(true);
  });

  it('go on with the cursor until there are no more', async () => {
    const first = await channels({ limit: 1 });
    const { cursor = '' } = first;
    const rest = await channels({ cursor });
    expect([...first.channels, ...rest.channels]).toEqual((await channels()).channels);
    expect(rest).toMatchObject({ more: false });
    expect(rest).not.toHaveProperty('cursor');
  });

  it('have a name for every column in both languages', async () => {
    const { labels, channels: rows } = await channels();
    expect(labels.map(({ column }) => column)).toEqual(pathsOf(rows[0] ?? {}));
    expect(labels.find(({ column }) => column === 'winRate')).toMatchObject({
      en: 'Win rate',
      zh: '赢单率',
    });
  });

  it('have no share of nothing', async () => {
    expect((await channels({ period: '2016-Q4' })).channels).toEqual([]);
  });

  it('are refused for a period that no calendar has', async () => {
    await expect(channels({ period: '2017-Q5' })).rejects.toMatchObject({ rule: 'period-unknown' });
    await expect(campaigns({ period: '2017-Q5' })).rejects.toMatchObject({
      rule: 'period-unknown',
    });
  });
});

describe('campaigns', () => {
  it('go on with the cursor until there are no more', async () => {
    const first = await campaigns({ limit: 1 });
    const { cursor = '' } = first;
    const rest = await campaigns({ cursor });
    expect([...first.campaigns, ...rest.campaigns]).toEqual((await campaigns()).campaigns);
    expect(rest.more).toBe(false);
  });

  it('are told by the leads that they bring, the most first', async () => {
    const { campaigns: rows, labels } = await campaigns();
    expect(rows).toEqual([
      {
        campaign: 'fair',
        leads: { received: 2, qualified: 1, converted: 1, conversion: '0.500000' },
      },
      {
        campaign: 'mailing',
        leads: { received: 1, qualified: 0, converted: 0, conversion: '0.000000' },
      },
      {
        campaign: 'unassigned',
        leads: { received: 1, qualified: 0, converted: 0, conversion: '0.000000' },
      },
    ]);
    expect(labels.map(({ column }) => column)).toEqual(pathsOf(rows[0] ?? {}));
  });
});
