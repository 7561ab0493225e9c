import { MongoClient } from 'mongodb';
import { freshName, mongodbUrl } from './testing.js';

describe('the MongoDB of the tests', () => {
  const client = new MongoClient(mongodbUrl());
  const database = client.db(freshName('smoke'));
  afterAll(async () => {
    await database.dropDatabase();
    await client.close();
  });

  it('keeps what a transaction wrote when it was committed, and nothing of one that was not', async () => {
    const rows = database.collection<{ _id: string }>('rows');
    const write = async (id: string, ending: 'abort' | 'commit'): Promise<void> => {
      await client.withSession(async (session) => {
        session.startTransaction();
        await rows.insertOne({ _id: id }, { session });
        await (ending === 'commit' ? session.commitTransaction() : session.abortTransaction());
      });
    };
    await write('withdrawn', 'abort');
    await write('recorded', 'commit');
    expect(await rows.find().toArray()).toEqual([{ _id: 'recorded' }]);
  });
});
