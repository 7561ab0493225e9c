import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { type Sender } from '@ledger/ledger';
import { CsvImports, ImportQuery } from './csv.commands.js';
import { type ImportLedgers, type ImportWish } from './import-ledgers.js';
import { type ImportLine } from './import-line.js';
import { type ImportEdge } from './planner.js';
import { edgeOf } from './testing.js';

const sender: Sender = {
  actor: 'user/u-7',
  assurance: 'stated',
  idempotencyKey: 'k',
  correlationId: 'c',
};

/** An installation in which nothing can be recorded: its log is gone. */
const brokenEdge = edgeOf({
  fingerprint: () => 'f'.repeat(43),
  send: () => Promise.reject(new Error('the log is closed')),
});

describe('an upload', () => {
  let scratchFolder: string;
  let closed: number;
  let leaving: AbortController;
  beforeEach(async () => {
    leaving = new AbortController();
    scratchFolder = await mkdtemp(join(tmpdir(), 'sales-ledger-upload-'));
    closed = 0;
  });
  afterEach(() => rm(scratchFolder, { recursive: true }));

  type Opening = (wish: ImportWish) => Promise<void>;
  const answered = async (
    csv: string,
    onOpen: Opening = () => Promise.resolve(),
    head: ImportEdge['head'] = () => Promise.resolve(1),
  ): Promise<Readable> => {
    const close = (): Promise<void> => {
      closed += 1;
      return Promise.resolve();
    };
    const target = { edge: { ...brokenEdge, head }, close };
    const ledgers: ImportLedgers = {
      scratchFolder,
      isLeaving: leaving.signal,
      open: (wish) => onOpen(wish).then(() => target),
      fork: () => Promise.resolve(target),
    };
    const query = Object.assign(new ImportQuery(), { preset: 'customers' });
    const body = Readable.from([csv]);
    const answer = await new CsvImports(ledgers).import(sender, 'acme', query, { body }, undefined);
    return answer.getStream();
  };
  const upload = async (...given: Parameters<typeof answered>): Promise<readonly ImportLine[]> => {
    const lines = (await text(await answered(...given))).trimEnd().split('\n');
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

  describe('into a ledger that does not open at once', () => {
    beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
    afterEach(() => void jest.useRealTimers());

    it('is answered before its caller takes it for lost, and goes on once it is open', async () => {
      const lines = await upload('account\nKonex\n', () => lasting(35_000));
      const kinds = lines.map(({ kind }) => kind);
      expect(kinds).toEqual(['start', 'waiting', 'waiting', 'problem']);
      expect(lines.at(-1)).toMatchObject({ values: { reason: 'the log is closed' } });
      expect([closed, jest.getTimerCount()]).toEqual([1, 0]);
    });

    it('is told in the answer why that fails in the end, and by its status where it fails at once', async () => {
      const refused = async (): Promise<void> => {
        throw new Error('the log is gone');
      };
      const late = await upload('account\nKonex\n', () => lasting(15_000).then(refused));
      const reason = 'the log is gone';
      expect(late).toMatchObject([
        { kind: 'start' },
        { kind: 'problem', code: 'import-stopped', values: { reason } },
      ]);
      await expect(upload('account\nKonex\n', refused)).rejects.toThrow(reason);
      expect([closed, jest.getTimerCount()]).toEqual([0, 0]);
      expect(await readdir(scratchFolder)).toEqual([]);
    });

    const lasting = async (ms: number): Promise<void> => {
      await jest.advanceTimersByTimeAsync(ms);
    };
  });

  it('tells the ledger when its caller goes away, which asks for nothing more then', async () => {
    let signal: AbortSignal | undefined;
    const answer = await answered('account\nKonex\n', async (wish) => {
      ({ signal } = wish);
    });
    expect(signal?.aborted).toBe(false);
    answer.destroy();
    await once(answer, 'close');
    expect(signal).toMatchObject({ aborted: true, reason: new Error('the caller has gone') });
  });

  it('ends in a sentence of its own where the process is to end, and is asked for nothing more', async () => {
    let signal: AbortSignal | undefined;
    const lines = upload(
      'account\nKonex\n',
      async (wish) => {
        ({ signal } = wish);
      },
      async () => {
        leaving.abort(new Error('the end'));
        signal?.throwIfAborted();
        return 1;
      },
    );
    expect((await lines).at(-1)).toMatchObject({
      kind: 'problem',
      code: 'import-stopped',
      text: { en: expect.stringContaining('being ended'), zh: expect.stringContaining('正在结束') },
    });
    expect(closed).toBe(1);
  });

  it('leaves no file behind, whether it was read to the end or refused at once', async () => {
    await upload('account\nKonex\n');
    await expect(upload('nothing\n"')).rejects.toMatchObject({ rule: 'csv-unreadable' });
    expect(await readdir(scratchFolder)).toEqual([]);
  });
});
