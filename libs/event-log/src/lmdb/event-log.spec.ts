import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntryRecord } from '@ledger/ledger';
import { open } from 'lmdb';
import { eventLogContract } from '../event-log.contract.js';
import { lmdbEventLog } from './event-log.js';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'event-log-'));
const remove = async (folder: string): Promise<void> => rmSync(folder, { recursive: true });

eventLogContract('lmdb', async () => {
  const folder = newFolder();
  return {
    log: lmdbEventLog(folder),
    reopen: async () => lmdbEventLog(folder),
    remove: () => remove(folder),
  };
});

describe('event log, lmdb', () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });

  afterEach(() => remove(folder));

  const first = (ledger: string): EntryRecord & { readonly bytes: Buffer } => ({
    ledger,
    sequence: 1,
    bytes: Buffer.alloc(600, ledger),
  });

  it('holds 10,000 ledgers, each found again', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `ledger-${10_000 + index}`);
    const log = lmdbEventLog(folder);
    await log.append(
      0,
      names.map((name) => first(name)),
    );
    await log.close();
    const again = lmdbEventLog(folder);
    expect(await again.ledgers()).toEqual(names);
    for (const name of names) {
      const [only, none] = await again.read(name, 1, 10);
      const right = only?.sequence === 1 && first(name).bytes.equals(only.bytes);
      if (!right || none !== undefined || (await again.head(name)) !== 1) throw new Error(name);
    }
    await again.close();
  });

  it('keeps no index rows for a ledger that is written alone', async () => {
    const log = lmdbEventLog(folder);
    for (let sequence = 1; sequence <= 2_000; sequence += 100) {
      const batch = Array.from({ length: 100 }, (_, index) => sequence + index);
      const bytes = Buffer.alloc(600);
      await log.append(
        0,
        batch.map((one) => ({ ledger: 'acme', sequence: one, bytes })),
      );
    }
    await log.close();
    const root = open({ path: folder, noSubdir: false });
    expect(root.openDB('runs', {}).getCount()).toBe(1);
    await root.close();
    expect(statSync(join(folder, 'data.mdb')).size).toBeLessThan(2_000 * 600 * 1.4);
  });

  it('refuses two appends at once: the second is a defect of the caller', async () => {
    const log = lmdbEventLog(folder);
    const running = log.append(0, [first('a')]);
    await expect(log.append(0, [first('b')])).rejects.toThrow('an append has not ended yet');
    await running;
    expect(await log.ledgers()).toEqual(['a']);
    await log.close();
  });

  it('shows nothing before it is durable, and waits for a running append when it closes', async () => {
    const log = lmdbEventLog(folder);
    const running = log.append(0, [first('a')]);
    expect(await log.ledgers()).toEqual([]);
    await log.close();
    await running;
    const again = lmdbEventLog(folder);
    expect(await again.ledgers()).toEqual(['a']);
    await again.close();
  });

  it.each([
    { name: 'event-log', version: 2 },
    { name: 'read-store', version: 1 },
  ])('refuses a folder with $name format $version, by name', async (format) => {
    const root = open({ path: folder, noSubdir: false });
    await root.openDB('format', {}).put('format', format);
    await root.close();
    expect(() => lmdbEventLog(folder)).toThrow(
      expect.objectContaining({
        code: 'newer-format',
        message: expect.stringContaining(`${format.name} format ${format.version}`),
      }),
    );
  });

  it('names a missing entry instead of passing over it', async () => {
    const log = lmdbEventLog(folder);
    await log.append(0, [first('a'), first('b'), first('c')]);
    await log.close();
    const root = open({ path: folder, noSubdir: false });
    await root.openDB('entries', { keyEncoding: 'binary' }).remove(Buffer.from([0, 0, 0, 0, 0, 2]));
    await root.close();
    const damaged = lmdbEventLog(folder);
    const reason = 'the entry at offset 2 is missing';
    const corrupt = { code: 'corrupt', halt: { ledger: 'b', sequence: 1, reason } };
    await expect(damaged.read('b', 1, 1)).rejects.toMatchObject(corrupt);
    const tail = damaged.tail(0, undefined, { signal: new AbortController().signal });
    await expect(tail[Symbol.asyncIterator]().next()).rejects.toMatchObject(corrupt);
    await damaged.close();
  });
});
