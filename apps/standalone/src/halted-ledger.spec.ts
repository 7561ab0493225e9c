// A data folder whose log holds an entry that nobody can go on from: its ledger is halted, and the folder serves the others.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { type Standalone, startStandalone } from './start.js';

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-halted-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function whileServed(use: (standalone: Standalone) => Promise<void>): Promise<void> {
  const flags = { dataFolder: folder, port: '0', logLevel: 'silent' };
  const standalone = await startStandalone({ environment: {}, flags });
  try {
    await use(standalone);
  } finally {
    await standalone.close();
  }
}

async function ask({ address }: Standalone, path: string, body?: object): Promise<unknown> {
  const key = path + JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'sales-ledger-actor': 'user/u-7',
    'idempotency-key': key,
  };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${address}${path}`, { headers, ...sent });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const ledgers = ['acme', 'globex', 'umbrella'];
const named = { name: 'Renamed' };
const damaged = { acme: '{', umbrella: '{"entry":2}' };

it('is started, tells which ledgers are halted, and takes commands of the others', async () => {
  await whileServed(async (standalone) => {
    for (const ledger of ledgers) {
      const opening = { ledger, name: ledger, currency: 'USD', timeZone: 'UTC' };
      expect(await ask(standalone, '/v1/ledgers', opening)).toMatchObject({ sequence: 1 });
    }
  });
  const log = lmdbEventLog(join(folder, 'log'));
  for (const [ledger, text] of Object.entries(damaged)) {
    await log.append(0, [{ ledger, sequence: 2, bytes: Buffer.from(text) }]);
  }
  await log.close();

  await whileServed(async (standalone) => {
    const answers = ledgers.map((ledger) =>
      ask(standalone, `/v1/ledgers/${ledger}/settings`, named),
    );
    const halted = { status: 409, code: 'ledger-halted' };
    expect(await Promise.all(answers)).toMatchObject([halted, { sequence: 2 }, halted]);
    const halt = { sequence: 2 };
    expect(await ask(standalone, '/v1/diagnosis')).toMatchObject({
      ledgers: [{ ledger: 'acme', halt }, { ledger: 'globex' }, { ledger: 'umbrella', halt }],
    });
    expect(await ask(standalone, '/v1/ledgers/acme')).toMatchObject({ status: 200, id: 'acme' });
    expect(await ask(standalone, '/v1/ledgers/globex?after=2')).toMatchObject({
      status: 200,
      ...named,
    });
    expect(await ask(standalone, '/health/ready')).toMatchObject({ status: 'up', down: [] });
    const metrics = await (await fetch(`${standalone.address}/metrics`)).text();
    expect(metrics).toContain('sales_ledger_halted_ledgers 2');
  });
});
