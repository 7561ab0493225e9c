import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { readStoreContract } from '../read-store.contract.js';
import { lmdbReadStore } from './read-store.js';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'read-store-'));
const remove = async (folder: string): Promise<void> => rmSync(folder, { recursive: true });

readStoreContract('lmdb', async () => {
  const folder = newFolder();
  return {
    store: lmdbReadStore(folder),
    reopen: async () => lmdbReadStore(folder),
    remove: () => remove(folder),
  };
});

describe('read store, lmdb', () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });

  afterEach(() => remove(folder));

  it.each([
    { name: 'read-store', version: 2 },
    { name: 'event-log', version: 1 },
  ])('refuses a folder with $name format $version, by name', async (format) => {
    const root = open({ path: folder, noSubdir: false });
    await root.openDB('format', {}).put('format', format);
    await root.close();
    expect(() => lmdbReadStore(folder)).toThrow(
      expect.objectContaining({
        code: 'newer-format',
        message: expect.stringContaining(`${format.name} format ${format.version}`),
      }),
    );
  });

  it('uses the space of dropped builds again', async () => {
    const store = lmdbReadStore(folder);
    const rows = Array.from({ length: 500 }, (_, n) => ({
      collection: 'cell',
      id: `c${n}`,
      row: { column: new Float64Array(250).fill(n) },
    }));
    const fill = async (build: string): Promise<void> => {
      await store.prepare(build, [{ name: 'cell', indexes: [] }]);
      const next = { sequence: 1, time: '2026-01-01T00:00:00.000Z' };
      await store.commit(build, 'acme', undefined, next, rows);
    };
    const bytes = (): number => statSync(join(folder, 'data.mdb')).size;
    await fill('b0');
    const once = bytes();
    for (let round = 1; round <= 20; round += 1) {
      await fill(`b${round}`);
      await store.drop(`b${round - 1}`);
    }
    await store.close();
    expect(bytes()).toBeLessThan(once * 5);
  }, 30_000);
});
