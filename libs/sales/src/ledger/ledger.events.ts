// What the ledger slice tells the world: how this book is kept.
import { type Event } from '@ledger/ledger';
import { type FiscalCalendar } from '@ledger/ledger';

export type LedgerOpened = Event<
  'LedgerOpened',
  {
    readonly name: string;
    /** ISO 4217; every amount of this ledger is reported in it. */
    readonly currency: string;
    /** IANA time zone in which business days begin and end. */
    readonly timeZone: string;
    readonly calendar: FiscalCalendar;
    /** The first business day that the ledger knows; organisation facts without a date hold from here. */
    readonly firstDay: string;
    /** Name on signed checkpoints; chosen once, never derived from a host. */
    readonly origin: string;
    /** True where clock and randomness were simulated: a demo, not a record. */
    readonly simulated: boolean;
    /** base64url SHA-256 of the ledger key: shows that the key is still the one it was opened with. */
    readonly ledgerKeyHash: string;
    readonly targetApproval: boolean;
    readonly disputeWindowDays: number;
  }
>;

export type LedgerSettingsChanged = Event<
  'LedgerSettingsChanged',
  {
    readonly name?: string;
    /** With `calendarFrom`, the first day of a fiscal year; earlier years keep their periods. */
    readonly calendar?: FiscalCalendar;
    readonly calendarFrom?: string;
    readonly targetApproval?: boolean;
    readonly disputeWindowDays?: number;
  }
>;

export type LedgerEvent = LedgerOpened | LedgerSettingsChanged;
