import { createHash } from 'node:crypto';
import { Rejection, type Row, type TextValues } from '@ledger/ledger';
import { type CsvFile } from './csv-file.js';
import { importFile } from './import-file.js';
import { type ListKind } from './mapping.js';
import { type ImportEdge, type WantedRows } from './planner.js';
import { presets } from './presets.js';
import { type ImportTotals, type RowReport } from './report.js';

/** A ledger in memory that knows Ada, Konex and the product Kit, and takes every command that it is sent. */
class Installation {
  readonly sent: string[] = [];
  readonly data: object[] = [];
  /** A command type that a rule refuses. */
  refusing: string | undefined;
  /** The sequences that the read models were asked to show. */
  readonly asked: (number | undefined)[] = [];
  readonly ids = new Map([
    ['salesperson Ada', 'sp-ada'],
    ['customer Konex', 'cust-konex'],
  ]);
  readonly names = new Map<string, Row>([['kit', { product: 'kit' }]]);

  edge(): ImportEdge {
    return {
      ledger: 'acme',
      system: 'crm',
      currency: 'USD',
      firstDay: '2026-01-01',
      timeZone: 'Asia/Shanghai',
      today: '2026-03-01',
      fingerprint: (text) => createHash('sha256').update(text).digest('base64url'),
      lookUp: (kind, key) => Promise.resolve(this.ids.get(`${kind} ${key}`)),
      claim: (kind, key, prefix) => {
        const id = this.ids.get(`${kind} ${key}`) ?? `${prefix}-${this.ids.size}`;
        this.ids.set(`${kind} ${key}`, id);
        return Promise.resolve(id);
      },
      head: () => Promise.resolve(41 + this.sent.length),
      send: (commands, { expectedVersion = 0 }) => {
        if (commands.some(({ type }) => type === this.refusing)) {
          return Promise.reject(new Rejection('planted', { status: 409, en: 'no', zh: '不' }, {}));
        }
        for (const { type, subject, data } of commands) {
          this.data.push(data);
          this.sent.push(`${type} ${subject}`);
        }
        const [{ subject }] = commands;
        const entries = commands.length;
        const sequence = 41 + this.sent.length;
        const version = expectedVersion + entries;
        return Promise.resolve({ ledger: 'acme', subject, version, sequence, entries });
      },
      rows: (wanted, after) => Promise.resolve(this.rows(wanted, after)),
    };
  }

  private rows({ collection, ids }: WantedRows, after: number | undefined) {
    this.asked.push(after);
    const rows = ids.map((id) => (collection === 'product-name' ? this.names.get(id) : undefined));
    return { rows, sequence: after ?? 0 };
  }
}

