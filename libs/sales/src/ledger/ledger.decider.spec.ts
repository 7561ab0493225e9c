import { ledgerOf } from '@ledger/ledger/testing';
import { ledgerSlice } from './index.js';
import { type CalendarData } from './calendar.js';
import { type ChangeSettings, type OpenLedger } from './ledger.decider.js';
import { type LedgerSettingsChanged } from './ledger.events.js';
import { ledgerOpened } from './testing.js';

const { given } = ledgerOf([ledgerSlice]);

const open = (data: Partial<OpenLedger['data']> = {}): OpenLedger => ({
  type: 'OpenLedger',
  ledger: 'acme',
  subject: 'ledger/acme',
  data: {
    name: 'Acme Inc.',
    currency: 'USD',
    timeZone: 'Europe/Berlin',
    simulated: false,
    ledgerKeyHash: 'A'.repeat(43),
    ...data,
  },
});
const change = (data: ChangeSettings['data']): ChangeSettings => ({
  type: 'ChangeSettings',
  ledger: 'acme',
  subject: 'ledger/acme',
  data,
});
const changed = (data: LedgerSettingsChanged['data']): LedgerSettingsChanged => ({
  type: 'LedgerSettingsChanged',
  subject: 'ledger/acme',
  occurredOn: '2026-03-31',
  data,
});

const april: CalendarData = { kind: 'months', firstMonth: 4 };
const retail = {
  kind: '4-5-4',
  yearEndWeekday: 6,
  yearEndMonth: 1,
  yearEndRule: 'nearest',
} as const;

