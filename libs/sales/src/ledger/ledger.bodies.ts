// What a caller says about a ledger, and how its settings are told.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { type FiscalCalendar, type Weekday } from '@ledger/ledger';
import { TruthBody } from '../edge.js';
import {
  BusinessDate,
  Flag,
  Formed,
  FreeText,
  LedgerId,
  Nested,
  OneOf,
  Whole,
  Words,
} from '../fields.js';
import { type CalendarData } from './calendar.js';

const kinds = ['months', '4-4-5', '4-5-4', '5-4-4'] as const;
const currencyPattern = /^[A-Z]{3}$/;
/** A name on a signed note (c2sp.org/signed-note): not empty, no space, no plus sign. */
const originPattern = /^[!-*,-~]{1,128}$/;
const disputeWindowDaysMax = 365;

export class CalendarBody implements CalendarData {
  @OneOf(kinds, { example: 'months' })
  readonly kind!: FiscalCalendar['kind'];
  @Whole(1, 12, {
    optional: true,
    example: 1,
    description: 'Of calendar months: the year begins here',
  })
  readonly firstMonth?: number;
  @Whole(1, 7, {
    optional: true,
    example: 6,
    description: 'Of weeks: the year ends on it, 1 is Monday',
  })
  readonly yearEndWeekday?: Weekday;
  @Whole(1, 12, {
    optional: true,
    example: 1,
    description: 'Of weeks: the year ends in this month',
  })
  readonly yearEndMonth?: number;
  @OneOf(['last', 'nearest'], {
    optional: true,
    example: 'nearest',
    description: "Of weeks: last such weekday in the month, or nearest to the month's end",
  })
  readonly yearEndRule?: 'last' | 'nearest';
  @Whole(1, 7, { optional: true, example: 1, description: 'First day of the week, 1 is Monday' })
  readonly weekStart?: Weekday;
}

export class OpenLedgerBody {
  @LedgerId({ example: 'acme' })
  readonly ledger!: string;
  @Words(120, { example: 'Acme Inc.' })
  readonly name!: string;
  @Formed('isCurrencyCode', currencyPattern, {
    example: 'USD',
    description: 'ISO 4217; never changes',
  })
  readonly currency!: string;
  @Words(64, { example: 'Europe/Berlin', description: 'IANA time zone of the business days' })
  readonly timeZone!: string;
  @Nested(() => CalendarBody, {
    optional: true,
    description: 'Absent: calendar months from January',
  })
  readonly calendar?: CalendarBody;
  @BusinessDate({
    optional: true,
    example: '2016-01-01',
    description: 'First day the ledger knows; absent: 1 January five years ago',
  })
  readonly firstDay?: string;
  @Formed('isOrigin', originPattern, {
    optional: true,
    example: 'sales-ledger/acme',
    description: 'Name on signed checkpoints, never changes; absent: sales-ledger/<ledger>',
  })
  readonly origin?: string;
  @Flag({ optional: true, example: false, description: 'Targets need a second person' })
  readonly targetApproval?: boolean;
  @Whole(1, disputeWindowDaysMax, { optional: true, example: 30 })
  readonly disputeWindowDays?: number;
}

export class ChangeSettingsBody {
  @Words(120, { optional: true, example: 'Acme Holding' })
  readonly name?: string;
  @Formed('isCurrencyCode', currencyPattern, {
    optional: true,
    example: 'USD',
    description: 'Only the one it has',
  })
  readonly currency?: string;
  @Nested(() => CalendarBody, { optional: true, description: 'Together with calendarFrom' })
  readonly calendar?: CalendarBody;
  @BusinessDate({
    optional: true,
    example: '2027-04-01',
    description: 'First day of a year in the new calendar, not in a period that has begun',
  })
  readonly calendarFrom?: string;
  @Flag({ optional: true, example: true })
  readonly targetApproval?: boolean;
  @Whole(1, disputeWindowDaysMax, { optional: true, example: 14 })
  readonly disputeWindowDays?: number;
}

export class RetireLedgerBody {
  @Words(200, {
    example: 'https://sales.example',
    description: 'Where its callers find it from now on; everybody who is refused is told',
  })
  readonly goesOnAt!: string;
}

export class ResumeLedgerBody {
  @FreeText(2_000, { optional: true, example: 'Moved in and verified' })
  readonly reason?: string;
}

export class CalendarHistoryBody {
  @ApiProperty({ example: '2016-01-01' })
  readonly from!: string;
  @ApiProperty({ type: CalendarBody })
  readonly calendar!: FiscalCalendar;
}

export class LedgerAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'acme' })
  readonly id!: string;
  @ApiProperty({ example: 'Acme Inc.' })
  readonly name!: string;
  @ApiProperty({ example: 'USD' })
  readonly currency!: string;
  @ApiProperty({ example: 'Europe/Berlin' })
  readonly timeZone!: string;
  @ApiProperty({
    type: [CalendarHistoryBody],
    description: 'The first one also holds before its day',
  })
  readonly calendars!: readonly CalendarHistoryBody[];
  @ApiProperty({ example: '2016-01-01' })
  readonly firstDay!: string;
  @ApiProperty({ example: 'sales-ledger/acme' })
  readonly origin!: string;
  @ApiProperty({ example: false, description: 'Clock and randomness were simulated: a demo' })
  readonly simulated!: boolean;
  @ApiProperty({ example: false })
  readonly targetApproval!: boolean;
  @ApiProperty({ example: 30 })
  readonly disputeWindowDays!: number;
  @ApiPropertyOptional({
    example: 'https://sales.example',
    description: 'Of a ledger that is retired here: it takes no commands',
  })
  readonly goesOnAt?: string;
  @ApiProperty({ example: 1 })
  readonly version!: number;
  @ApiProperty({ example: 1, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}
