import { cellsOf } from './cells.js';
import { type DateOrder } from './mapping.js';

const read = (value: string, dates: DateOrder = 'iso') =>
  cellsOf([value], new Map([['field', 0]]), { dates });

const ruleOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { rule: string }).rule;
  }
  return 'none';
};

describe('cells', () => {
  it.each([
    ['2017-03-01', 'iso', '2017-03-01'],
    ['2017-3-1', 'iso', '2017-03-01'],
    ['2017-03-01 10:00:00', 'iso', '2017-03-01'],
    ['2017/3/1', 'iso', '2017-03-01'],
    ['2017/03/01 10:00', 'iso', '2017-03-01'],
    ['3/1/2017', 'mdy', '2017-03-01'],
    ['3/1/2017', 'dmy', '2017-01-03'],
    ['31.12.2017', 'dmy', '2017-12-31'],
  ] as const)('%s in the order %s is %s', (value, order, date) => {
    expect(read(value, order).date('field')).toBe(date);
  });

  it.each([
    ['2017-02-30', 'iso'],
    ['9999-01-01', 'iso'],
    ['3/1/2017', 'iso'],
    ['2017/3-1', 'iso'],
    ['13/1/2017', 'mdy'],
    ['yesterday', 'iso'],
  ] as const)('%s in the order %s is refused', (value, order) => {
    expect(ruleOf(() => read(value, order).date('field'))).toBe('row-date');
  });

  it.each([
    ['1054', '1054'],
    ['1054.00', '1054.00'],
    ['007', '7'],
    ['0', '0'],
    ['-5', '-5'],
  ])('the amount %s is %s', (value, amount) => {
    expect(read(value).amount('field')).toBe(amount);
  });

  it.each(['1,054.00', '$5', 'NaN', '1e9', '9'.repeat(400), '1.23456'])(
    'the amount %s is refused',
    (value) => {
      expect(ruleOf(() => read(value).amount('field'))).toBe('row-amount');
    },
  );

  it('takes an empty cell as absent, and refuses it where a value is needed', () => {
    const cells = read('  ');
    expect([cells.text('field'), cells.date('field'), cells.amount('field')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(ruleOf(() => cells.required('field'))).toBe('row-field-missing');
  });

  it.each([
    ['60', 6000],
    ['60%', 6000],
    ['12.5', 1250],
    ['0.25 %', 25],
    ['100', 10_000],
    ['0', 0],
  ])('the percentage %s is %d basis points', (value, bp) => {
    expect(read(value).percentBp('field')).toBe(bp);
  });

  it.each(['101', '-1', '12.345', 'half', '1e1', '100.01'])(
    'the percentage %s is refused',
    (value) => {
      expect(ruleOf(() => read(value).percentBp('field'))).toBe('row-percent');
    },
  );

  it('reads times in the order of the file’s dates', () => {
    expect(read('3/1/2026 10:00', 'mdy').instant('field', 'UTC')).toBe('2026-03-01T10:00:00Z');
    expect(read('2026/3/1 10:00').instant('field', 'UTC')).toBe('2026-03-01T10:00:00Z');
    expect(ruleOf(() => read('3/1/2026 10:00').instant('field', 'UTC'))).toBe('row-time');
  });

  it('takes off a prefix, then looks up what the cell means', () => {
    const reading = {
      dates: 'iso',
      prefixes: { field: 'zcrm_' },
      values: { field: { '7': 'Ada', '-None-': '' } },
    } as const;
    const meant = (value: string) =>
      cellsOf([value], new Map([['field', 0]]), reading).text('field');
    expect(['zcrm_7', '7', 'zcrm_8', '-None-', 'constructor'].map(meant)).toEqual([
      'Ada',
      'Ada',
      '8',
      undefined,
      'constructor',
    ]);
  });

  it('takes off the apostrophe that a report puts before a formula', () => {
    expect(read("'=SUM(A1)").text('field')).toBe('=SUM(A1)');
    expect(read("'tis").text('field')).toBe("'tis");
  });
});
