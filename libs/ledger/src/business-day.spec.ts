import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  dateOfDay,
  dayNumber,
  daysBetween,
  isDate,
  isTimeZone,
  todayIn,
  weekdayOf,
} from './business-day.js';

const days = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') });

describe('business days', () => {
  it('count like the Gregorian calendar', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = dateOfDay(day);
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: day });
        expect(date).toBe(plain.toString());
        expect(dayNumber(date)).toBe(day);
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
      }),
    );
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2000-02-28', 1, '2000-02-29'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i is %s', (date, by, expected) => {
    expect(addDays(date, by)).toBe(expected);
    expect(daysBetween(date, expected)).toBe(by);
  });

  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2023-13-01', false],
    ['2023-00-10', false],
    ['2023-06-31', false],
    ['2023-6-1', false],
    ['', false],
  ])('%j exists: %s', (text, exists) => {
    expect(isDate(text)).toBe(exists);
  });
});

describe('today', () => {
  it.each([
    // A year ends at different instants.
    ['Asia/Shanghai', '2025-12-31T15:59:59.999Z', '2025-12-31'],
    ['Asia/Shanghai', '2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['America/New_York', '2026-01-01T04:59:59.999Z', '2025-12-31'],
    ['America/New_York', '2026-01-01T05:00:00.000Z', '2026-01-01'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', '2026-01-01'],
    ['UTC', '2026-01-01T00:00:00.000Z', '2026-01-01'],
    // Clocks go forward: a day of 23 hours; back: one of 25.
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    // Midnight does not exist on this day.
    ['America/Santiago', '2026-09-06T03:59:59.999Z', '2026-09-05'],
    ['America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-06'],
    ['Asia/Kolkata', '2024-02-28T18:30:00.000Z', '2024-02-29'],
  ])('in %s at %s is %s', (timeZone, now, expected) => {
    expect(todayIn(timeZone, now)).toBe(expected);
  });

  it('does not depend on what was asked before', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'America/Santiago', 'UTC'];
    const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 3) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(instants), (zone, moments) => {
        for (const moment of moments) {
          const instant = Temporal.Instant.fromEpochMilliseconds(moment);
          const expected = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
          expect(todayIn(zone, instant.toString())).toBe(expected);
        }
      }),
    );
  });

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Etc/GMT+5', true],
    ['+08:00', false],
    ['Mars/Olympus', false],
    ['', false],
  ])('%j is a time zone: %s', (timeZone, known) => {
    expect(isTimeZone(timeZone)).toBe(known);
  });
});
