// One data folder that is pointed at one log after the other: each tells what is recorded in it and nothing else, what was kept of
// the other one is computed again, and an embedded ledger that lies in the same folder, with its keys, is left alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { createLog } from '@ledger/runtime';
import { startStandalone } from '../../apps/standalone/src/start.js';
import { persistently } from '../e2e/persistently.js';
import { type Api, apiOf } from '../e2e/testing.js';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-another-log-'));
const [one, other] = [freshName('one'), freshName('other')];
afterAll(() => rmSync(folder, { recursive: true }));

const on = (name: string) => ({
  kafkaBrokers: kafkaBrokers().join(','),
  kafkaTopicPrefix: `${name}.`,
  kafkaPartitions: '2',
  mongodbUrl: databaseUrl(name),
  installation: name,
});

type Logged = { readonly msg: string; readonly folder?: string };

/** @returns what was warned of, while `use` ran on the folder */
async function warnings(
  flags: Readonly<Record<string, string>>,
  use: (api: Api) => Promise<void>,
): Promise<readonly Logged[]> {
  const lines: Logged[] = [];
  const log = createLog('warn', { write: (line) => lines.push(JSON.parse(line) as Logged) });
  const dataFolder = join(folder, 'data');
  const all = { dataFolder, port: '0', ...flags };
  const standalone = await startStandalone({ environment: {}, flags: all, log });
  try {
    await use(apiOf({ url: standalone.address }));
  } finally {
    await standalone.close();
  }
  return lines;
}

const open = (name: string) => async (api: Api) => {
  const opened = { ledger: 'acme', name, currency: 'GBP', timeZone: 'UTC' };
  expect(await persistently(() => api.post('', opened, 'open'))).toBe(1);
};

const record = (sequence: number) => async (api: Api) => {
  const added = { salesperson: `sp-${sequence}`, name: 'Ada' };
  expect(await persistently(() => api.post('/acme/salespeople', added))).toBe(sequence);
};

const named = (name: string) => async (api: Api) => {
  expect(await api.get('/acme')).toMatchObject({ name });
};

const told = [
  {
    level: 40,
    msg: 'what the folder holds is of another log: it is computed again from this one',
    folder: join(folder, 'data', 'state'),
  },
].map((line) => expect.objectContaining(line) as unknown);

it('the folder serves each log that it is pointed at, and says once that it was another one’s', async () => {
  expect(await warnings({}, open('Embedded'))).toEqual([]);
  const first = await warnings(on(one), async (api) => {
    await open('One')(api);
    for (const sequence of [2, 3]) await record(sequence)(api);
  });
  expect(first).toEqual([]);
  // Where the ledger of the same name is shorter, which would otherwise be taken for a loss of entries.
  expect(await warnings(on(other), open('Other'))).toEqual(told);
  expect(await warnings(on(other), record(2))).toEqual([]);
  // Who decides nothing drops nothing.
  const asking = { ...on(one), roles: 'projection,query' };
  expect(await warnings(asking, named('One'))).toEqual([]);
  expect(await warnings(on(other), record(3))).toEqual([]);
  expect(await warnings(on(one), record(4))).toEqual(told);
  const embedded = await warnings({}, async (api) => {
    await named('Embedded')(api);
    await record(2)(api);
  });
  expect(embedded).toEqual([]);
});