describe('an import of a list', () => {
  const head: { readonly [kind in ListKind]: string } = {
    organization: 'salesperson,manager,region',
    products: 'product,price',
    customers: 'account',
    pipeline: 'deal id,salesperson,product,account,stage,close date,value',
  };
  const imported = async (
    kind: ListKind,
    lines: readonly string[],
    to = new Installation(),
  ): Promise<{ readonly rows: RowReport[]; readonly totals: ImportTotals }> => {
    const cells = lines.map((text, place) => ({ line: place + 2, cells: text.split(',') }));
    const file: CsvFile = {
      header: head[kind].split(','),
      rows: lines.length,
      stream: async function* () {
        yield* await Promise.resolve(cells);
      },
    };
    const rows: RowReport[] = [];
    const onRow = (row: RowReport): Promise<void> => {
      rows.push(row);
      return Promise.resolve();
    };
    const totals = await importFile({ file, mapping: presets[kind], edge: to.edge(), onRow });
    return { rows, totals };
  };

  it('sends the commands of each row and counts them', async () => {
    const to = new Installation();
    const { rows, totals } = await imported(
      'pipeline',
      ['D-1,Ada,Kit,Konex,Won,2026-02-01,100', 'D-2,Ada,,,Engaging,,'],
      to,
    );
    expect(to.sent).toEqual(['OpenDeal deal/D-1', 'WinDeal deal/D-1', 'OpenDeal deal/D-2']);
    expect(rows.map(({ outcome, entries }) => [outcome, entries])).toEqual([
      ['recorded', 2],
      ['recorded', 1],
    ]);
    expect(totals).toEqual({
      rows: 2,
      recorded: 2,
      unchanged: 0,
      refused: 0,
      entries: 3,
      sequence: 44,
    });
  });

  it('plans on read models that show what was recorded before it began', async () => {
    const to = new Installation();
    await imported('pipeline', ['D-1,Ada,Kit,Konex,Won,2026-02-01,100'], to);
    expect(to.asked).toEqual([41, 41]);
  });

  const refusals: readonly [ListKind, string, string, TextValues][] = [
    ['pipeline', 'D-1,Ada,Kit,Konex,Won', 'row-width', { found: 5, expected: 7 }],
    [
      'pipeline',
      'D-1,Bo,Kit,Konex,Won,2026-02-01,1',
      'row-salesperson-unknown',
      { value: 'Bo', system: 'crm' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Nowhere,Won,2026-02-01,1',
      'row-customer-unknown',
      { value: 'Nowhere', system: 'crm' },
    ],
    [
      'pipeline',
      'D-1,Ada,Nothing,Konex,Won,2026-02-01,1',
      'row-product-unknown',
      { value: 'Nothing' },
    ],
    ['pipeline', 'D-1,Ada,Kit,Konex,Won,,1', 'row-field-missing', { field: 'closedOn' }],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-02-30,1',
      'row-date',
      { field: 'closedOn', value: '2026-02-30', order: 'iso' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-02-01,1e3',
      'row-amount',
      { field: 'value', value: '1e3' },
    ],
    [
      'organization',
      'Ada,Ada,North',
      'row-field-invalid',
      { field: 'manager', value: 'Ada', reason: expect.any(String) as string },
    ],
    ['customers', '', 'row-field-missing', { field: 'customer' }],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-02-01,-5',
      'row-amount-negative',
      { field: 'value', value: '-5' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-02-01,5.123',
      'row-amount-decimals',
      { field: 'value', value: '5.123', currency: 'USD' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-03-02,5',
      'row-day-out-of-range',
      { field: 'closedOn', value: '2026-03-02', from: '2026-01-01', to: '2026-03-01' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Enga\u200bging,,',
      'row-field-refused',
      { field: 'stage', value: '"Enga\u200bging"', rule: 'isPlainText' },
    ],
    [
      'organization',
      `${'A'.repeat(121)},,`,
      'row-field-refused',
      { field: 'name', value: `"${'A'.repeat(59)}`, rule: 'maxLength' },
    ],
  ];
  it.each(refusals)('of kind %s refuses the row "%s": %s', async (kind, line, code, values) => {
    const to = new Installation();
    const { rows, totals } = await imported(kind, [line], to);
    expect(rows).toMatchObject([{ line: 2, outcome: 'refused', entries: 0, code, values }]);
    expect(rows[0]?.cells).toEqual(line.split(','));
    expect(rows[0]?.text).toEqual({
      status: expect.any(Number),
      en: expect.any(String),
      zh: expect.any(String),
    });
    expect(totals).toMatchObject({ rows: 1, refused: 1, entries: 0, sequence: 0 });
    expect(to.sent).toEqual([]);
  });

  it('names a record key that is no id by its digest only', async () => {
    const to = new Installation();
    await imported('pipeline', ['ada@acme.example,Ada,Kit,Konex,Engaging,,'], to);
    expect(to.data).toMatchObject([{ source: { record: expect.stringMatching(/^[\w-]{43}$/) } }]);
    expect(JSON.stringify([to.sent, to.data])).not.toContain('acme.example');
  });

  it('refuses only the rows that name a manager whom a rule refuses', async () => {
    const to = new Installation();
    to.refusing = 'AssignManager';
    const { rows } = await imported('organization', ['Bo,,North', 'Cy,Di,North', 'Ed,,North'], to);
    expect(rows.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'recorded',
      'planted',
      'recorded',
    ]);
  });

  it('numbers teams by territory and keeps their managers’ names out of them', async () => {
    const to = new Installation();
    await imported('organization', ['Bo,Di,North', 'Cy,Flo,North'], to);
    await imported('organization', ['Ed,Gus,North'], to);
    const names = to.data.flatMap((data) => ('name' in data ? [data.name] : []));
    expect(names).toEqual(expect.arrayContaining(['North 1', 'North 2', 'North 3']));
  });

  it('goes on after a refused row', async () => {
    const { rows } = await imported('customers', ['', 'Plasmo']);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['refused', 'recorded']);
  });
});
