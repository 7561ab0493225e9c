import { type Event } from '@ledger/ledger';
import { event, modelsOf, now, opened, places, won } from '../kpi/testing.js';
import { type CustomerPageAnswer } from './customer-page.answers.js';
import { CustomerPageHandler, GetCustomerPage } from './customer-page.queries.js';

const konex = { customer: 'konex' };
const first = won('ann', 40_000, '2016-10-05', konex);
const shared = won('bob', 60_001, '2017-11-05', {
  ...konex,
  primary: [
    { ...{ salesperson: 'ann', teams: ['north', 'all'] }, shareBp: 5_000, amountMinor: 30_001 },
    { ...{ salesperson: 'bob', teams: ['north', 'all'] }, shareBp: 5_000, amountMinor: 30_000 },
  ],
});

function opening(subject: string, on: string): Event {
  const data = { owner: places['ann'], products: [], currency: 'USD', ...konex };
  return event('DealOpened', subject, data, on);
}

function reversed(amountMinor: number, on: string): Event {
  const credit = { salesperson: 'ann', teams: ['north', 'all'], shareBp: 10_000, amountMinor };
  const lines = [{ product: 'p1', quantity: 1, amountMinor }];
  const data = { kind: 'return', reversedOn: on, amountMinor, currency: 'USD', lines };
  const rest = { primary: [credit], overlay: [], corrects: 2, ...konex };
  return event('DealReversed', first.subject, { ...data, ...rest }, on);
}

function voice(id: string, receivedOn: string, value: number): Event {
  const data = { kind: 'survey', receivedOn, score: { scale: 'csat', value }, ...konex };
  return event('FeedbackReceived', `feedback/${id}`, data, receivedOn);
}

const lead = { receivedOn: '2017-10-02', channel: 'web', ...konex, name: 'sealed:n' };
const registered = event('CustomerRegistered', 'customer/konex', {
  ...{ name: 'sealed:customer/konex:x', segment: 'enterprise' },
});
const events = [
  registered,
  event('CustomerRegistered', 'customer/zumgo', { name: 'sealed:customer/zumgo:x' }),
  opening(first.subject, '2016-10-01'),
  first,
  opening(shared.subject, '2017-10-01'),
  shared,
  reversed(15_000, '2017-02-01'),
  won('cyd', 99_900, '2017-11-05', { customer: 'zumgo' }),
  opening('deal/open', '2018-01-05'),
  opened('ann', 1_000, '2018-01-06'),
  voice('F1', '2017-10-10', 5),
  voice('F2', '2017-11-10', 1),
  event('LeadReceived', 'lead/1', lead, '2017-10-02'),
  event('CustomerChanged', 'customer/konex', { segment: 'retail' }),
];

async function page(
  customer = 'konex',
  given: readonly Event[] = events,
  calendar?: object,
): Promise<CustomerPageAnswer> {
  const world = calendar === undefined ? {} : { calendar };
  const handler = new CustomerPageHandler(await modelsOf(given, world));
  return handler.execute(new GetCustomerPage('acme', customer, { after: undefined, now }));
}

