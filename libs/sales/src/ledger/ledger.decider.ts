// Opens a ledger, changes how it is kept, retires it where it moves away, and resumes it where it goes on.
import { isDeepStrictEqual } from 'node:util';
import {
  type Command,
  type Decider,
  type Known,
  type Moment,
  idOf,
  isCurrency,
  isTimeZone,
  todayIn,
  unreachable,
  yearOf,
} from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { type Sealed } from '../source.js';
import { type CalendarData, calendarOf, checkCalendarStart } from './calendar.js';
import {
  type LedgerEvent,
  type LedgerSettingsChanged,
  type LedgerState,
  ledger,
  requireBook,
  requireLedger,
  withCalendar,
} from './ledger.events.js';
import { reject } from './ledger.rejections.js';

export type OpenLedger = Command<
  'OpenLedger',
  {
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly calendar?: CalendarData;
    readonly firstDay?: string;
    readonly origin?: string;
    readonly targetApproval?: boolean;
    readonly disputeWindowDays?: number;
    /** What the edge knows of this installation. */
    readonly simulated: boolean;
    readonly ledgerKeyHash: string;
  }
>;
export type ChangeSettings = Command<
  'ChangeSettings',
  {
    readonly name?: string;
    readonly currency?: string;
    readonly calendar?: CalendarData;
    readonly calendarFrom?: string;
    readonly targetApproval?: boolean;
    readonly disputeWindowDays?: number;
  }
>;
export type RetireLedger = Command<'RetireLedger', { readonly goesOnAt: string }>;
export type ResumeLedger = Command<'ResumeLedger', { readonly reason?: Sealed }>;
export type LedgerCommand = OpenLedger | ChangeSettings | RetireLedger | ResumeLedger;

export const disputeWindowDaysDefault = 30;
const firstDayYearsBack = 5;

export const ledgerDecider: Decider<LedgerCommand, LedgerEvent> = {
  needs: () => [],
  decide: (command, known, moment) => {
    switch (command.type) {
      case 'OpenLedger':
        return open(command, known, moment);
      case 'ChangeSettings':
        return change(command, known, moment);
      case 'RetireLedger':
        return retire(command, known, moment);
      case 'ResumeLedger':
        return resume(command, known, moment);
      default:
        return unreachable(command);
    }
  },
};

function open({ subject, data }: OpenLedger, known: Known, moment: Moment): readonly LedgerEvent[] {
  const id = idOf(subject);
  const { name, currency, timeZone, simulated, ledgerKeyHash } = data;
  if (known.of(ledger, id) !== undefined) throw reject('ledger-exists', { ledger: id });
  if (!isCurrency(currency)) throw reject('currency-unknown', { currency }, '/currency');
  if (!isTimeZone(timeZone)) throw reject('time-zone-unknown', { timeZone }, '/timeZone');
  const today = todayIn(timeZone, moment.now);
  const firstDay = data.firstDay ?? `${yearOf(today) - firstDayYearsBack}-01-01`;
  if (firstDay > today) throw reject('first-day-in-future', { firstDay, today }, '/firstDay');
  const opened = {
    name,
    currency,
    timeZone,
    calendar: calendarOf(data.calendar ?? { kind: 'months' }),
    firstDay,
    origin: data.origin ?? `sales-ledger/${id}`,
    simulated,
    ledgerKeyHash,
    targetApproval: data.targetApproval ?? false,
    disputeWindowDays: data.disputeWindowDays ?? disputeWindowDaysDefault,
  };
  return [{ type: 'LedgerOpened', subject, occurredOn: today, data: opened }];
}

function change(command: ChangeSettings, known: Known, moment: Moment): readonly LedgerEvent[] {
  const { subject, data } = command;
  const id = idOf(subject);
  const state = requireLedger(known, id);
  const { currency } = state;
  if (data.currency !== undefined && data.currency !== currency) {
    throw reject('currency-fixed', { ledger: id, currency, wanted: data.currency }, '/currency');
  }
  const today = todayIn(state.timeZone, moment.now);
  const { name, targetApproval, disputeWindowDays } = data;
  const changes = {
    ...differences(state, { name, targetApproval, disputeWindowDays }),
    ...calendarChange(command, state, today),
  };
  if (Object.keys(changes).length === 0) return [];
  return [{ type: 'LedgerSettingsChanged', subject, occurredOn: today, data: changes }];
}

/** Asked again with the same words it changes nothing; with others it is refused like every command. */
function retire(command: RetireLedger, known: Known, moment: Moment): readonly LedgerEvent[] {
  const { subject, data } = command;
  const id = idOf(subject);
  if (requireBook(known, id).goesOnAt === data.goesOnAt) return [];
  const { timeZone } = requireLedger(known, id);
  return [{ type: 'LedgerRetired', subject, occurredOn: todayIn(timeZone, moment.now), data }];
}

function resume(command: ResumeLedger, known: Known, moment: Moment): readonly LedgerEvent[] {
  const { subject, data } = command;
  const { timeZone, goesOnAt } = requireBook(known, idOf(subject));
  if (goesOnAt === undefined) return [];
  const occurredOn = todayIn(timeZone, moment.now);
  return [{ type: 'LedgerResumed', subject, occurredOn, data: present(data) }];
}

function calendarChange(
  { subject, data }: ChangeSettings,
  { calendars }: LedgerState,
  today: string,
): Pick<LedgerSettingsChanged['data'], 'calendar' | 'calendarFrom'> {
  const { calendarFrom } = data;
  if (data.calendar === undefined && calendarFrom === undefined) return {};
  if (data.calendar === undefined || calendarFrom === undefined) {
    const missing = data.calendar === undefined ? '/calendar' : '/calendarFrom';
    throw reject('calendar-needs-start', {}, missing);
  }
  const calendar = calendarOf(data.calendar, calendars[0]?.calendar.weekStart);
  if (isDeepStrictEqual(withCalendar(calendars, calendarFrom, calendar), calendars)) return {};
  checkCalendarStart({ ledgerId: idOf(subject), calendars, calendar, calendarFrom, today });
  return { calendar, calendarFrom };
}
