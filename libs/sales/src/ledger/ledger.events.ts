// What the ledger slice tells the world: how this book is kept.
import {
  type CalendarHistory,
  type Event,
  type FiscalCalendar,
  type Known,
  type Subject,
} from '@ledger/ledger';
import { present } from '../changes.js';
import { type Sealed } from '../source.js';
import { reject } from './ledger.rejections.js';

export type LedgerOpened = Event<
  'LedgerOpened',
  {
    readonly name: string;
    /** ISO 4217; every amount of this ledger is reported in it. @zh ISO 4217；本账本的所有金额均以该币种报告。 */
    readonly currency: string;
    /** IANA time zone in which business days begin and end. @zh IANA 时区，业务日据此开始和结束。 */
    readonly timeZone: string;
    readonly calendar: FiscalCalendar;
    /**
     * The first business day that the ledger knows; organisation facts without a date hold from here.
     * @zh 账本所知的第一个业务日；没有日期的组织信息自该日起有效。
     */
    readonly firstDay: string;
    /**
     * Name on signed checkpoints; chosen once, never derived from a host.
     * @zh 签名检查点上的名称；一次选定，绝不由主机名得出。
     */
    readonly origin: string;
    /**
     * True where clock and randomness were simulated: a demo, not a record.
     * @zh 时钟和随机数为模拟时为真：是演示，不是记录。
     */
    readonly simulated: boolean;
    /**
     * base64url SHA-256 of the ledger key: shows that the key is still the one it was opened with.
     * @zh 账本密钥的 SHA-256（base64url）：证明密钥仍是开立账本时的那一个。
     */
    readonly ledgerKeyHash: string;
    readonly targetApproval: boolean;
    readonly disputeWindowDays: number;
  }
>;

export type LedgerSettingsChanged = Event<
  'LedgerSettingsChanged',
  {
    readonly name?: string;
    /**
     * With `calendarFrom`, the first day of a fiscal year; earlier years keep their periods.
     * @zh 与 `calendarFrom`（某财年的第一天）一同给出；此前各年保留原有期间。
     */
    readonly calendar?: FiscalCalendar;
    readonly calendarFrom?: string;
    readonly targetApproval?: boolean;
    readonly disputeWindowDays?: number;
  }
>;

/**
 * The ledger goes on elsewhere with the same entries: behind this one it takes no commands, until it is resumed.
 * @zh 账本携同样的分录在别处继续：此后不再接受命令，直至恢复使用。
 */
export type LedgerRetired = Event<
  'LedgerRetired',
  {
    /** Where its callers find it from now on, in words. @zh 此后在何处使用该账本，文字说明。 */
    readonly goesOnAt: string;
  }
>;

export type LedgerResumed = Event<'LedgerResumed', { readonly reason?: Sealed }>;

export type LedgerEvent = LedgerOpened | LedgerSettingsChanged | LedgerRetired | LedgerResumed;

export type LedgerState = {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Oldest first; the first one also holds before its `from`. */
  readonly calendars: CalendarHistory;
  readonly firstDay: string;
  readonly origin: string;
  readonly simulated: boolean;
  readonly targetApproval: boolean;
  readonly disputeWindowDays: number;
  /** Of a ledger that is retired here. */
  readonly goesOnAt?: string;
};

/** The ledger's own subject is `ledger/<id>`. */
export const ledger: Subject<LedgerState, LedgerEvent> = {
  kind: 'ledger',
  evolve: (state, entry) => {
    if (entry.type === 'LedgerOpened') {
      const { calendar, name, currency, timeZone, firstDay, origin, simulated } = entry.data;
      const { targetApproval, disputeWindowDays } = entry.data;
      const calendars = [{ from: firstDay, calendar }];
      const kept = { name, currency, timeZone, calendars, firstDay, origin, simulated };
      return { ...kept, targetApproval, disputeWindowDays };
    }
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before LedgerOpened`);
    if (entry.type === 'LedgerRetired') return { ...state, goesOnAt: entry.data.goesOnAt };
    if (entry.type === 'LedgerResumed') return present({ ...state, goesOnAt: undefined });
    const { calendar, calendarFrom, ...settings } = entry.data;
    const next = { ...state, ...present(settings) };
    if (calendar === undefined || calendarFrom === undefined) return next;
    return { ...next, calendars: withCalendar(state.calendars, calendarFrom, calendar) };
  },
};

/** A calendar takes the place of those that would have started on its day or later. */
export function withCalendar(
  calendars: CalendarHistory,
  from: string,
  calendar: FiscalCalendar,
): CalendarHistory {
  return [...calendars.filter((one, place) => place === 0 || one.from < from), { from, calendar }];
}

/**
 * The settings of the ledger that a command is sent to; its decider must need `ledger/<id>`.
 * @throws Rejection `ledger-not-found`, or `ledger-retired`
 */
export function requireLedger(known: Known, ledgerId: string): LedgerState {
  const state = requireBook(known, ledgerId);
  const { goesOnAt } = state;
  if (goesOnAt !== undefined) throw reject('ledger-retired', { ledger: ledgerId, goesOnAt });
  return state;
}

/** The same, retired or not. @throws Rejection `ledger-not-found` */
export function requireBook(known: Known, ledgerId: string): LedgerState {
  const state = known.of(ledger, ledgerId);
  if (state === undefined) throw reject('ledger-not-found', { ledger: ledgerId });
  return state;
}
