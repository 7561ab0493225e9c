// Whatever ends a run, its servers end with it and leave nothing behind; and a run that can't have them says why.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBrokers } from './testing.js';

const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
const servers = ['--import', './test/servers/typescript.mjs', 'test/servers/main.ts'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sales-ledger-lifetime-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Ending = { readonly body: string; readonly signal?: NodeJS.Signals };
const endings: readonly [string, Ending][] = [
  ['passes', { body: '' }],
  ['fails', { body: 'throw new Error("as it should")' }],
  ['ends its process', { body: 'process.kill(process.pid, "SIGKILL")' }],
  ['hangs until SIGTERM', { body: 'await new Promise(() => undefined)', signal: 'SIGTERM' }],
  ['hangs until SIGKILL', { body: 'await new Promise(() => undefined)', signal: 'SIGKILL' }],
];

it.each(endings)('a run of jest that %s leaves no server', async (_, { body, signal }) => {
  const told = join(folder, 'url');
  const text = `import { renameSync, writeFileSync } from 'node:fs';
    it('runs', async () => {
      writeFileSync(${JSON.stringify(`${told}.part`)}, process.env.MONGODB_URL);
      renameSync(${JSON.stringify(`${told}.part`)}, ${JSON.stringify(told)});
      ${body}
    });`;
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'nested.spec.js'), text);
  const config = {
    rootDir: process.cwd(),
    roots: [folder],
    testMatch: ['**/nested.spec.js'],
    transform: {},
    globalSetup: '<rootDir>/test/servers/jest-setup.mjs',
    globalTeardown: '<rootDir>/test/servers/jest-teardown.mjs',
  };
  const run = started([...jest, '--config', JSON.stringify(config)]);
  const ended = once(run, 'exit');
  if (signal !== undefined) {
    await until((names) => names.includes('url'));
    run.kill(signal);
  }
  await ended;
  await nothingLeft(readFileSync(told, 'utf8'));
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'npm run servers leaves none behind after %s',
  async (signal) => {
    const run = started(servers);
    const url = await new Promise<string>((found) => {
      let seen = '';
      run.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        seen += chunk;
        const address = /export MONGODB_URL='(.+)'\n/.exec(seen)?.[1];
        if (address !== undefined) found(address);
      });
    });
    const ended = once(run, 'exit');
    run.kill(signal);
    expect(await ended).toEqual(signal === 'SIGKILL' ? [null, signal] : [0, null]);
    await nothingLeft(url);
  },
);

it('without what it needs it says what to install, and keeps nothing half fetched', async () => {
  const nothing = join(folder, 'nothing');
  const run = started(servers, {
    KAFKA_BROKERS: undefined,
    PATH: nothing,
    XDG_CACHE_HOME: folder,
  });
  let said = '';
  run.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  expect(await once(run, 'close')).toEqual([2, null]);
  expect(said).toContain('spawn mvn ENOENT\nThe tests need a Kafka broker. Either install Java 17');
  expect(said).toContain('spawn python3 ENOENT\nThe tests need MongoDB. Either install Python 3');
  expect(readdirSync(join(folder, 'sales-ledger', 'servers'))).toEqual([]);
});

/** With the broker that is there and a MongoDB of its own, whose folder stands in ours. */
function started(words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const own = { NODE_OPTIONS: '', TMPDIR: folder, MONGODB_URL: undefined };
  const env = { ...process.env, ...own, KAFKA_BROKERS: kafkaBrokers().join(), ...environment };
  return spawn(process.execPath, words, { env });
}

async function nothingLeft(url: string): Promise<void> {
  await until((names) => names.every((name) => !name.startsWith('sales-ledger-')));
  const { hostname, port } = new URL(url);
  const [error] = (await once(connect(Number(port), hostname), 'connect').catch((refused) => [
    refused,
  ])) as [NodeJS.ErrnoException | undefined];
  expect(error?.code).toBe('ECONNREFUSED');
}

/** Resolves when it holds of the names in our folder. */
function until(holds: (names: readonly string[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!holds(readdirSync(folder))) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, check);
    check();
  });
}
