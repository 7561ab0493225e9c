import { parse } from 'csv-parse/sync';
import { csvText } from './csv.js';

const read = (text: string): readonly (readonly string[])[] => parse(text, { bom: true });
const list = { name: 'deals', rows: 'deals', columns: ['id', 'won.amount', 'lines.product'] };

describe('a list as CSV', () => {
  it('is read back as it was, whatever its cells hold', () => {
    const awkward = ['plain', '逗号，"引号", and\nlines', ' spaces ', "it's", '; ', '北京\r\n上海'];
    const deals = awkward.map((id) => ({ id }));
    expect(read(csvText({ deals }, list))).toEqual([
      ['id', 'won.amount', 'lines.product'],
      ...awkward.map((id) => [id, '', '']),
    ]);
  });

  it('begins with a byte order mark, and holds its head where there are no rows', () => {
    expect(csvText({ deals: [] }, list)).toBe('\uFEFFid,won.amount,lines.product\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-cmd|x', "'-cmd|x"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ['-12.50', '-12.50'],
    [-3, '-3'],
    ['a=b', 'a=b'],
    [0, '0'],
    [false, 'false'],
    [null, ''],
  ])('shows %j as %j: no cell is a formula, and numbers are numbers', (id, shown) => {
    expect(read(csvText({ deals: [{ id }] }, list))[1]?.[0]).toBe(shown);
  });

  it('follows paths into objects, and joins lists', () => {
    const lines = [{ product: 'p-1' }, { product: null }, { product: 'p-2' }];
    const deals = [{ id: 'D-1', won: { amount: '-5.00' }, lines }];
    expect(read(csvText({ deals }, list))[1]).toEqual(['D-1', '-5.00', 'p-1; ; p-2']);
  });

  it('tells several lists and objects in one file, whose first column names the part', () => {
    const answer = {
      own: { id: 'all', value: 3, more: null },
      rows: [{ id: 'ann', value: 1 }, { id: 'bob' }],
      won: { deals: [{ deal: 'D-1' }], more: null },
      lost: { deals: [], more: '/lost' },
    };
    const parts = {
      own: ['id', 'value'],
      rows: ['id', 'value'],
      'won.deals': ['deal'],
      won: ['more'],
      'lost.deals': ['deal'],
      lost: ['more'],
    };
    expect(read(csvText(answer, { name: 'page', parts }))).toEqual([
      ['part', 'id', 'value', 'deal', 'more'],
      ['own', 'all', '3', '', ''],
      ['rows', 'ann', '1', '', ''],
      ['rows', 'bob', '', '', ''],
      ['won.deals', '', '', 'D-1', ''],
      ['lost', '', '', '', '/lost'],
    ]);
  });

  it('gives a line to each element of a list where it is asked to, and one where there is none', () => {
    const changes = [
      { field: 'stage', after: 'x' },
      { field: '=a', after: { b: 1 } },
    ];
    const entries = [
      { id: 1, changes },
      { id: 2, changes: [] },
    ];
    const columns = ['id', 'changes.field', 'changes.after'];
    const text = csvText({ entries }, { name: 'audit', rows: 'entries', columns, each: 'changes' });
    expect(read(text).slice(1)).toEqual([
      ['1', 'stage', 'x'],
      ['1', "'=a", '{"b":1}'],
      ['2', '', ''],
    ]);
  });
});
