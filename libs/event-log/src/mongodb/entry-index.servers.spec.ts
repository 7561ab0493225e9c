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