describe('the page of a customer', () => {
  it('says who it is and when it first and last bought', async () => {
    const { customer, firstWin, lastWin, currency, truth } = await page();
    expect(customer).toMatchObject({ id: 'konex', segment: 'retail', version: 2 });
    expect(customer.name).toBe('sealed:customer/konex:x');
    expect({ currency, lag: truth.lagEntries }).toEqual({ currency: 'USD', lag: 0 });
    expect([firstWin?.closedOn, lastWin?.closedOn]).toEqual(['2016-10-05', '2017-11-05']);
  });

  it('adds up what was won, reversed and stands, by year and in all', async () => {
    const { years, inAll } = await page();
    expect(years.map(({ year, bought }) => [year, bought])).toEqual([
      ['2016', { won: '400.00', reversed: '0.00', standing: '400.00', deals: 1 }],
      ['2017', { won: '600.01', reversed: '150.00', standing: '450.01', deals: 1 }],
    ]);
    expect(inAll).toEqual({ won: '1000.01', reversed: '150.00', standing: '850.01', deals: 2 });
  });

  it('adds up by the fiscal year of the ledger', async () => {
    const { years, inAll } = await page('konex', events, {
      ...{ kind: 'months', firstMonth: 4, weekStart: 1 },
    });
    expect(
      years.map(({ bought, said, ...year }) => [year, bought.standing, said.csatCount]),
    ).toEqual([
      [{ year: '2017', start: '2016-04-01', end: '2017-03-31' }, '250.00', 0],
      [{ year: '2018', start: '2017-04-01', end: '2018-03-31' }, '600.01', 2],
    ]);
    expect(inAll.standing).toBe('850.01');
  });

  it('adds up by the year of weeks where that is the calendar', async () => {
    const { years, inAll } = await page('konex', events, {
      ...{ kind: '4-4-5', yearEndWeekday: 6, yearEndMonth: 3, yearEndRule: 'last', weekStart: 7 },
    });
    expect(
      years.map(({ bought, said, ...year }) => [year, bought.standing, said.csatCount]),
    ).toEqual([
      [{ year: '2017', start: '2016-03-27', end: '2017-03-25' }, '250.00', 0],
      [{ year: '2018', start: '2017-03-26', end: '2018-03-31' }, '600.01', 2],
    ]);
    expect(inAll.standing).toBe('850.01');
  });

  it('tells scores over time, and complaints that are open', async () => {
    const { years, feedback, complaints } = await page();
    expect(years[1]?.said).toEqual({
      ...{ csat: '0.500000', csatCount: 2, nps: null, npsCount: 0, ces: null, cesCount: 0 },
    });
    expect(feedback.feedback.map((one) => one.feedback)).toEqual(['F2', 'F1']);
    expect(complaints.feedback.map((one) => one.feedback)).toEqual(['F2']);
  });

  it('tells which products it bought and who sold to it, less what was taken back', async () => {
    const { bought } = await page();
    expect(bought).toEqual({
      products: [{ id: 'p1', name: 'GTX Pro', amount: '850.01', deals: 2 }],
      salespeople: [
        { id: 'ann', name: 'sealed:salesperson/ann:x', amount: '550.01', deals: 2 },
        { id: 'bob', name: 'sealed:salesperson/bob:x', amount: '300.00', deals: 1 },
      ],
      isCut: false,
    });
  });

  it('lists open deals and leads', async () => {
    const { open, leads } = await page();
    expect(open).toMatchObject({ deals: [{ deal: 'open' }], more: null });
    expect(leads).toMatchObject({ leads: [{ lead: '1' }], isCut: false });
  });

  it('says where the rest of a list is', async () => {
    const many = Array.from({ length: 11 }, (_, i) => opening(`deal/M${i}`, '2018-01-01'));
    const { open } = await page('konex', [...events, ...many]);
    expect(open.deals).toHaveLength(10);
    expect(open.more).toMatch(/^\/v1\/ledgers\/acme\/deals\?customer=konex&status=open&cursor=/);
  });

  it('ends with the latest entries about it and about its deals, leads and feedback', async () => {
    const { latest } = await page();
    expect(latest.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      'CustomerChanged customer/konex',
      'LeadReceived lead/1',
      'FeedbackReceived feedback/F2',
      'FeedbackReceived feedback/F1',
      'DealOpened deal/open',
      `DealReversed ${first.subject}`,
      `DealWon ${shared.subject}`,
      'CustomerRegistered customer/konex',
    ]);
  });

  it('is there for a customer who bought nothing', async () => {
    const nobody = await page('konex', [registered]);
    expect(nobody).toMatchObject({ firstWin: null, lastWin: null, years: [] });
    expect(nobody.inAll).toEqual({ won: '0.00', reversed: '0.00', standing: '0.00', deals: 0 });
  });

  it('is refused for nobody known', async () => {
    await expect(page('acme')).rejects.toMatchObject({ rule: 'customer-not-found' });
  });
});
