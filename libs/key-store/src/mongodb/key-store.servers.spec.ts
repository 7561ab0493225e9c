import { realEnvironment } from '@ledger/ledger';
import { MongoClient } from 'mongodb';
import { databaseUrl, freshName } from '../../../../test/servers/testing.js';
import { countingEnvironment, keyStoreContract, someMasterKey } from '../key-store.contract.js';
import { type KeyStore } from '../key-store.js';
import { mongodbKeyStore } from './key-store.js';

const url = databaseUrl(freshName('key-store'));
const client = new MongoClient(url);
const keys = client.db().collection<{ _id: string; v: Buffer }>('key-store.keys');
const emptied = async (): Promise<void> => {
  await keys.deleteMany({});
};

afterAll(async () => {
  await client.db().dropDatabase();
  await client.close();
});

keyStoreContract('mongodb', async () => {
  const own = databaseUrl(freshName('key-store'));
  return {
    open: (masterKey, environment) => mongodbKeyStore(own, masterKey, environment),
    lasting: true,
    remove: async () => {
      await client.db(new URL(own).pathname.slice(1)).dropDatabase();
    },
  };
});

describe('key store, mongodb', () => {
  const opened: KeyStore[] = [];
  const open = async (): Promise<KeyStore> => {
    const one = await mongodbKeyStore(url, someMasterKey, realEnvironment);
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await emptied();
  });

  it('gives several processes that ask at once one key and one id', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, open));
    const hex = async (key: Promise<Buffer>): Promise<string> => (await key).toString('hex');
    const made = await Promise.all(stores.map((one) => hex(one.ensureLedgerKey('acme'))));
    const subject = 'salesperson/sp-1';
    const pairs = await Promise.all(stores.map((one) => one.ensureSubjectKeys('acme', subject)));
    const ids = await Promise.all(stores.map((one, n) => one.claim('acme', 'digest', `sp-${n}`)));
    expect(new Set(made).size).toBe(1);
    expect(new Set(pairs.map(({ seal }) => seal.toString('hex'))).size).toBe(1);
    expect(new Set(ids).size).toBe(1);
    const later = await open();
    expect(await hex(later.ensureLedgerKey('acme'))).toBe(made[0]);
    expect(await later.lookUp('acme', 'digest')).toBe(ids[0]);
  });

  it('makes thousands of keys and ids at once over a single connection', async () => {
    const narrow = new URL(url);
    narrow.searchParams.set('maxPoolSize', '1');
    const store = await mongodbKeyStore(narrow.href, someMasterKey, realEnvironment);
    opened.push(store);
    const [ids, pairs] = await Promise.all([
      Promise.all(
        Array.from({ length: 10_000 }, (_, n) => store.claim('acme', `d-${n % 5_000}`, `sp-${n}`)),
      ),
      Promise.all(
        Array.from({ length: 10_000 }, (_, n) => store.ensureSubjectKeys('acme', `deal/D-${n}`)),
      ),
    ]);
    expect(new Set(ids).size).toBe(5_000); // of two who claim, both are given the first one's
    expect(new Set(pairs.map(({ seal }) => seal.toString('hex'))).size).toBe(10_000);
    const later = await open();
    for (const n of [0, 4_999, 9_999]) {
      expect(await later.lookUp('acme', `d-${n % 5_000}`)).toBe(ids[n]);
      expect(await later.subjectKeys('acme', `deal/D-${n}`)).toEqual(pairs[n]);
    }
  });

  it('holds no key in clear', async () => {
    const store = await open();
    const { seal, nonce } = await store.ensureSubjectKeys('acme', 'salesperson/sp-1');
    const held = await keys.find().toArray();
    expect(held.map(({ _id }) => _id)).toContain('["subject","acme","salesperson/sp-1"]');
    for (const { v } of held) {
      const bytes = Buffer.from(v.buffer);
      expect([bytes.includes(seal), bytes.includes(nonce)]).toEqual([false, false]);
    }
  });

  it('refuses a newer format, by name', async () => {
    await keys.insertOne({ _id: '["format","",""]', v: Buffer.from('2') });
    const asked = mongodbKeyStore(url, someMasterKey, countingEnvironment());
    await expect(asked).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('key-store format 2'),
    });
  });

  it('tells a key that was put in the place of another', async () => {
    const store = await open();
    await store.ensureLedgerKey('acme');
    await store.ensureLedgerKey('globex');
    const foreign = await keys.findOne({ _id: '["ledger","globex",""]' });
    await keys.updateOne({ _id: '["ledger","acme",""]' }, { $set: { v: foreign?.v } });
    await expect(store.ledgerKey('acme')).rejects.toMatchObject({ code: 'wrong-master-key' });
  });
});
