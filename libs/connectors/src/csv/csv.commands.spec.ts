import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { type Sender } from '@ledger/ledger';
import { CsvImports, ImportQuery } from './csv.commands.js';
import { type ImportLedgers } from './import-ledgers.js';
import { type ImportLine } from './import-line.js';
import { type ImportEdge } from './planner.js';

const sender: Sender = {
  actor: 'user/u-7',
  assurance: 'stated',
  idempotencyKey: 'k',
  correlationId: 'c',
};

/** An installation in which nothing can be recorded: its log is gone. */
function brokenEdge(): ImportEdge {
  const gone = (): Promise<never> => Promise.reject(new Error('the log is closed'));
  return {
    ledger: 'acme',
    system: 'crm',
    currency: 'USD',
    firstDay: '2026-01-01',
    timeZone: 'Asia/Shanghai',
    calendars: [{ from: '2015-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } }],
    today: '2026-03-01',
    fingerprint: () => 'f'.repeat(43),
    lookUp: () => Promise.resolve(undefined),
    claim: (_, __, prefix) => Promise.resolve(`${prefix}-1`),
    head: () => Promise.resolve(1),
    send: gone,
    rows: ({ ids }) => Promise.resolve({ rows: ids.map(() => undefined), sequence: 1 }),
  };
}

describe('an upload', () => {
  let scratchFolder: string;
  let closed: number;
  beforeEach(async () => {
    scratchFolder = await mkdtemp(join(tmpdir(), 'sales-ledger-upload-'));
    closed = 0;
  });
  afterEach(() => rm(scratchFolder, { recursive: true }));

  const upload = async (
    csv: string,
    onOpen: () => Promise<void> = () => Promise.resolve(),
    head: ImportEdge['head'] = () => Promise.resolve(1),
  ): Promise<readonly ImportLine[]> => {
    const close = (): Promise<void> => {
      closed += 1;
      return Promise.resolve();
    };
    const target = { edge: { ...brokenEdge(), head }, close };
    const ledgers: ImportLedgers = {
      scratchFolder,
      open: () => onOpen().then(() => target),
      fork: () => Promise.resolve(target),
    };
    const query = Object.assign(new ImportQuery(), { preset: 'customers' });
    const body = Readable.from([csv]);
    const answer = await new CsvImports(ledgers).import(sender, 'acme', query, { body }, undefined);
    const lines = (await text(answer.getStream())).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as ImportLine);
  };

  it('ends with a sentence in both languages where the import stops half-way, and lets everything go', async () => {
    const lines = await upload('account\nKonex\n');
    expect(lines).toMatchObject([
      { kind: 'start', header: ['account'], rows: 1 },
      { kind: 'problem', code: 'import-stopped', values: { reason: 'the log is closed' } },
    ]);
    expect(lines[1]).toHaveProperty('text.zh');
    expect(closed).toBe(1);
  });

  it('has no name on disk once it is being read, so that a crash leaves nothing to be found', async () => {
    const seen: unknown[] = [];
    const rows = Array.from({ length: 20_000 }, (_, n) => `Customer ${n}`);
    const lines = await upload(`account\n${rows.join('\n')}\n`, async () => {
      seen.push(...(await readdir(scratchFolder)));
    });
    expect(lines[0]).toMatchObject({ kind: 'start', rows: 20_000 });
    expect(seen).toEqual([]);
    expect(closed).toBe(1);
  });

  it('is told every ten seconds that others come first, so that nobody takes the connection for dead', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const others = (): Promise<number> => {
        jest.advanceTimersByTime(25_000);
        return Promise.resolve(1);
      };
      const lines = await upload('account\nKonex\n', undefined, others);
      const kinds = lines.map(({ kind }) => kind);
      expect(kinds).toEqual(['start', 'waiting', 'waiting', 'problem']);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves no file behind, whether it was read to the end or refused at once', async () => {
    await upload('account\nKonex\n');
    await expect(upload('nothing\n"')).rejects.toMatchObject({ rule: 'csv-unreadable' });
    expect(await readdir(scratchFolder)).toEqual([]);
  });
});