describe('opening a ledger', () => {
  it('fills in what nobody said', () => {
    given()
      .when(open())
      .then({ ...ledgerOpened({ firstDay: '2021-01-01' }), occurredOn: '2026-03-31' });
  });

  it('keeps what was said', () => {
    const said = {
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      firstDay: '2016-04-01',
      origin: 'acme.example/sales',
      simulated: true,
      targetApproval: true,
      disputeWindowDays: 14,
    } as const;
    const calendar = { ...retail, weekStart: 7 } as const;
    given()
      .when(open({ ...said, calendar }), '2026-03-31T15:00:00.000Z')
      .then({ ...ledgerOpened({ ...said, calendar }), occurredOn: '2026-04-01' });
  });

  it('takes today as the first day', () => {
    const [event] = given().when(open({ firstDay: '2026-03-31' })).events;
    expect(event?.data).toMatchObject({ firstDay: '2026-03-31' });
  });

  it.each<[string, Partial<OpenLedger['data']>, object]>([
    ['currency-unknown', { currency: 'DEM' }, { currency: 'DEM' }],
    ['time-zone-unknown', { timeZone: 'Mars/Olympus' }, { timeZone: 'Mars/Olympus' }],
    ['time-zone-unknown', { timeZone: '+02:00' }, { timeZone: '+02:00' }],
    [
      'first-day-in-future',
      { firstDay: '2026-04-01' },
      { firstDay: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'calendar-field-missing',
      { calendar: { ...retail, yearEndMonth: undefined } },
      { kind: '4-5-4', field: 'yearEndMonth' },
    ],
    [
      'calendar-field-unused',
      { calendar: { ...april, yearEndRule: 'last' } },
      { kind: 'months', field: 'yearEndRule' },
    ],
    [
      'calendar-field-unused',
      { calendar: { ...retail, firstMonth: 2 } },
      { kind: '4-5-4', field: 'firstMonth' },
    ],
  ])('is refused: %s by %j', (rule, data, detail) => {
    given().when(open(data)).thenRejected(rule, detail);
  });

  it('is refused a second time: ledger-exists', () => {
    given(ledgerOpened()).when(open()).thenRejected('ledger-exists', { ledger: 'acme' });
  });
});

describe('changing settings', () => {
  it('records what differs', () => {
    given(ledgerOpened())
      .when(change({ name: 'Acme Holding', targetApproval: true, disputeWindowDays: 30 }))
      .then(changed({ name: 'Acme Holding', targetApproval: true }));
  });

  it('records nothing where nothing differs', () => {
    const calendar = { kind: 'months', firstMonth: 4, weekStart: 1 } as const;
    given(ledgerOpened(), changed({ calendar, calendarFrom: '2027-04-01' }))
      .when(
        change({ name: 'Acme Inc.', currency: 'USD', calendar: april, calendarFrom: '2027-04-01' }),
      )
      .thenNothing();
  });

  it('lets a new calendar start where a year of it begins and none of the old has', () => {
    const calendar = { kind: 'months', firstMonth: 4, weekStart: 1 } as const;
    given(ledgerOpened())
      .when(change({ calendar: april, calendarFrom: '2027-04-01' }))
      .then(changed({ calendar, calendarFrom: '2027-04-01' }));
  });

  it('replaces a calendar that has not begun yet', () => {
    const later = { kind: 'months', firstMonth: 4, weekStart: 1 } as const;
    const given2027 = given(
      ledgerOpened(),
      changed({ calendar: later, calendarFrom: '2027-04-01' }),
    );
    given2027
      .when(change({ calendar: { kind: 'months', firstMonth: 2 }, calendarFrom: '2027-02-01' }))
      .then(
        changed({
          calendar: { kind: 'months', firstMonth: 2, weekStart: 1 },
          calendarFrom: '2027-02-01',
        }),
      );
  });

  it('keeps old years in the state', () => {
    const calendar = { kind: 'months', firstMonth: 4, weekStart: 1 } as const;
    const state = given(
      ledgerOpened(),
      changed({ calendar: { ...calendar, firstMonth: 7 }, calendarFrom: '2027-07-01' }),
      changed({ name: 'Acme Holding', calendar, calendarFrom: '2027-04-01' }),
    ).state('ledger/acme');
    expect(state).toMatchObject({
      name: 'Acme Holding',
      currency: 'USD',
      calendars: [
        { from: '2016-01-01', calendar: { firstMonth: 1 } },
        { from: '2027-04-01', calendar: { firstMonth: 4 } },
      ],
    });
    expect(state).toHaveProperty('calendars.length', 2);
  });

  it.each<[string, ChangeSettings['data'], object]>([
    ['currency-fixed', { currency: 'EUR' }, { ledger: 'acme', currency: 'USD', wanted: 'EUR' }],
    ['calendar-needs-start', { calendar: april }, {}],
    ['calendar-needs-start', { calendarFrom: '2027-04-01' }, {}],
    [
      'calendar-not-at-year-start',
      { calendar: april, calendarFrom: '2027-04-02' },
      { calendarFrom: '2027-04-02', next: '2028-04-01' },
    ],
    [
      'calendar-not-at-year-start',
      { calendar: { ...retail, weekStart: 1 }, calendarFrom: '2027-02-01' },
      { calendarFrom: '2027-02-01', next: '2028-01-30' },
    ],
    [
      // The old year 2026 runs already and would end in March.
      'calendar-inside-started-period',
      { calendar: { ...april, firstMonth: 7 }, calendarFrom: '2026-07-01' },
      { period: '2026', start: '2026-01-01', calendarFrom: '2026-07-01' },
    ],
    [
      'calendar-inside-started-period',
      { calendar: { ...april, firstMonth: 3 }, calendarFrom: '2026-03-01' },
      { period: '2026-03', start: '2026-03-01', calendarFrom: '2026-03-01' },
    ],
    [
      'calendar-inside-started-period',
      { calendar: april, calendarFrom: '2020-04-01' },
      { period: '2020-04', start: '2020-04-01', calendarFrom: '2020-04-01' },
    ],
    [
      'week-start-fixed',
      { calendar: { ...april, weekStart: 7 }, calendarFrom: '2027-04-01' },
      { ledger: 'acme', weekStart: 1 },
    ],
    [
      'calendar-field-missing',
      { calendar: { kind: '4-4-5' }, calendarFrom: '2027-04-01' },
      { kind: '4-4-5', field: 'yearEndWeekday' },
    ],
  ])('is refused: %s by %j', (rule, data, detail) => {
    given(ledgerOpened()).when(change(data)).thenRejected(rule, detail);
  });

  it.each([
    ['2026-12-31T22:59:59.999Z', false],
    ['2026-12-31T23:00:00.000Z', true],
  ])('of a year is decided at the latest on the day before it begins: at %s', (now, isLate) => {
    const next = given(ledgerOpened()).when(
      change({ calendar: april, calendarFrom: '2027-04-01' }),
      now,
    );
    if (isLate) next.thenRejected('calendar-inside-started-period');
    else expect(next.events).toHaveLength(1);
  });

  it('is refused where a calendar would not hold for a year: calendar-too-soon', () => {
    const calendar = { kind: 'months', firstMonth: 4, weekStart: 1 } as const;
    given(ledgerOpened(), changed({ calendar, calendarFrom: '2027-04-01' }))
      .when(change({ calendar: { kind: 'months' }, calendarFrom: '2028-01-01' }))
      .thenRejected('calendar-too-soon', {
        from: '2027-04-01',
        earliest: '2028-04-01',
        calendarFrom: '2028-01-01',
      });
  });

  it('is refused without a ledger: ledger-not-found', () => {
    given()
      .when(change({ name: 'Nobody' }))
      .thenRejected('ledger-not-found', { ledger: 'acme' });
  });
});
