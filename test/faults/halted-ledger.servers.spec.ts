// One ledger's log is forked and another's holds an entry that is none, as somebody past our fence would write them. Their
// commands are refused; the third ledger of the same partition, take-overs and starts go on, and reads tell what there is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { type Standalone, startStandalone } from '../../apps/standalone/src/start.js';
import { type Api, type Problem, apiOf, headersOf } from '../e2e/testing.js';
import { persistently } from '../e2e/persistently.js';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';
import { until } from './acme.js';

jest.setTimeout(120_000);

const name = freshName('halted');
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-halted-'));
const running = new Set<Standalone>();
afterAll(async () => {
  for (const standalone of running) await standalone.close();
  rmSync(folder, { recursive: true });
});

type Serving = { readonly api: Api; readonly standalone: Standalone };

async function started(data: string): Promise<Serving> {
  const standalone = await startStandalone({
    environment: {},
    flags: {
      dataFolder: join(folder, data),
      masterKeyFile: join(folder, 'master.key'),
      port: '0',
      logLevel: 'silent',
      installation: name,
      kafkaTopicPrefix: `${name}.`,
      kafkaPartitions: '1',
      kafkaBrokers: kafkaBrokers().join(','),
      mongodbUrl: databaseUrl(name),
    },
  });
  running.add(standalone);
  return { standalone, api: apiOf({ url: standalone.address }) };
}

async function closed({ standalone }: Serving): Promise<void> {
  running.delete(standalone);
  await standalone.close();
}

/** Without any fence: no transaction, nobody's state. */
async function plant(ledger: string, sequence: number, text: string): Promise<void> {
  const producer = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const message = { key: ledger, value: text, headers: { ce_entry: String(sequence) } };
  await producer.send({ topic: `${name}.sales.entries`, messages: [message] });
  await producer.disconnect();
}

const open = (api: Api, ledger: string): Promise<number> =>
  persistently(() => api.post('', { ledger, name: ledger, currency: 'GBP', timeZone: 'UTC' }));

let people = 0;
const record = (api: Api, ledger: string): Promise<Response> => {
  const salesperson = `sp-${(people += 1)}`;
  return api.send(`/${ledger}/salespeople`, { salesperson, name: 'Ada' }, salesperson);
};

async function told(answer: Promise<Response>): Promise<unknown> {
  const response = await answer;
  const { code, detail } = (await response.json()) as Problem;
  return code === undefined ? response.status : [response.status, code, detail];
}

const halted = (sequence: number): unknown => [
  409,
  'ledger-halted',
  expect.stringMatching(new RegExp(`entry ${sequence}.*sales-ledger-ledgers-halted.md`)),
];

async function haltsOf(api: Api): Promise<unknown> {
  type Diagnosis = {
    readonly ledgers: readonly { readonly ledger: string; readonly halt?: object }[];
  };
  const { ledgers } = (await (await fetch(`${api.url}/v1/diagnosis`)).json()) as Diagnosis;
  return ledgers.map(({ ledger, halt }) => [ledger, halt]);
}

/** Whoever has just taken over may be a moment behind; a halted ledger keeps nobody from it. */
function ready({ url }: Api): Promise<void> {
  return until('it is ready', async () => (await fetch(`${url}/health/ready`)).ok);
}

it('refuses the commands of two halted ledgers, and goes on with the third through take-overs and starts', async () => {
  const first = await started('one');
  const { api } = first;
  for (const ledger of ['acme', 'globex', 'umbrella']) {
    await open(api, ledger);
    expect(await told(record(api, ledger))).toBe(200);
  }
  const second = await started('two');

  await plant('umbrella', 2, '{"another":"entry"}');
  await plant('globex', 3, '{');
  const twice = { sequence: 2, reason: expect.stringContaining('twice') };
  expect(await haltsOf(api)).toContainEqual(['umbrella', twice]);

  // One batch or several: nobody is held up.
  const ledgers = ['acme', 'umbrella', 'acme', 'umbrella', 'acme'];
  const answers = await Promise.all(ledgers.map((ledger) => told(record(api, ledger))));
  expect(answers).toEqual([200, halted(2), 200, halted(2), 200]);
  const chinese = await fetch(`${api.url}/v1/ledgers/umbrella/salespeople`, {
    method: 'POST',
    headers: { ...headersOf(), 'content-type': 'application/json', 'accept-language': 'zh-CN' },
    body: JSON.stringify({ salesperson: 'sp-zh', name: 'Ada' }),
  });
  expect(chinese.headers.get('content-type')).toContain('application/problem+json');
  expect((await chinese.json()) as Problem).toMatchObject({
    code: 'ledger-halted',
    detail: expect.stringMatching(/umbrella.*分录 2.*sales-ledger-ledgers-halted\.zh-CN\.md/),
  });

  // What there is can be read, and says that there will be no more.
  const path = '/umbrella/salespeople?after=2';
  const page = await fetch(`${api.url}/v1/ledgers${path}`);
  expect(page.headers.get('sales-ledger-halted-at')).toBe('2');
  expect(await page.json()).toMatchObject({
    truth: { sequence: 2, lagEntries: 0, haltedAt: 2 },
    salespeople: [{ name: 'Ada' }],
  });
  expect(await api.get('/umbrella/salespeople?after=3')).toMatchObject({
    code: 'read-model-stopped',
  });
  expect(await api.get('/acme/salespeople?after=5')).toMatchObject({
    truth: { sequence: 5, lagEntries: 0 },
  });
  await ready(api);
  const verified = await (await fetch(`${api.url}/v1/ledgers/umbrella/verification`)).text();
  expect(verified).toContain('"name":"not-halted","ok":false');

  // Another takes over, which followed meanwhile; then one starts with what the first had left.
  await closed(first);
  await goesOn(second, 5);
  await closed(second);
  await goesOn(await started('one'), 7);
});

async function goesOn({ api }: Serving, head: number): Promise<void> {
  const added = { salesperson: `sp-${head}-more`, name: 'Bo' };
  const key = added.salesperson;
  expect(await persistently(() => api.post('/acme/salespeople', added, key))).toBe(head + 1);
  const answers = await Promise.all(
    ['umbrella', 'acme', 'globex'].map((ledger) => told(record(api, ledger))),
  );
  expect(answers).toEqual([halted(2), 200, halted(3)]);
  await ready(api);
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  expect(metrics).toContain('sales_ledger_halted_ledgers 2');
}
