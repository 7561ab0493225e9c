// `npm run fuzz`: schemathesis sends the built server whatever its OpenAPI document allows, and what it does not, and
// holds every answer against that document. FUZZ_SEED repeats a run, FUZZ_SECONDS and FUZZ_EXAMPLES make it longer. With
// FUZZ_KEY=yes the server lets in by an API key only, and is asked with it.
import { spawn, spawnSync } from 'node:child_process';
import { hash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const program = join('dist', 'apps/cli/src/main.js');
const requirements = 'test/fuzz/requirements.txt';
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** Their answers are lines one after another, which no schema describes; test/e2e reads them line by line. */
const streams = ['stream$', 'rebuild$', 'verification$', 'entries\\.jsonl$'];

/** What it needs is not there; the message says what to do. */
class Unusable extends Error {}

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-fuzz-'));
try {
  process.exitCode = await fuzz(schemathesis());
} catch (error) {
  if (!(error instanceof Unusable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true });
}

/** A virtual environment for each list of versions, outside the tree. @returns the program's path */
function schemathesis(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const version = hash('sha256', readFileSync(requirements)).slice(0, 12);
  const home = join(cache, 'sales-ledger', `schemathesis-${version}`);
  const tester = join(home, 'bin', 'schemathesis');
  const done = join(home, 'installed');
  if (existsSync(done)) return tester;
  mkdirSync(home, { recursive: true });
  run('python3', ['-m', 'venv', home]);
  run(join(home, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  writeFileSync(done, '');
  return tester;
}

function run(program: string, words: readonly string[]): void {
  const { error, status } = spawnSync(program, words, { stdio: 'inherit' });
  if (error === undefined && status === 0) return;
  throw new Unusable(
    `${program} ${words.join(' ')} failed. The fuzz test needs Python 3.10 or later with venv and pip ` +
      '(on Debian: apt install python3-venv), and the network the first time. ' +
      'Everything else here runs without it.',
    { cause: error },
  );
}

async function fuzz(tester: string): Promise<number> {
  const seed = process.env['FUZZ_SEED'] ?? String(randomInt(2 ** 31));
  process.stdout.write(`FUZZ_SEED=${seed} npm run fuzz sends the same again.\n`);
  const key = process.env['FUZZ_KEY'] === undefined ? undefined : newKey();
  const { address, stop } = await served(key);
  try {
    const words = [
      ...['--config-file', resolve('test/fuzz/schemathesis.toml')],
      ...['run', `${address}/openapi.json`, '--checks', checks.join(',')],
      ...(key ? ['--header', `Authorization: Bearer ${key.key}`] : []),
      ...['--seed', seed, '--phases', 'examples,coverage,fuzzing'],
      ...['--max-time', process.env['FUZZ_SECONDS'] ?? '90'],
      ...['--max-examples', process.env['FUZZ_EXAMPLES'] ?? '25'],
      ...['--exclude-path-regex', streams.join('|'), '--request-timeout', '30'],
      ...['--generation-database', 'none', '--no-color', '--output-truncate', 'false'],
      ...['--warnings', 'off'],
    ];
    const testing = spawn(tester, words, { cwd: folder, stdio: 'inherit' });
    const [code] = (await once(testing, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await stop();
  }
}

type Key = { readonly key: string; readonly line: string };

function newKey(): Key {
  const words = [program, '--json', '--actor', 'user/fuzz', 'keys', 'new'];
  return JSON.parse(spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout) as Key;
}

/** The demo ledger on a port of its own, on this machine only. */
async function served(key: Key | undefined): Promise<{ address: string; stop(): Promise<void> }> {
  const words = ['--data', join(folder, 'data'), 'serve', '--port', '0', '--demo'];
  const server = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(key && { SALES_LEDGER_API_KEYS: key.line }) },
  });
  const ended = once(server, 'exit');
  for await (const line of createInterface(server.stdout)) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address === undefined) continue;
    server.stdout.resume(); // nobody reads on, and a full pipe would hold it up
    return {
      address,
      stop: async () => {
        server.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('the server ended before it told its address');
}
