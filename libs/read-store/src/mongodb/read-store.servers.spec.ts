import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Row } from '@ledger/ledger';
import { MongoClient } from 'mongodb';
import { databaseUrl, freshName } from '../../../../test/servers/testing.js';
import { lmdbReadStore } from '../lmdb/read-store.js';
import { readStoreContract } from '../read-store.contract.js';
import { type ReadStore } from '../read-store.js';
import { mongodbReadStore } from './read-store.js';

const url = databaseUrl(freshName('read-store'));
const client = new MongoClient(url);

afterAll(async () => {
  await client.db().dropDatabase();
  await client.close();
});

readStoreContract('mongodb', async () => ({
  store: await mongodbReadStore(url),
  reopen: () => mongodbReadStore(url),
  remove: emptied,
}));

/** What names the rows goes; all else stays, for making collections takes longer than a test. */
async function emptied(): Promise<void> {
  for (const name of ['builds', 'checkpoints', 'meta']) {
    await client.db().collection(`read-store.${name}`).deleteMany({});
  }
}

describe('read store, mongodb', () => {
  const build = 'own';
  const collections = [{ name: 'deal', indexes: [{ name: 'by-owner', fields: ['owner'] }] }];
  const next = { sequence: 1, time: '2026-01-01T00:00:00.000Z' };
  const rowsCollection = async (): Promise<string> => {
    const builds = client.db().collection<{ _id: string; number: number }>('read-store.builds');
    const found = await builds.findOne({ _id: build });
    return `read-store.rows.${found?.number ?? 'none'}`;
  };
  let store: ReadStore;
  beforeEach(async () => {
    store = await mongodbReadStore(url);
    await store.prepare(build, collections);
  });
  afterEach(async () => {
    await store.close();
    await emptied();
  });

  it('takes commits of very many ledgers at once, though there are few connections', async () => {
    const few = new URL(url);
    few.searchParams.set('maxPoolSize', '2');
    // Far less than all of them take.
    const narrow = await mongodbReadStore(few.href, { answerMsMax: 1_000 });
    try {
      await narrow.prepare(build, collections);
      const ledgers = Array.from({ length: 600 }, (_, index) => `ledger-${index}`);
      const commit = (ledger: string): Promise<void> =>
        narrow.commit(build, ledger, undefined, next, [
          { collection: 'deal', id: 'D-1', row: { owner: ledger } },
        ]);
      await Promise.all(ledgers.map(commit));
      expect((await narrow.checkpoints(build)).size).toBe(ledgers.length);
    } finally {
      await narrow.close();
    }
  });

  /** Rows as the store gives them back, by id and by index, or the kind of its refusal. */
  const kept = async (of: ReadStore, id: string, row: Row): Promise<unknown> => {
    await of.prepare('same', collections);
    try {
      await of.commit('same', 'acme', undefined, next, [{ collection: 'deal', id, row }]);
    } catch (error) {
      return error instanceof Error ? error.name : error;
    }
    const snapshot = await of.snapshot('same', 'acme');
    const byId = await snapshot.getMany('deal', [id]);
    const all = await snapshot.find({ collection: 'deal', limit: 9 });
    const byOwner = await snapshot.find({ collection: 'deal', index: 'by-owner', limit: 9 });
    snapshot.close();
    return { byId, all: all.rows, byOwner: byOwner.rows };
  };

  it('says that it is far away: whoever folds asks it at once for what it will probably want', () => {
    expect(store.isFar).toBe(true);
  });

  it.each<{ what: string; id: string; row: unknown }>([
    { what: 'fields that MongoDB means something by', id: '$where', row: { $set: { 'a.b': 1 } } },
    { what: 'dots', id: 'a.b', row: { 'owner.name': 'x', owner: 'a.b' } },
    { what: 'a field __proto__', id: '__proto__', row: JSON.parse('{"__proto__":{"a":1}}') },
    { what: 'Chinese', id: '客户-林', row: { owner: '林 \u{2F81A}', note: '销售' } },
    { what: 'half a character', id: 'x', row: { owner: 'a', note: '\uD800' } },
    { what: 'zero bytes', id: 'a\u0000b', row: { owner: '\u0000', note: '\u0000' } },
    { what: 'no text at all', id: '', row: { owner: '' } },
    { what: 'numbers at the edge', id: 'x', row: { owner: -0, n: 5e-324, m: 2 ** 53, o: 1e308 } },
    { what: 'what JSON leaves out', id: 'x', row: { owner: undefined, n: NaN, list: [undefined] } },
    { what: 'a whole number that JSON lacks', id: 'x', row: { n: 1n } },
    { what: 'NaN to sort by', id: 'x', row: { owner: NaN } },
    { what: 'a long id', id: 'k'.repeat(1_880), row: { owner: 'k' } },
  ])('keeps $what as the embedded store does', async ({ id, row }) => {
    const folder = mkdtempSync(join(tmpdir(), 'read-store-'));
    const embedded = lmdbReadStore(folder);
    const expected = await kept(embedded, id, row as Row);
    expect(await kept(store, id, row as Row)).toEqual(expected);
    await embedded.close();
    rmSync(folder, { recursive: true });
  });

  it('takes more in one commit than one command may hold', async () => {
    const note = 'x'.repeat(1_000);
    const changes = Array.from({ length: 8_500 }, (_, n) => ({
      collection: 'deal',
      id: `d${String(n).padStart(5, '0')}`,
      row: { owner: n % 7, note },
      ...(n % 2 === 0 ? { was: 'none' as const } : {}),
    }));
    await store.commit(build, 'acme', undefined, next, changes);
    const snapshot = await store.snapshot(build, 'acme');
    const ids = changes.map(({ id }) => id);
    expect(await snapshot.getMany('deal', ids)).toEqual(changes.map(({ row }) => row));
    snapshot.close();
  });

  it('refuses a row that is larger than a document may be, and changes nothing', async () => {
    const row = { note: 'x'.repeat(16_000_000) };
    const changes = [
      { collection: 'deal', id: 'small', row: { owner: 1 } },
      { collection: 'deal', id: 'large', row },
    ];
    const refused = store.commit(build, 'acme', undefined, next, changes);
    await expect(refused).rejects.toThrow('row large has 16000011 bytes');
    const snapshot = await store.snapshot(build, 'acme');
    expect([snapshot.checkpoint, await snapshot.getMany('deal', ['small'])]).toEqual([
      undefined,
      [undefined],
    ]);
    snapshot.close();
  });

  it('makes the indexes of a build that fills when it is to serve', async () => {
    await store.drop(build);
    await store.prepare(build, collections, 'filling');
    const rows = client.db().collection(await rowsCollection());
    const names = async () => (await rows.indexes()).map(({ name }) => name);
    expect(await names()).toEqual(['_id_']);
    await store.prepare(build, collections);
    expect(await names()).toEqual(['_id_', 'k0']);
  });

  it('makes an index again that is gone, and refuses one of another shape', async () => {
    const rows = client.db().collection(await rowsCollection());
    await rows.dropIndex('k0');
    await store.prepare(build, collections);
    expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_', 'k0']);
    await rows.dropIndex('k0');
    await rows.createIndex({ k0: 1 }, { name: 'k0' });
    await expect(store.prepare(build, collections)).rejects.toThrow('with other indexes');
    await rows.dropIndex('k0');
    await rows.createIndex({ v: 1 }, { name: 'mine' });
    await expect(store.prepare(build, collections)).rejects.toThrow('with other indexes');
  });

  it('deletes the rows of a dropped build once nobody can read them', async () => {
    const name = await rowsCollection();
    const there = async (): Promise<boolean> =>
      (await client.db().listCollections({ name }).toArray()).length > 0;
    await store.drop(build);
    expect(await there()).toBe(true);
    const hourAgo = new Date(Date.now() - 3_600_000);
    await client
      .db()
      .collection('read-store.dropped')
      .updateMany({}, { $set: { at: hourAgo } });
    await (await mongodbReadStore(url)).close();
    expect(await there()).toBe(false);
  });

  it.each([
    { what: 'went on', expected: next, ledger: 'acme' },
    { what: 'begins a ledger', expected: undefined, ledger: 'zeta' },
  ])('tells a process that $what in a build that another one dropped', async (folding) => {
    const { expected, ledger } = folding;
    await store.commit(build, 'acme', undefined, next, []);
    const other = await mongodbReadStore(url);
    await other.drop(build);
    await other.prepare(build, collections); // anew, under the same name
    await other.close();
    const late = store.commit(build, ledger, expected, { ...next, sequence: 2 }, []);
    await expect(late).rejects.toMatchObject({ code: 'build-dropped', retriable: false });
  });

  it('never puts a build in the place of one that goes further at the same moment', async () => {
    const other = await mongodbReadStore(url);
    for (let n = 1; n <= 20; n += 1) {
      const [old, by] = [`old-${n}`, `new-${n}`];
      for (const one of [store, other]) for (const name of [old, by]) await one.prepare(name, []);
      for (const name of [old, by]) await store.commit(name, 'acme', undefined, next, []);
      const further = { ...next, sequence: 2 };
      const serving = { expected: undefined, next: { build: by } };
      const [went, outcome] = await Promise.all([
        other.commit(old, 'acme', next, further, []).then(
          () => true,
          ({ code }: { code: string }) => code !== 'build-dropped',
        ),
        store.supersede({ old, by }, `serving-${n}`, serving),
      ]);
      expect([n, went]).toEqual([n, outcome === 'behind']);
    }
    await other.close();
  });

  it('refuses a newer format, by name', async () => {
    const format = client.db().collection<{ _id: string }>('read-store.format');
    await format.updateOne({ _id: 'read-store' }, { $set: { version: 2 } });
    await expect(mongodbReadStore(url)).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('read-store format 2'),
    });
    await format.updateOne({ _id: 'read-store' }, { $set: { version: 1 } });
  });
});
