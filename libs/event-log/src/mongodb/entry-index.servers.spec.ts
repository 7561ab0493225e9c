import { MongoClient } from 'mongodb';
import { databaseUrl, freshName } from '../../../../test/servers/testing.js';
import { entryIndexContract } from '../entry-index.contract.js';
import { mongodbEntryIndex } from './entry-index.js';

const name = freshName('entry-index');
const client = new MongoClient(databaseUrl(name));
let opened = 0;

afterAll(() => client.close());

entryIndexContract('mongodb', async () => {
  const database = `${name}-${(opened += 1)}`;
  const url = databaseUrl(database);
  return {
    index: await mongodbEntryIndex(url),
    reopen: () => mongodbEntryIndex(url),
    remove: async () => {
      await client.db(database).dropDatabase();
    },
  };
});

describe('entry index, mongodb', () => {
  it('finds in what another has stored, although somebody stores more', async () => {
    const database = `${name}-late`;
    const index = await mongodbEntryIndex(databaseUrl(database), { answerMsMax: 1_000 });
    const entries = [1, 2].map((sequence) => ({
      ledger: 'acme',
      sequence,
      bytes: Buffer.from('{}'),
    }));
    await index.store(0, entries, 2);
    const session = client.startSession();
    session.startTransaction();
    const positions = client.db(database).collection<{ _id: number }>('entry-index.partitions');
    await positions.updateOne({ _id: 0 }, { $inc: { stores: 1 } }, { session });

    expect(await index.store(0, entries, 2)).toEqual({ halts: [], isRepeat: true });
    // More than that has to wait for the other one.
    await expect(index.store(0, [], 3)).rejects.toMatchObject({ code: 'io', retriable: true });

    await session.abortTransaction();
    await session.endSession();
    await index.close();
    await client.db(database).dropDatabase();
  });

  it('refuses a newer format, by name', async () => {
    const url = databaseUrl(name);
    const format = client.db().collection<{ _id: string; version: number }>('entry-index.format');
    await format.insertOne({ _id: 'entry-index', version: 2 });
    await expect(mongodbEntryIndex(url)).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('entry-index format 2'),
    });
    await client.db().dropDatabase();
  });
});
