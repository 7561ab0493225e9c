import { instantOf } from './instants.js';

const iso = (date: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(date) ? date : undefined;

describe('a time in an export', () => {
  it.each([
    ['2026-03-01 18:30:05', '2026-03-01T10:30:05Z'],
    ['2026-03-01 08:30', '2026-03-01T00:30:00Z'],
    ['2026-03-01T18:30:05.250', '2026-03-01T10:30:05Z'],
    ['2026-03-01 06:30:05 PM', '2026-03-01T10:30:05Z'],
    ['2026-03-01 12:15 am', '2026-02-28T16:15:00Z'],
    ['2026-03-01', '2026-02-28T16:00:00Z'],
    ['2026-03-01T18:30:05Z', '2026-03-01T18:30:05Z'],
    ['2026-03-01T18:30:05-05:00', '2026-03-01T23:30:05Z'],
    ['2026-03-01 18:30:05 +0530', '2026-03-01T13:00:05Z'],
  ])('%s is %s in Shanghai', (text, expected) => {
    expect(instantOf(text, 'Asia/Shanghai', iso)).toBe(expected);
  });

  it('is the earlier one where clocks repeat an hour', () => {
    expect(instantOf('2026-11-01 01:30:00', 'America/New_York', iso)).toBe('2026-11-01T05:30:00Z');
  });

  it.each([
    '',
    'yesterday',
    '2026-03-01 25:00',
    '2026-03-01 10:60',
    '2026-03-01 13:00 PM',
    '10:00',
  ])('"%s" is none', (text) => {
    expect(instantOf(text, 'UTC', iso)).toBeUndefined();
  });
});
