import { type HeldFrom, type Span, historyOf, missingFor } from './histories.js';

const held = (from: string, value: string | null): HeldFrom => ({ from, value });
const span = (until?: string, isFollowed = false): Span => ({
  value: 'A',
  from: '2020-01-01',
  isFollowed,
  ...(until === undefined ? {} : { until }),
});
const start = { value: 'A', effectiveOn: '2020-01-01' };
const end = (effectiveOn: string) => ({ value: null, effectiveOn });

describe('what a dated row adds to a history', () => {
  const a = held('2020-01-01', 'A');
  const rows: readonly [string, readonly HeldFrom[], Span, readonly object[]][] = [
    ['the start', [], span(), [start]],
    ['start and end', [], span('2021-01-01'), [start, end('2021-01-01')]],
    ['no end where another row follows', [], span('2021-01-01', true), [start]],
    ['nothing the second time', [a], span(), []],
    [
      'nothing the second time where it ended',
      [a, held('2021-01-01', null)],
      span('2021-01-01'),
      [],
    ],
    ['nothing where it held before', [held('2019-01-01', 'A')], span(), []],
    ['the end that the row has got meanwhile', [a], span('2021-01-01'), [end('2021-01-01')]],
    [
      'no end where the ledger knows what follows',
      [a, held('2020-06-01', 'B')],
      span('2021-01-01'),
      [],
    ],
    [
      'a later end in place of an earlier one',
      [a, held('2020-06-01', null)],
      span('2021-01-01'),
      [{ value: 'A', effectiveOn: '2020-06-01' }, end('2021-01-01')],
    ],
    [
      'no way back where somebody ended an open row by hand',
      [a, held('2020-06-01', null)],
      span(),
      [],
    ],
    ['another value for the same day', [held('2020-01-01', 'B')], span(), [start]],
    ['what the ledger will refuse', [held('2022-01-01', 'B')], span(), [start]],
  ];
  it.each(rows)('is %s', (_, history, wanted, expected) => {
    expect(missingFor(history, wanted)).toEqual(expected);
  });

  it('is read from rows as the ledger shows them', () => {
    expect(historyOf({ teams: [held('2020-01-01', null)] }, 'teams')).toHaveLength(1);
    expect(historyOf({ teams: ['A'] }, 'teams')).toEqual([]);
    expect(historyOf(undefined, 'teams')).toEqual([]);
  });
});
