import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CsvRow, columnsOf, openCsv } from './csv-file.js';
import { mappingWith } from './mapping.js';
import { presets } from './presets.js';

const head = 'product,series,sales_price';

describe('a CSV file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-csv-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const opened = async (content: string | Buffer, encoding = 'utf-8', overrides?: object) => {
    const path = join(folder, 'file.csv');
    await writeFile(path, content);
    const bytes = { stream: () => createReadStream(path) };
    return openCsv(bytes, mappingWith(presets.products, overrides), encoding);
  };
  const rowsOf = async (rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> => {
    const all: CsvRow[] = [];
    for await (const row of rows) all.push(row);
    return all;
  };

  it('is counted, then streamed with the line of each row', async () => {
    const file = await opened(`${head}\nGTX,G,1\n"MG\nMini",M,2\n`);
    expect(file).toMatchObject({ header: head.split(','), rows: 2 });
    expect(await rowsOf(file.stream())).toEqual([
      { line: 2, cells: ['GTX', 'G', '1'] },
      { line: 4, cells: ['MG\nMini', 'M', '2'] },
    ]);
  });

  it.each([
    ['a byte order mark', `\ufeff${head}\nGTX,G,1\n`],
    ['Windows line ends', `${head}\r\nGTX,G,1\r\n`],
    ['semicolons', `${head.replaceAll(',', ';')}\nGTX;G;1\n`],
    ['tabs', `${head.replaceAll(',', '\t')}\nGTX\tG\t1\n`],
    ['quotes around everything', '"product","series","sales_price"\n"GTX","G","1"\n'],
    ['empty lines', `${head}\n\nGTX,G,1\n\n`],
    ['no line end at the end', `${head}\nGTX,G,1`],
  ])('may have %s', async (_, content) => {
    const file = await opened(content);
    expect((await rowsOf(file.stream())).map(({ cells }) => cells)).toEqual([['GTX', 'G', '1']]);
  });

  it('may be written in GB 18030, as spreadsheets in China do', async () => {
    const content = Buffer.concat([
      Buffer.from('product\n'),
      Buffer.from([0xb2, 0xfa, 0xc6, 0xb7]),
    ]);
    const file = await opened(content, 'gb18030');
    expect((await rowsOf(file.stream()))[0]?.cells).toEqual(['产品']);
  });

  it.each([
    [
      'bytes that are no UTF-8',
      Buffer.from([...Buffer.from(`${head}\n`), 0xb2, 0xfa]),
      'csv-encoding',
    ],
    [
      'a character cut off at the end',
      Buffer.from([...Buffer.from(`${head}\n`), 0xe4, 0xba]),
      'csv-encoding',
    ],
    ['a quote that never ends', `${head}\n"GTX,G,1\n`, 'csv-unreadable'],
    ['a quote in the middle', `${head}\nG"T"X,G,1\n`, 'csv-unreadable'],
    ['nothing', '', 'csv-empty'],
    ['other columns', 'name;price\nGTX;1\n', 'csv-columns-missing'],
    ['a column twice', 'product,price,Price\nGTX,1,2\n', 'csv-column-twice'],
    ['two columns for a field', 'product,price,list price\nGTX,1,2\n', 'csv-columns-rival'],
    [
      'a column twice beside one for the same field',
      'product,price,list price,price\nGTX,1,2,3\n',
      'csv-column-twice',
    ],
  ])('with %s is refused as a whole', async (_, content, rule) => {
    await expect(opened(content)).rejects.toMatchObject({ rule });
  });

  const headless = { header: false, columns: { product: [2], listPrice: [1] } };

  it.each([
    ['tabs', '1\tGTX\n2\tMG, small\n'],
    ['semicolons', '1;GTX\n2;MG, small\n'],
  ])('may have no header and %s: columns are numbered', async (_, content) => {
    const file = await opened(content, 'utf-8', headless);
    expect(file).toMatchObject({ header: ['#1', '#2'], rows: 2 });
    expect(await rowsOf(file.stream())).toEqual([
      { line: 1, cells: ['1', 'GTX'] },
      { line: 2, cells: ['2', 'MG, small'] },
    ]);
    expect(columnsOf(file.header, mappingWith(presets.products, headless))).toEqual(
      new Map([
        ['product', 1],
        ['listPrice', 0],
      ]),
    );
  });

  it('lacks a numbered column that it does not have', async () => {
    const beyond = { header: false, columns: { product: [3] } };
    await expect(opened('1,GTX\n', 'utf-8', beyond)).rejects.toMatchObject({
      rule: 'csv-columns-missing',
    });
  });

  it.each([
    ['a number', { columns: { listPrice: [3] } }, 2],
    ['its own name', { columns: { listPrice: ['list price'] } }, 3],
  ])(
    'takes the column that a mapping means by %s, whatever others there are',
    async (_, map, at) => {
      const file = await opened('product,price,price,list price\nGTX,1,2,3\n', 'utf-8', map);
      const columns = columnsOf(file.header, mappingWith(presets.products, map));
      expect(columns.get('listPrice')).toBe(at);
    },
  );

  it('may have a column twice that nothing is read from', async () => {
    const file = await opened('product,note,note\nGTX,1,2\n');
    expect(file.rows).toBe(1);
  });

  it('says which columns could be meant', async () => {
    await expect(opened('product,price,list price\nGTX,1,2\n')).rejects.toMatchObject({
      detail: { field: 'listPrice', columns: 'price (2), list price (3)' },
    });
  });

  const own = 'outcome,code,message,subject,entries,line';
  it.each([
    ['a report', own, 'refused,x,y,,0,1'],
    ['a report on a report', `${own},${own}`, 'refused,x,y,,0,1,refused,x,y,,0,1'],
  ])('is itself again, with names, where it comes back in %s', async (_, names, answers) => {
    const file = await opened(`${names},#1,#2\n${answers},5,GTX\n`, 'utf-8', headless);
    expect(file).toMatchObject({ header: ['#1', '#2'], rows: 1 });
    expect(await rowsOf(file.stream())).toEqual([{ line: 2, cells: ['5', 'GTX'] }]);
  });

  it('may have columns that a report has, too', async () => {
    const file = await opened(`${own},product,code\nrefused,x,y,,0,1,GTX,7\n`);
    expect(file.header).toEqual(['product', 'code']);
  });

  it('may have any delimiter that the mapping names', async () => {
    const file = await opened('product~price\nGTX~1\n', 'utf-8', { delimiter: '~' });
    expect((await rowsOf(file.stream()))[0]?.cells).toEqual(['GTX', '1']);
  });

  it('finds columns whatever their case and spaces', () => {
    expect(columnsOf([' Product ', 'PRICE'], presets.products)).toEqual(
      new Map([
        ['product', 0],
        ['listPrice', 1],
      ]),
    );
  });
});
