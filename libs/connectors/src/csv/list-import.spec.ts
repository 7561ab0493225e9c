import { createHash } from 'node:crypto';
import { Rejection, type Row, type TextValues, say } from '@ledger/ledger';
import { type CsvFile } from './csv-file.js';
import { importFile } from './import-file.js';
import { type Mapping, mappingWith } from './mapping.js';
import { type ImportEdge, type WantedRows } from './planner.js';
import { type PresetName, presets } from './presets.js';
import { type ImportTotals, type RowReport } from './report.js';
import { Turns } from './turns.js';

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
      calendars: [
        { from: '2015-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } },
      ],
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
  const head: { readonly [kind in PresetName]: string } = {
    organization: 'salesperson,manager,region',
    'zoho-deals':
      'Record Id,Deal Owner,Stage,Closing Date,Amount,Created Time,Modified Time,Probability (%),Currency',
    products: 'product,price',
    customers: 'account',
    pipeline: 'deal id,salesperson,product,account,stage,close date,value',
    targets: 'salesperson,team,territory,product,metric,period,target',
    feedback: 'id,date,kind,scale,score,csat,nps,salesperson,customer,product',
    leads: 'lead id,lead name,status,source,salesperson,customer',
    'zoho-leads': 'Record Id,Lead Name,Lead Status,Is Converted,Converted Account.id,Lead Source',
  };
  const imported = async (
    kind: PresetName,
    lines: readonly string[],
    to = new Installation(),
    names = head[kind],
    mapping: Mapping = presets[kind],
  ): Promise<{ readonly rows: RowReport[]; readonly totals: ImportTotals }> => {
    const cells = lines.map((text, place) => ({ line: place + 2, cells: text.split(',') }));
    const file: CsvFile = {
      header: names.split(','),
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
    const turns = new Turns(1);
    const totals = await importFile({ file, mapping, edge: to.edge(), turns, onRow });
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
      openStages: [{ stage: 'Engaging', rows: 1, pastCloseDate: 0 }],
    });
  });

  it('plans on read models that show what was recorded before it began', async () => {
    const to = new Installation();
    await imported('pipeline', ['D-1,Ada,Kit,Konex,Won,2026-02-01,100'], to);
    expect(to.asked).toEqual([41, 41]);
  });

  const refusals: readonly [PresetName, string, string, TextValues][] = [
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
    ['pipeline', 'D-1,Ada,Kit,Konex,Won,,1', 'row-field-missing', { field: 'close date' }],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Won,2026-02-30,1',
      'row-date',
      { field: 'close date', value: '2026-02-30', order: 'iso' },
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
    [
      'zoho-deals',
      'zcrm_1,Ada,Negotiation,2026-06-01,5,2026-02-01 09:00,2026-02-01 9 am,60,USD',
      'row-time',
      { field: 'Modified Time', value: '2026-02-01 9 am', order: 'iso' },
    ],
    [
      'zoho-deals',
      'zcrm_1,Ada,Negotiation,2026-06-01,5,2026-02-01 09:00,2026-02-01 09:00,600,USD',
      'row-percent',
      { field: 'Probability (%)', value: '600' },
    ],
    [
      'zoho-deals',
      'zcrm_1,Ada,Negotiation,2026-06-01,5,2026-02-01 09:00,2026-02-01 09:00,60,Dollar',
      'row-currency-unknown',
      { field: 'Currency', value: 'Dollar' },
    ],
    ['customers', '', 'row-field-missing', { field: 'account' }],
    [
      'targets',
      ',,,,,2026-Q1,5',
      'row-scope-missing',
      { fields: 'salesperson, team, territory, product, segment, channel, scope' },
    ],
    [
      'targets',
      'Ada,West,,,,2026-Q1,5',
      'row-scope-several',
      { first: 'salesperson', second: 'team' },
    ],
    ['targets', 'Bo,,,,,2026-Q1,5', 'row-salesperson-unknown', { value: 'Bo', system: 'crm' }],
    ['targets', ',West,,,,2026-Q1,5', 'row-team-unknown', { value: 'West', system: 'crm' }],
    ['targets', ',,N,,,2026-Q1,5', 'row-territory-unknown', { value: 'N', system: 'crm' }],
    ['targets', ',,,Nothing,,2026-Q1,5', 'row-product-unknown', { value: 'Nothing' }],
    ['targets', 'Ada,,,,,,5', 'row-field-missing', { field: 'period' }],
    ['targets', 'Ada,,,,,2026-Q1,', 'row-field-missing', { field: 'target' }],
    ['targets', 'Ada,,,,,2026-Q1,5k', 'row-amount', { field: 'target', value: '5k' }],
    ['feedback', 'F-1,,,,,4,,,,', 'row-field-missing', { field: 'date' }],
    ['feedback', 'F-1,2026-02-01,,,,4.5,,,,', 'row-score', { field: 'csat', value: '4.5' }],
    ['feedback', 'F-1,2026-02-01,,,,4,9,,,', 'row-score-several', { first: 'csat', second: 'nps' }],
    ['feedback', 'F-1,2026-02-01,,,4,,,,,', 'row-field-missing', { field: 'scale' }],
    [
      'feedback',
      'F-1,2026-02-01,,stars,4,,,,,',
      'row-field-refused',
      { field: 'scale', value: '"stars"', 0: 'csat, nps, ces' },
    ],
    [
      'feedback',
      'F-1,2026-02-01,,,,4,,,Nowhere,',
      'row-customer-unknown',
      { value: 'Nowhere', system: 'crm' },
    ],
    ['leads', 'L-1,,new,web,Ada,', 'row-field-missing', { field: 'lead name' }],
    ['leads', 'L-1,Li Wei,new,web,Bo,', 'row-salesperson-unknown', { value: 'Bo', system: 'crm' }],
    [
      'zoho-leads',
      'zcrm_1,Li Wei,Contacted,true,zcrm_7,Web',
      'row-customer-unknown',
      { value: '7', system: 'crm' },
    ],
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
      { field: 'close date', value: '2026-03-02', from: '2026-01-01', to: '2026-03-01' },
    ],
    [
      'pipeline',
      'D-1,Ada,Kit,Konex,Enga\u200bging,,',
      'row-field-refused',
      { field: 'stage', value: '"Enga\u200bging"', 0: 'U+200B' },
    ],
    [
      'organization',
      `${'A'.repeat(121)},,`,
      'row-field-refused',
      { field: 'salesperson', value: `"${'A'.repeat(59)}`, 0: '120' },
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
    expect(totals).toMatchObject({ rows: 1, refused: 1, entries: 0, sequence: 41 });
    expect(to.sent).toEqual([]);
  });

  it('takes a percentage as the target of a ratio, and of nothing else', async () => {
    const to = new Installation();
    const lines = ['2026,60%,win-rate', '2027,7.25 %,win-rate', '2026,120％,attainment-x'];
    const { rows } = await imported('targets', lines, to, 'period,target,metric');
    expect(to.data).toMatchObject([{ value: '0.60' }, { value: '0.0725' }]);
    expect(rows[2]).toMatchObject({ code: 'row-amount', values: { value: '120％' } });
  });

  it('takes a comment as a customer wrote it, with lines and joined emoji', async () => {
    const to = new Installation();
    const comment = 'Late.\r\nBut we like it 👨\u200d👩\u200d👧';
    await imported('feedback', [`F-1,2026-02-01,5,${comment}`], to, 'id,date,csat,comment');
    expect(to.data).toMatchObject([{ comment }]);
  });

  it('names the allowed words where a row has another one', async () => {
    const { rows } = await imported(
      'targets',
      ['2026,5,guess'],
      new Installation(),
      'period,target,basis',
    );
    const [{ text, values } = { text: undefined, values: {} }] = rows;
    expect(text === undefined ? [] : [say(text, 'en', values), say(text, 'zh', values)]).toEqual([
      'In the row, basis must be one of: history, forecast, judgement. It is "guess"; correct it in the file.',
      '该行的 basis 应为以下之一：history, forecast, judgement，现为 "guess"。请在文件中更正。',
    ]);
  });

  it('sets targets by kind of scope, and of the whole organisation where no column names one', async () => {
    const to = new Installation();
    to.ids.set('team Mia', 'team-1').set('territory N', 'terr-1');
    const lines = [
      'Ada,,,,,2026-Q1,5',
      ',Mia,,,,2026-Q1,5',
      ',,N,,,2026,5',
      ',,,KIT,deals-won,2026,5',
    ];
    await imported('targets', lines, to);
    await imported('targets', ['2026,100.50'], to, 'period,target');
    const basis = 'judgement';
    expect(to.data).toMatchObject([
      { scope: 'salesperson/sp-ada', metric: 'sales-amount', period: '2026-Q1', value: '5', basis },
      { scope: 'team/team-1' },
      { scope: 'territory/terr-1', period: '2026' },
      { scope: 'product/kit', metric: 'deals-won' },
      { scope: 'organization', value: '100.50' },
    ]);
    expect(JSON.stringify(to.data)).not.toContain('Ada');
  });

  it('does not guess which period a date stands for', async () => {
    const to = new Installation();
    const run = imported('targets', ['Ada,2026-02-01,5'], to, 'salesperson,date,target');
    await expect(run).rejects.toMatchObject({
      rule: 'mapping-invalid',
      detail: { field: 'grain' },
    });
  });

  it('receives feedback by the column of a scale, or by scale and score', async () => {
    const to = new Installation();
    const lines = ['F-1,2026-02-01,问卷,,,4,,Ada,Konex,Kit', 'F-2,2026-02-02,CALL,NPS,9.0,,,,,'];
    await imported('feedback', lines, to);
    expect(to.sent).toEqual(['ReceiveFeedback feedback/F-1', 'ReceiveFeedback feedback/F-2']);
    expect(to.data).toMatchObject([
      {
        kind: 'survey',
        score: { scale: 'csat', value: 4 },
        salesperson: 'sp-ada',
        customer: 'cust-konex',
        product: 'kit',
      },
      { kind: 'call', score: { scale: 'nps', value: 9 } },
    ]);
  });

  it('takes a lead through its turns, by status or by flag', async () => {
    const to = new Installation();
    to.ids.set('customer 7', 'cust-7');
    await imported('leads', ['L-1,Li Wei,Unqualified,web,Ada,Konex'], to);
    const lines = ['zcrm_1,Li Na,Contacted,true,zcrm_7,-None-', 'zcrm_2,Bo Li,Junk Lead,false,,'];
    await imported('zoho-leads', lines, to);
    expect(to.sent).toEqual([
      'ReceiveLead lead/L-1',
      'DisqualifyLead lead/L-1',
      'ReceiveLead lead/1',
      'ConvertLead lead/1',
      'ReceiveLead lead/2',
      'DisqualifyLead lead/2',
    ]);
    expect(to.data).toMatchObject([
      { salesperson: 'sp-ada', customer: 'cust-konex', receivedOn: '2026-03-01' },
      { disqualifiedOn: '2026-03-01', reason: 'Unqualified' },
      { channel: 'unknown' },
      { convertedOn: '2026-03-01', customer: 'cust-7' },
      { channel: 'unknown' },
      { reason: 'Junk Lead' },
    ]);
  });

  const contradictions: readonly [PresetName, readonly string[]][] = [
    ['pipeline', ['D-1,Ada,Kit,Konex,Engaging,,1', 'D-1,Ada,Kit,Konex,Engaging,,2']],
    ['products', ['Box,1', 'box,2']],
    ['organization', ['Bo,,North', 'Bo,,South']],
  ];
  it.each(contradictions)(
    'of kind %s refuses a row that contradicts one before it',
    async (...of) => {
      const [kind, [first = '', other = '']] = of;
      const { rows } = await imported(kind, [first, other, first]);
      expect(rows.map(({ code }) => code)).toEqual([undefined, 'row-record-twice', undefined]);
      expect(rows[1]).toMatchObject({ line: 3, outcome: 'refused', values: { first: 2 } });
    },
  );

  it('tells the stages that it took as open, and which of their rows are past their close date', async () => {
    const { totals } = await imported('pipeline', [
      'D-1,Ada,Kit,Konex,Engaging,2026-04-01,1',
      'D-2,Ada,Kit,Konex,Engaging,,1',
      'D-3,Ada,Kit,Konex,Closed - Won,2026-02-28,1',
      'D-4,Ada,Kit,Konex,Closed - Won,2026-03-01,1',
      'D-5,Ada,Kit,Konex,Won,2026-02-28,1',
    ]);
    expect(totals.openStages).toEqual([
      { stage: 'Closed - Won', rows: 2, pastCloseDate: 1 },
      { stage: 'Engaging', rows: 2, pastCloseDate: 0 },
    ]);
  });

  it('tells the statuses of leads that nobody knows, and were taken as received', async () => {
    const { totals } = await imported('leads', [
      'L-1,Li Wei,Qualified,web,Ada,Konex',
      'L-2,Li Wei,Hot,web,Ada,Konex',
      'L-3,Li Wei,Prequalified,web,Ada,Konex',
      'L-4,Li Wei,Prequalified,web,Ada,Konex',
      'L-5,Li Wei,New,web,Ada,Konex',
      'L-6,Li Wei,,web,Ada,Konex',
    ]);
    expect(totals.receivedStatuses).toEqual([
      { status: 'Prequalified', rows: 2 },
      { status: 'Hot', rows: 1 },
    ]);
    const lines = ['zcrm_1,Li Na,Contacted,false,,web', 'zcrm_2,Bo Li,Hot,true,zcrm_7,web'];
    const to = new Installation();
    to.ids.set('customer 7', 'cust-7');
    const known = await imported('zoho-leads', lines, to);
    expect(known.totals).not.toHaveProperty('receivedStatuses');
    const many = Array.from({ length: 120 }, (_, n) => `L-${n},Li Wei,Status ${n},web,Ada,Konex`);
    expect((await imported('leads', many)).totals.receivedStatuses).toHaveLength(100);
  });

  it('names no more stages than anybody reads', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => `D-${n},Ada,Kit,Konex,Stage ${n},,1`);
    const { totals } = await imported('pipeline', lines);
    expect(totals.openStages).toHaveLength(100);
  });

  it('knows products by the aliases of its mapping', async () => {
    const to = new Installation();
    const lines = ['D-1,Ada,KOFFER,Konex,Engaging,,1'];
    const mapping = mappingWith(presets.pipeline, { aliases: { Kit: ['Koffer'] } });
    await imported('pipeline', lines, to, head.pipeline, mapping);
    expect(to.data).toMatchObject([{ products: ['kit'] }]);
  });

  it('takes vendor ids without their prefix, and times in the zone of the ledger', async () => {
    const to = new Installation();
    const line = 'zcrm_77,Ada,Negotiation,2026-06-01,5,2026-02-01 00:30,2026-02-01 09:00,60,USD';
    await imported('zoho-deals', [line], to);
    expect(to.sent).toEqual(['OpenDeal deal/77']);
    expect(to.data).toMatchObject([
      {
        openedOn: '2026-02-01',
        expectedCloseOn: '2026-06-01',
        probabilityBp: 6000,
        source: { record: '77', modifiedAt: '2026-02-01T01:00:00Z' },
      },
    ]);
  });

  describe('of people with dates', () => {
    const dated = 'name,territory,from,to,team,parent team';
    const run = (lines: readonly string[], to: Installation, names = dated) =>
      imported('organization', lines, to, names);

    it('assigns from day to day and ends where no row follows', async () => {
      const to = new Installation();
      const lines = ['Bo,N,2026-01-01,2026-01-31,,', 'Bo,S,2026-02-01,2026-02-10,,'];
      await run(lines, to);
      const days = to.data.filter((data) => 'effectiveOn' in data && 'territory' in data);
      // The ledger in memory shows no rows, so each row's own assignments are all there is.
      expect(days).toMatchObject([
        { territory: expect.any(String), effectiveOn: '2026-01-01' },
        { territory: expect.any(String), effectiveOn: '2026-02-01' },
        { territory: null, effectiveOn: '2026-02-11' },
      ]);
    });

    it('makes named teams under named teams', async () => {
      const to = new Installation();
      await run(['Bo,,,,Field,Sales', 'Cy,,,,Field,Sales'], to);
      expect(to.data).toMatchObject([
        { name: 'Sales' },
        { name: 'Field', parent: expect.any(String) },
        { name: 'Bo' },
        { team: expect.any(String) },
        { name: 'Cy' },
        { team: expect.any(String) },
      ]);
    });

    it.each([
      ['Bo,N,,2026-01-31,,', 'row-field-missing'],
      ['Bo,N,2026-02-01,2026-01-30,,', 'row-ends-before'],
      ['Bo,N,2026-02-30,,,', 'row-date'],
      ['Bo,N,,,,Sales', 'row-field-missing'],
    ])('refuses the row "%s": %s', async (line, code) => {
      const to = new Installation();
      const { rows } = await run([line], to);
      expect(rows).toMatchObject([{ outcome: 'refused', code }]);
      expect(to.sent).toEqual([]);
    });

    it('refuses a team that two rows put under different teams: row-field-invalid', async () => {
      const { rows } = await run(['Bo,,,,Field,Sales', 'Cy,,,,Field,Service'], new Installation());
      expect(rows.map(({ outcome, code }) => code ?? outcome)).toEqual([
        'recorded',
        'row-field-invalid',
      ]);
    });
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
