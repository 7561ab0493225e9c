import { MongoClient } from 'mongodb';
import { databaseUrl, freshName } from '../../../../test/servers/testing.js';
import { readStoreContract } from '../read-store.contract.js';
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
