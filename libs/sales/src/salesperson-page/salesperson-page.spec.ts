import { type Event } from '@ledger/ledger';
import { kpiCatalogue } from '../kpi/kpi.events.js';
import { event, modelsOf, opened, places, target, won } from '../kpi/testing.js';
import { type SalespersonPageAnswer } from './salesperson-page.answers.js';
import { GetSalespersonPage, SalespersonPageHandler } from './salesperson-page.queries.js';

function lost(id: string, on: string): Event {
  const data = { lostOn: on, owner: places['ann'], products: [], reason: 'price' };
  return event('DealLost', `deal/${id}`, data, on);
}

function expected(id: string, expectedCloseOn: string): Event {
  const data = { owner: places['ann'], products: [], currency: 'USD', amountMinor: 5_000 };
  return event('DealOpened', `deal/${id}`, { ...data, expectedCloseOn }, '2017-12-01');
}

function voice(id: string, receivedOn: string, value: number): Event {
  const data = { kind: 'survey', receivedOn, score: { scale: 'csat', value } };
  const about = { ...data, attribution: places['ann'], comment: 'sealed:c' };
  return event('FeedbackReceived', `feedback/${id}`, about, receivedOn);
}

const place = { receivedOn: '2017-10-02', channel: 'web', owner: places['ann'] };
const lead = (id: string): Event =>
  event('LeadReceived', `lead/${id}`, { ...place, name: 'sealed:n' }, '2017-10-02');

const events = [
  event('ManagerAssigned', 'team/north', { manager: 'boss' }),
  won('ann', 40_000, '2017-10-05'),
  won('bob', 60_000, '2017-11-05'),
  won('cyd', 50_000, '2017-11-06'),
  won('ann', 20_000, '2017-09-05'),
  won('ann', 10_000, '2016-12-05'),
  lost('L1', '2017-10-20'),
  lost('L2', '2018-01-20'),
  expected('E1', '2018-03-01'),
  expected('E2', '2018-02-01'),
  opened('ann', 7_000, '2017-12-02'),
  opened('ann', 9_000, '2018-01-02'),
  voice('F1', '2017-10-10', 5),
  voice('F2', '2017-07-10', 1),
  lead('1'),
  lead('2'),
  event('LeadQualified', 'lead/2', { ...place, qualifiedOn: '2017-10-09' }, '2017-10-09'),
  target('salesperson/ann', 80_000, { period: '2017-Q4' }),
];

async function page(
  period = '2017-Q4',
  salesperson = 'ann',
  given: readonly Event[] = events,
): Promise<SalespersonPageAnswer> {
  const handler = new SalespersonPageHandler(await modelsOf(given));
  return handler.execute(new GetSalespersonPage('acme', salesperson, { period }));
}

