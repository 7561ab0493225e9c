// A service that starts while somebody holds the entry index up, as one does that was killed within a transaction.
import { MongoClient } from 'mongodb';
import { jest } from '@jest/globals';
import { Installation } from '../../e2e/installation.js';
import { databaseUrl } from '../../servers/testing.js';
import { lasting } from '../kafka/office.js';

/** Longer than a reader waits for the index. */
const heldMs = 8_000;

jest.setTimeout(120_000);

describe('a service that starts', () => {
  let installation: Installation;
  let client: MongoClient;
  beforeEach(async () => {
    installation = await Installation.begin();
    client = new MongoClient(databaseUrl(installation.name));
  });
  afterEach(async () => {
    await client.close();
    await installation.end();
  });

  it('waits for an entry index that is held up', async () => {
    const commands = await installation.start('command');
    const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
    await commands.api.post('', { ...acme, firstDay: '2026-01-01' }, 'open');
    expect(await commands.api.head('acme')).toBe(1);
    const session = client.startSession();
    session.startTransaction();
    const positions = client.db().collection('entry-index.partitions');
    await positions.updateMany({}, { $inc: { stores: 1 } }, { session });
    await commands.api.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' }, 'ada');
    const starting = installation.start('query');
    await Promise.all([starting, lasting(heldMs).then(() => session.abortTransaction())]);
    expect(await (await starting).api.head('acme')).toBe(2);
    await session.endSession();
  });
});
