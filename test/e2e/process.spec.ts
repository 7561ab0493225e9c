// The program as a process: who may hold a folder, how it ends, what it says about itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type CliOptions, type Served, cli, cliJson, serve } from '../cli.js';
import { evaluatedIn } from './evaluated.js';
import { type Api, apiOf, headersOf, inFolder, whileServed } from './testing.js';

const opening = { currency: 'USD', timeZone: 'UTC', firstDay: '2020-01-01' };
const han = /\p{Script=Han}/u;

async function open(api: Api, ledger: string, name = ledger): Promise<void> {
  await api.post('', { ledger, name, ...opening });
}

it('the built program describes its interface as the reference does, schema by schema', () =>
  inFolder('described', (_, options) =>
    whileServed(options, async (api) => {
      const served: unknown = await (await fetch(new URL('/openapi.json', api.url))).json();
      const reference: unknown = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8'));
      expect(served).toEqual(reference);
    }),
  ));

describe('one process holds a folder', () => {
  it(
    'so a second server is refused with 5, in both languages, and the command line talks to the first',
    () =>
      inFolder('held', (_, options) =>
        whileServed(options, async (api) => {
          await open(api, 'acme');
          for (const [language, said] of [
            ['en', /in use by process \d+/],
            ['zh', /正被进程 \d+ 使用/],
          ] as const) {
            const second = await cli(options, '--lang', language, 'serve', '--port', '0');
            expect([language, second.code, second.stdout]).toEqual([language, 5, '']);
            expect(second.stderr).toMatch(said);
            expect(second.stderr).toContain(api.url);
            expect(second.stderr).toMatch(/ \(\S+\)\n$/);
            expect(second.stderr).not.toContain('    at ');
          }
          await api.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' });
          const trail = await cliJson<{ entries: unknown[] }>(options, 'audit', 'salesperson/sp-1');
          expect(trail.entries).toHaveLength(1);
          const named = await cliJson<{ total: string }>(
            options,
            '--url',
            api.url,
            'leaderboard',
            '--period',
            '2026',
          );
          expect(named.total).toBe('0.00');
          expect((await cli(options, 'doctor')).stdout).toContain(api.url);
        }),
      ),
    60_000,
  );

  it(
    'so a command beside it answers at once: it loads nothing of what it would take to serve',
    () =>
      inFolder('beside', (folder, options) =>
        whileServed(options, async (api) => {
          await open(api, 'acme');
          const loaded = join(folder, 'loaded');
          const told = { ...options, env: { NODE_V8_COVERAGE: loaded } };
          expect((await cli(told, 'leaderboard', '--period', '2026')).code).toBe(0);
          const evaluated = evaluatedIn(loaded).join('\n');
          expect(evaluated).toMatch(/node_modules\/commander/);
          expect(evaluated).not.toMatch(/@nestjs|fastify|lmdb|class-validator/);
        }),
      ),
    60_000,
  );

  it(
    'so an address where nobody answers, and a taken port, end with 5',
    () =>
      inFolder('port', (folder, options) =>
        whileServed(options, async (api) => {
          const nobody = await cli(
            options,
            '--url',
            'http://127.0.0.1:1',
            'audit',
            'deal/D-1',
            '--ledger',
            'x',
          );
          expect([nobody.code, nobody.stderr]).toEqual([
            5,
            expect.stringContaining('No server answers'),
          ]);
          const { port } = new URL(api.url);
          const other = { ...options, data: join(folder, 'other') };
          const taken = await cli(other, 'serve', '--port', port);
          expect([taken.code, taken.stderr]).toEqual([
            5,
            expect.stringMatching(`^Port ${port} on`),
          ]);
        }),
      ),
    60_000,
  );

  it.each(['0.0.0.0', '192.0.2.1'])(
    'and listens on %s for nobody',
    (host) =>
      inFolder('host', async (_, options) => {
        const run = await cli(options, 'serve', '--host', host, '--port', '0');
        expect([run.code, run.stderr]).toEqual([5, expect.stringContaining(host)]);
      }),
    60_000,
  );
});

it(
  'SIGTERM under load ends with 0, and all that was acknowledged is there',
  () =>
    inFolder('term', async (_, options) => {
      const served = await serve(options);
      const api = apiOf(served);
      await open(api, 'acme');
      await api.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' });
      const acknowledged: string[] = [];
      let ended: Promise<number | null> | undefined;
      const worker = async (name: number): Promise<void> => {
        for (let n = 0; ; n += 1) {
          const deal = `D-${name}-${n}`;
          const answer = await api
            .send('/acme/deals', { deal, salesperson: 'sp-1' })
            .catch(() => undefined);
          if (answer === undefined) return; // the server has gone
          if (answer.ok) acknowledged.push(`deal/${deal}`);
          await answer.text();
          if (acknowledged.length > 50) ended ??= served.stop();
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, name) => worker(name)));
      expect(await ended).toBe(0);
      await whileServed(options, async (again) => {
        const subjects = (await again.entries('acme')).map(({ subject }) => subject);
        expect(subjects.filter((subject) => acknowledged.includes(subject)).sort()).toEqual(
          acknowledged.sort(),
        );
      });
    }),
  60_000,
);

