// Servers that answer and can't be used as they are: the start says which, why, and what to do, in both languages.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { StartError } from '@ledger/runtime';
import { type MongodbServer, startMongodb } from '../../../test/servers/mongodb.js';
import { databaseUrl, freshName, kafkaBrokers } from '../../../test/servers/testing.js';
import { startStandalone } from './start.js';

jest.setTimeout(60_000);

const han = /\p{Script=Han}/u;
const installation = freshName('unfit');
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-unfit-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Flags = Readonly<Record<string, string>>;

async function begun(flags: Flags = {}): Promise<void> {
  const standalone = await startStandalone({
    environment: {},
    flags: {
      dataFolder: mkdtempSync(join(folder, 'data-')),
      masterKeyFile: join(folder, 'master.key'),
      port: '0',
      logLevel: 'silent',
      installation,
      kafkaBrokers: kafkaBrokers().join(','),
      kafkaTopicPrefix: `${installation}.`,
      kafkaPartitions: '2',
      mongodbUrl: databaseUrl(installation),
      ...flags,
    },
  });
  await standalone.close();
}

async function refused(flags: Flags): Promise<StartError> {
  const problem: unknown = await begun(flags).catch((error: unknown) => error);
  if (problem instanceof StartError) return problem;
  throw new Error(`it was not refused: ${String(problem)}`);
}

/** No word of English in the Chinese sentence but names, settings and commands. */
function expectBoth(problem: StartError, says: readonly string[]): void {
  const [english, chinese] = [problem.told('en'), problem.told('zh')];
  for (const words of [...says, `(${problem.code})`]) {
    expect([english, chinese].map((text) => text.includes(words))).toEqual([true, true]);
  }
  expect(english).not.toMatch(han);
  expect(chinese).toMatch(han);
  expect(`${english} ${chinese}`).not.toMatch(/\{\w+\}/);
  expect(chinese).not.toMatch(/\b(the|is|it|with|of|has)\b/);
}

describe('does not start, and says what to do in both languages, on', () => {
  beforeAll(() => begun(), 60_000);

  it('a topic with another number of partitions than is configured', async () => {
    const problem = await refused({ kafkaPartitions: '3' });
    expect(problem.code).toBe('misconfigured');
    expectBoth(problem, [`${installation}.sales.entries`, '2', '3']);
  });

  it('a database of another log: nothing of either is shown or mixed', async () => {
    const problem = await refused({ kafkaTopicPrefix: `${installation}-other.` });
    expect(problem.code).toBe('misconfigured');
    expectBoth(problem, [`${installation}-other.sales.entries`, 'MongoDB']);
    await begun();
  });

  it('another master key than the one that the keys are under', async () => {
    const file = join(folder, 'other.key');
    writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    const problem = await refused({ masterKeyFile: file });
    expect(problem.code).toBe('wrong-master-key');
    expectBoth(problem, [file, 'SALES_LEDGER_MASTER_KEY_FILE']);
  });

  it('a connection string that the driver does not take, and repeats no password', async () => {
    const url = databaseUrl('x').replace('//', '//me:secret@');
    const problem = await refused({ mongodbUrl: `${url}&replicaset2=rs0` });
    expect(problem.told('zh')).toContain('replicaset2');
    expect(problem.told('en')).toMatch(/SALES_LEDGER_MONGODB_URL .*\(setting-wrong\)$/);
    expect(problem.told('en')).not.toContain('secret');
  });

  describe('a MongoDB', () => {
    let alone: MongodbServer;
    beforeAll(async () => {
      alone = await startMongodb({ alone: true });
    }, 60_000);
    afterAll(() => alone.stop());

    it('without a replica set', async () => {
      const problem = await refused({ mongodbUrl: `${alone.url}ledger` });
      expect(problem.code).toBe('no-replica-set');
      expectBoth(problem, [new URL(alone.url).host, '--replSet rs0', 'rs.initiate()']);
    });
  });
});