describe('the page of a salesperson', () => {
  it('says who it is and where they stood on the last day of the period', async () => {
    const { person, period, truth } = await page();
    expect(truth.lagEntries).toBe(0);
    expect(period).toEqual({ label: '2017-Q4', start: '2017-10-01', end: '2017-12-31' });
    expect(person).toEqual({
      ...{ salesperson: 'ann', name: 'sealed:salesperson/ann:x', role: 'salesperson' },
      activeFrom: '2016-01-01',
      team: { id: 'north', name: 'North' },
      manager: { id: 'boss', name: 'sealed:salesperson/boss:x' },
      territory: { id: 'x', name: 'Xanadu' },
    });
    const moved = await page('2018-Q1', 'bob');
    expect(moved.person).toMatchObject({
      team: { id: 'south', name: 'South' },
      manager: null,
      territory: { id: 'y' },
    });
  });

  it('tells every KPI that is kept for one person beside target and comparisons', async () => {
    const { kpis } = await page();
    expect(kpis.map(({ kpi }) => kpi)).toEqual(kpiCatalogue.map(({ name }) => name));
    expect(kpis.find(({ kpi }) => kpi === 'sales-amount')).toEqual({
      ...{ kpi: 'sales-amount', label: { en: 'Sales amount', zh: '销售额' } },
      ...{ unit: 'money', direction: 'up', value: '400.00', target: '800.00' },
      ...{ attainment: '0.500000', previous: '200.00', lastYear: '100.00' },
    });
    expect(kpis.find(({ kpi }) => kpi === 'win-rate')).toMatchObject({
      ...{ value: '0.500000', target: null, attainment: null, previous: '1.000000' },
    });
  });

  it('tells the customers of a week, too', async () => {
    const names = (await page('2017-W40')).kpis.map(({ kpi }) => kpi);
    expect(names).toContain('sales-amount');
    expect(names).toContain('new-customers');
  });

  it('ranks the person in the sales of all and of the own team', async () => {
    expect((await page()).ranks).toEqual([
      { scope: 'organization', rank: 3, of: 3, value: '400.00', gapToNext: '100.00' },
      { scope: 'team/north', rank: 2, of: 2, value: '400.00', gapToNext: '200.00' },
    ]);
    expect((await page('2017-Q4', 'bob')).ranks[0]).toMatchObject({ rank: 1, gapToNext: null });
    expect((await page('2017-Q4', 'boss')).ranks[0]).toEqual({
      ...{ scope: 'organization', rank: null, of: null, value: null, gapToNext: null },
    });
    const idle = events.filter(({ data }) => !JSON.stringify(data).includes('"cyd"'));
    expect((await page('2017-Q4', 'cyd', idle)).ranks[0]).toEqual({
      ...{ scope: 'organization', rank: 3, of: 3, value: '0.00', gapToNext: '400.00' },
    });
    expect((await page('2016-Q1')).ranks[0]).toMatchObject({ rank: 1, of: 3, value: '0.00' });
  });

  it('tells what stood open at the end of the period and which deals are to close next', async () => {
    const { pipeline } = await page();
    expect(pipeline).toMatchObject({ on: '2017-12-31', amount: '170.00', deals: 4, isCut: false });
    expect(pipeline.next.map(({ deal }) => deal)).toEqual(['E2', 'E1']);
  });

  it('lists deals that the person owns, won and lost in the period', async () => {
    const { owned } = await page();
    expect(owned.won.deals.map((one) => one.won?.closedOn)).toEqual(
      ['2017-10-05', '2017-11-06', '2017-11-05'].sort().reverse(),
    );
    expect(owned.lost.deals.map(({ deal }) => deal)).toEqual(['L1']);
    expect([owned.won.more, owned.lost.more]).toEqual([null, null]);
  });

  it('lists deals that the person is credited with, whoever owns them', async () => {
    const [ann, bob] = [places['ann'], places['bob']] as const;
    const half = { shareBp: 5_000, amountMinor: 3_000 };
    const helped = won('bob', 6_000, '2017-12-01', {
      overlay: [{ salesperson: 'ann', teams: [], shareBp: 1_000, amountMinor: 600 }],
    });
    const shared = won('bob', 6_000, '2017-12-02', {
      primary: [
        { salesperson: 'ann', teams: ann?.teams ?? [], ...half },
        { salesperson: 'bob', teams: bob?.teams ?? [], ...half },
      ],
    });
    const was = won('ann', 9_000, '2017-12-03');
    const is = won('bob', 9_000, '2017-12-03').data;
    const data = { reason: 'typo', corrects: 1, was: was.data, is };
    const given = [
      ...events,
      helped,
      shared,
      was,
      event('DealCorrected', was.subject, data, '2017-12-03'),
    ];
    const { credited } = await page('2017-Q4', 'ann', given);
    const told = credited.deals.map(({ kind, shareBp, amount, deal }) => [
      ...[deal.deal, kind, shareBp, amount, deal.won?.closedOn],
    ]);
    expect(told).toEqual([
      [shared.subject.slice(5), 'primary', 5_000, '30.00', '2017-12-02'],
      [helped.subject.slice(5), 'overlay', 1_000, '6.00', '2017-12-01'],
      [expect.any(String), 'primary', 10_000, '400.00', '2017-10-05'],
    ]);
    expect(credited).toMatchObject({ isCut: false, more: null });
    const taken = (await page('2017-Q4', 'bob', given)).credited;
    expect(taken.deals.map(({ amount }) => amount)).toEqual(['90.00', '30.00', '60.00', '600.00']);
  });

  it('credits a deal on the day on which it counts now, and none that was reopened', async () => {
    const moved = won('ann', 9_000, '2017-12-03');
    const is = { ...moved.data, closedOn: '2018-01-02' };
    const data = { reason: 'typo', corrects: 1, was: moved.data, is };
    const undone = won('ann', 8_000, '2017-12-04');
    const given = [
      ...[moved, event('DealCorrected', moved.subject, data, '2018-01-02'), undone],
      event('DealReopened', undone.subject, { reason: 'r', corrects: 1, won: undone.data }),
    ];
    const ids = async (period: string): Promise<readonly string[]> =>
      (await page(period, 'ann', given)).credited.deals.map(({ deal }) => `deal/${deal.deal}`);
    expect(await ids('2017-Q4')).toEqual([]);
    expect(await ids('2018-Q1')).toEqual([moved.subject]);
  });

  it('says where the rest of what the person is credited with is', async () => {
    const many = Array.from({ length: 11 }, (_, i) => won('ann', 100 + i, '2017-11-21'));
    const { credited } = await page('2017-Q4', 'ann', [...events, ...many]);
    expect(credited.deals).toHaveLength(10);
    expect(credited.more).toBe(
      '/v1/ledgers/acme/audit?person=ann&type=DealWon&occurredFrom=2017-10-01&occurredTo=2017-12-31',
    );
  });

  it('says where the rest of a list is', async () => {
    const many = Array.from({ length: 11 }, (_, i) => lost(`M${i}`, '2017-10-21'));
    const { owned } = await page('2017-Q4', 'ann', [...events, ...many]);
    const { lost: losses } = owned;
    expect(losses.deals).toHaveLength(10);
    const link = new URL(losses.more ?? '', 'http://localhost');
    expect(link.pathname).toBe('/v1/ledgers/acme/deals');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      ...{ salesperson: 'ann', status: 'lost', from: '2017-10-01', to: '2017-12-31' },
      cursor: expect.any(String) as string,
    });
  });

  it('lists feedback of the period and complaints that are open, whenever they came', async () => {
    const { feedback, complaints } = await page();
    expect(feedback.feedback.map((one) => one.feedback)).toEqual(['F1']);
    expect(complaints.feedback.map((one) => [one.feedback, one.comment])).toEqual([
      ['F2', 'sealed:c'],
    ]);
  });

  it('counts leads by status', async () => {
    expect((await page()).leads).toEqual(
      [1, 1, 0, 0].map((count, i) => {
        const status = ['received', 'qualified', 'disqualified', 'converted'][i];
        const list = `/v1/ledgers/acme/leads?salesperson=ann&status=${status ?? ''}`;
        return { status, count, isCut: false, list };
      }),
    );
  });

  it('ends with the latest entries about or crediting the person', async () => {
    const { timeLine } = await page();
    expect(timeLine.entries).toHaveLength(20);
    expect(timeLine.entries[0]).toMatchObject({ type: 'TargetSet' });
    expect(timeLine.more).toMatch(/^\/v1\/ledgers\/acme\/audit\?person=ann&cursor=\d+$/);
    const { timeLine: cyd } = await page('2017-Q4', 'cyd');
    expect(cyd.entries.map(({ type }) => type)).toEqual([
      ...['DealWon', 'TerritoryAssigned', 'SalespersonAssignedToTeam', 'SalespersonAdded'],
    ]);
    expect(cyd.more).toBeNull();
  });

  it('is refused for nobody known and for a period that no calendar has', async () => {
    await expect(page('2017-Q4', 'eve')).rejects.toMatchObject({ rule: 'salesperson-not-found' });
    await expect(page('2017-Q7')).rejects.toMatchObject({ rule: 'period-unknown' });
  });
});