it(
  'SIGTERM answers a request that had begun, and does not wait for its connection to go',
  () =>
    inFolder('idle', async (_, options) => {
      const served = await serve(options);
      const body = JSON.stringify({ ledger: 'acme', name: 'Acme', ...opening });
      const { port } = new URL(served.url);
      const socket = connect(Number(port), '127.0.0.1');
      const head = Object.entries({ ...headersOf(), 'Content-Type': 'application/json' });
      const fields = head.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const length = `Content-Length: ${body.length}\r\n`;
      socket.write(
        `POST /v1/ledgers HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${fields}${length}\r\n`,
      );
      socket.write(body.slice(0, 5));
      const late = connect(Number(port), '127.0.0.1');
      expect(await apiOf(served).head('acme')).toBe(0); // by now the request above has arrived, too
      const stopping = once(served.child.stderr ?? socket, 'data');
      const ended = served.stop();
      await stopping;
      // Whoever is answered is told to send nothing more here; also who had connected and asks only now.
      for (const [one, rest] of [
        [late, `GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
        [socket, body.slice(5)],
      ] as const) {
        one.write(rest);
        const [answer] = (await once(one, 'data')) as [Buffer];
        expect(answer.toString()).toContain('HTTP/1.1 200');
        expect(answer.toString()).toMatch(/^connection: close\r$/im);
      }
      expect(await ended).toBe(0);
      socket.destroy();
      await whileServed(options, async (api) => expect(await api.head('acme')).toBe(1));
    }),
  60_000,
);

/** A request whose body never comes, so that the end waits for it; resolves once the end has begun. */
async function heldUp(served: Served): Promise<{ readonly ended: Promise<number | null> }> {
  const { port } = new URL(served.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined); // the process goes, and its connections with it
  const head = Object.entries({ ...headersOf(), 'Content-Type': 'application/json' });
  const fields = head.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(
    `POST /v1/ledgers HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${fields}Content-Length: 100\r\n\r\n{`,
  );
  expect(await apiOf(served).head('acme')).toBe(0); // by now the request above has arrived, too
  const stopping = once(served.child.stderr ?? socket, 'data');
  const ended = served.stop();
  await stopping;
  return { ended };
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'a second signal, %s, ends at once what the first one waits for',
  (signal) =>
    inFolder('second', async (_, options) => {
      const served = await serve(options);
      const { ended } = await heldUp(served);
      const begunMs = performance.now();
      served.child.kill(signal);
      expect(await ended).toBe(1);
      expect(performance.now() - begunMs).toBeLessThan(9_000); // not by the bound of the next spec
      await whileServed(options, async (api) => expect(await api.head('acme')).toBe(0));
    }),
  60_000,
);

it(
  'a stop that is held up ends after ten seconds by itself',
  () =>
    inFolder('bound', async (_, options) => {
      const served = await serve(options);
      const { ended } = await heldUp(served);
      expect(await ended).toBe(1);
      await whileServed(options, async (api) => expect(await api.head('acme')).toBe(0));
    }),
  60_000,
);

it(
  'a signal closes the door: who comes later is not let in, and the next process finds the folder free',
  () =>
    inFolder('door', async (_, options) => {
      const served = await serve(options);
      const { ended } = await heldUp(served);
      await expect(fetch(`${served.url}/health/live`)).rejects.toThrow('fetch failed');
      served.child.kill('SIGTERM');
      await ended;
      await whileServed(options, async (api) => {
        const ready = await fetch(`${api.url}/health/ready`);
        expect([ready.status, await ready.json()]).toEqual([
          200,
          expect.objectContaining({ status: 'up', down: [] }),
        ]);
      });
    }),
  60_000,
);

it(
  'ledgers do not mix',
  () =>
    inFolder('ledgers', (_, options) =>
      whileServed(options, async (api) => {
        for (const [ledger, amount] of [
          ['one', '100.00'],
          ['two', '7.00'],
        ] as const) {
          await open(api, ledger);
          const person = { salesperson: 'sp-1', name: `Ada of ${ledger}` };
          await api.post(`/${ledger}/salespeople`, person, 'key-person');
          await api.post(`/${ledger}/products`, { product: 'kit', name: 'Kit' }, 'key-product');
          const deal = {
            deal: 'D-1',
            salesperson: 'sp-1',
            products: ['kit'],
            openedOn: '2026-01-05',
          };
          await api.post(`/${ledger}/deals`, deal, 'key-deal');
          await api.post(`/${ledger}/deals/D-1/win`, { closedOn: '2026-02-05', amount }, 'key-win');
        }
        await api.post('/two/deals', { deal: 'D-2', salesperson: 'sp-1' });
        const board = (ledger: string) =>
          api.get(`/${ledger}/leaderboards/sales-amount?period=2026&after=5`);
        expect(await board('one')).toMatchObject({
          total: '100.00',
          rows: [{ name: 'Ada of one' }],
        });
        expect(await board('two')).toMatchObject({ total: '7.00', rows: [{ name: 'Ada of two' }] });
        expect(await api.status('/two/deals/D-2?after=6')).toBe(200);
        expect(await api.status('/one/deals/D-2')).toBe(404);
        expect(await api.status('/one/audit/deal/D-2')).toBe(404);
        expect(await api.status('/three/deals')).toBe(404);
        expect((await api.send('/one/deals/D-2/lose', { lostOn: '2026-03-01' })).status).toBe(404);
        expect([await api.head('one'), await api.head('two')]).toEqual([5, 6]);

        const unnamed = await cli(options, 'export');
        expect([unnamed.code, unnamed.stderr]).toEqual([2, expect.stringContaining('one, two')]);
        const exported = await cli(options, 'export', '--ledger', 'two');
        expect(exported.stdout.trimEnd().split('\n')).toHaveLength(6);
        expect((await cli(options, 'export', '--ledger', 'three')).code).toBe(3);
      }),
    ),
  60_000,
);

describe('the command line', () => {
  const commands = [
    'init',
    'serve',
    'import',
    'leaderboard',
    'audit',
    'export',
    'verify',
    'rebuild',
    'doctor',
  ];
  const runAll = async <T>(items: readonly T[], use: (item: T) => Promise<void>): Promise<void> => {
    for (let at = 0; at < items.length; at += 3)
      await Promise.all(items.slice(at, at + 3).map(use));
  };

  it.each(['en', 'zh'])(
    'explains every command in %s with an example, and opens nothing',
    (language) =>
      inFolder('help', async (_, options) => {
        const spoken = {
          ...options,
          env: { LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8' },
        };
        await runAll(commands, async (command) => {
          const { code, stdout, stderr } = await cli(spoken, command, '--help');
          expect([command, code, stderr]).toEqual([command, 0, '']);
          expect(stdout).toContain(`\n  sales-ledger ${command === 'serve' ? '' : command}`);
          const lines = stdout.split('\n').filter((line) => / {2,}\S/.test(line.trim()));
          expect(lines.filter((line) => han.test(line) !== (language === 'zh'))).toEqual([]);
          expect(stdout).not.toMatch(language === 'zh' ? /Usage|Options|Examples|display/ : han);
        });
        const whole = await cli(spoken, '--help');
        for (const command of commands) expect(whole.stdout).toContain(command);
        expect(existsSync(options.data)).toBe(false);
      }),
    60_000,
  );

  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ['no command', []],
    ['an unknown command', ['conquer']],
    ['an unknown option', ['export', '--fast']],
    ['an unknown option before the command', ['--fast', 'export']],
    ['a missing argument', ['init']],
    ['a missing option', ['leaderboard']],
    ['an option without its value', ['leaderboard', '--period']],
    ['too many arguments', ['doctor', 'who']],
    ['an unknown preset', ['import', 'x.csv', '--preset', 'stars']],
    ['an unknown language', ['--lang', 'fr', 'doctor']],
    ['a wrong actor', ['--actor', 'policy/x', 'doctor']],
    ['a wrong port', ['serve', '--port', 'http']],
    ['a port beyond the last', ['serve', '--port', '70000']],
    ['a ledger in capitals', ['init', 'BAD']],
    ['a subject without an id', ['audit', 'foo']],
    ['a wrong address', ['--url', 'nonsense', 'export', '--ledger', 'x']],
  ];
  it(
    'ends with 2 and a sentence in either language where it cannot be understood, and opens nothing',
    () =>
      inFolder('wrong', async (_, options) => {
        const seen: (readonly [string, number | null, boolean, boolean])[] = [];
        await runAll(
          wrong.flatMap(([name, words]) => [
            [name, words, 'en'] as const,
            [name, words, 'zh'] as const,
          ]),
          async ([name, words, language]) => {
            const env = { LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'C' };
            const { code, stdout, stderr } = await cli({ ...options, env }, ...words);
            const isClear = stdout === '' && stderr.trim() !== '' && !stderr.includes('    at ');
            seen.push([
              `${name} (${language})`,
              code,
              isClear,
              han.test(stderr) === (language === 'zh'),
            ]);
          },
        );
        expect(
          seen.filter(([, code, isClear, isSpoken]) => code !== 2 || !isClear || !isSpoken),
        ).toEqual([]);
        expect(existsSync(options.data)).toBe(false);
      }),
    90_000,
  );

  it(
    'prints tables without colour, and JSON that programs read',
    () =>
      inFolder('json', async (_, options) => {
        await whileServed(options, async (api) => {
          await open(api, 'acme');
          await api.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' });
          for (const words of [
            ['leaderboard', '--period', '2026'],
            ['audit', 'salesperson/sp-1'],
            ['doctor'],
            ['verify'],
            ['rebuild', 'measure'],
          ]) {
            expect(await cliJson<object>(options, ...words)).toEqual(expect.any(Object));
            const plain = await cli(
              { ...options, env: { NO_COLOR: '1', FORCE_COLOR: '' } },
              ...words,
            );
            expect([words, plain.code]).toEqual([words, 0]);
            expect(plain.stdout + plain.stderr).not.toContain('\u001b');
          }
        });
      }),
    90_000,
  );

  it(
    'tells a program what went wrong as JSON, on standard error, in the code that the API has',
    () =>
      inFolder('problem', (folder, options) =>
        whileServed(options, async (api) => {
          await open(api, 'acme');
          const rows: readonly (readonly [number, string, readonly string[]])[] = [
            [2, 'unusable', ['audit', 'foo']],
            [2, 'unusable', ['conquer']],
            [3, 'subject-not-found', ['audit', 'deal/none']],
            [2, 'unusable', ['export', '--to', join(folder, 'none', 'a')]],
            [3, 'metric-unknown', ['leaderboard', 'luck', '--period', '2026']],
          ];
          await runAll(rows, async ([code, problem, words]) => {
            const run = await cli(options, '--json', ...words);
            expect([words, run.code, run.stdout]).toEqual([words, code, '']);
            expect(JSON.parse(run.stderr)).toEqual({ code: problem, detail: expect.any(String) });
          });
        }),
      ),
    90_000,
  );

  it(
    'says over a leaderboard which figures they are',
    () =>
      inFolder('heading', (_, options) =>
        whileServed(options, async (api) => {
          await open(api, 'acme');
          const words = ['leaderboard', '--period', '2026-Q1'];
          const [english, chinese] = [
            await cli(options, ...words),
            await cli(options, '--lang', 'zh', ...words),
          ];
          const days = '2026-Q1 (2026-01-01 to 2026-03-31)';
          expect(english.stdout).toContain(
            `Sales amount · ${days} · organization by salesperson · USD`,
          );
          expect(chinese.stdout).toMatch(/^销售额 · 2026-Q1.*USD$/m);
        }),
      ),
    60_000,
  );

  it(
    'ends quietly where its reader has gone',
    () =>
      inFolder('pipe', (_, options) =>
        whileServed(options, async (api) => {
          await open(api, 'acme');
          await api.import(
            'acme',
            'preset=customers',
            `account\n${Array.from({ length: 2_000 }, (_, n) => `Customer ${n}`).join('\n')}\n`,
          );
          expect(await firstLine(options, 'export')).toMatchObject({ code: 0, stderr: '' });
        }),
      ),
    60_000,
  );
});

/** `sales-ledger … | head -n 1`. */
async function firstLine(options: CliOptions, ...words: readonly string[]) {
  const program = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'src', 'main.js');
  const line = `"$0" "$@" | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const child = spawn(
    'bash',
    ['-c', line, process.execPath, program, '--data', options.data, ...words],
    {
      env: { ...process.env, LANG: 'C', NODE_OPTIONS: '' },
    },
  );
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

it.each([
  ['command-service', { LANG: 'C' }, /^SALES_LEDGER_PORT is set to "x".* \(setting-wrong\)\n$/],
  ['query-service', { LANG: 'zh_CN.UTF-8' }, /^SALES_LEDGER_PORT 的值是“x”.* \(setting-wrong\)\n$/],
  [
    'projection-service',
    { LANG: 'C', SALES_LEDGER_LANGUAGE: 'zh' },
    /^SALES_LEDGER_PORT 的值是“x”.* \(setting-wrong\)\n$/,
  ],
])(
  '%s says in the language of its environment why it does not start, with a code',
  async (name, env, said) => {
    const program = join(import.meta.dirname, '../../dist/apps', name, 'src/main.js');
    const child = spawn(process.execPath, [program], {
      env: { PATH: process.env['PATH'], SALES_LEDGER_PORT: 'x', ...env },
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    expect([code, stderr]).toEqual([1, expect.stringMatching(said)]);
  },
);
