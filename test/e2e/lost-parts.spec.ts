// A folder that lost a part: what can be computed again is, what can't is asked for by name, and nothing is made up instead.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { slices } from '@ledger/sales';
import { type CliOptions, type Run, cli, cliJson } from '../cli.js';
import { inFolder, whileServed } from './testing.js';

const projections = slices.flatMap((slice) => slice.projections);
const people = 'salesperson,manager,region\nAda,Mia,North\nBo,Mia,North\n';
const han = /\p{Script=Han}/u;

/** A folder with one ledger and people in it. */
function inInstallation(
  name: string,
  use: (options: CliOptions, path: (part: string) => string) => Promise<void>,
): Promise<void> {
  return inFolder(name, async (folder, options) => {
    await cli(options, 'init', 'acme', '--first-day', '2020-01-01');
    await writeFile(join(folder, 'people.csv'), people);
    const taken = await cli(options, 'import', 'people.csv', '--preset', 'organization');
    expect([taken.code, taken.stderr]).toEqual([0, '']);
    await use(options, (part) => join(options.data, part));
  });
}

const readings = [
  ['leaderboard', '--period', '2026'],
  ['verify'],
  ['export'],
  ['serve', '--port', '0'],
  ['import', 'people.csv', '--preset', 'organization'],
];

/** The folder is refused with 5 and one sentence, no log line above it. */
async function expectRefused(
  options: CliOptions,
  said: RegExp,
  commands: readonly (readonly string[])[] = [['verify']],
): Promise<void> {
  for (const words of commands) {
    const { code, stdout, stderr } = await cli(options, ...words);
    expect([words, code, stdout, stderr.trimEnd().split('\n').length]).toEqual([words, 5, '', 1]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('init');
  }
}

async function expectWhole(options: CliOptions): Promise<void> {
  const board = await cli(options, 'leaderboard', '--period', '2026');
  expect([board.code, board.stderr]).toEqual([0, '']);
  expect(board.stdout).toContain('Ada');
  expect((await cli(options, 'verify')).code).toBe(0);
}

const findings = async (options: CliOptions): Promise<Run & { readonly wrong: string[] }> => {
  const run = await cli(options, '--json', 'doctor');
  const told = JSON.parse(run.stdout) as { findings: { ok: boolean; finding: string }[] };
  return { ...run, wrong: told.findings.flatMap(({ ok, finding }) => (ok ? [] : [finding])) };
};

describe('a folder without its keys is not opened, and none are made in their place', () => {
  it(
    'whether the key store, all in it or the master key is gone, until they are put back',
    () =>
      inInstallation('keys', async (options, path) => {
        for (const [part, said] of [
          ['keys', /holds no keys, .*backup/],
          ['master.key', /master\.key is not there.*backup/],
        ] as const) {
          await rename(path(part), `${path(part)}.away`);
          await expectRefused(options, said, part === 'keys' ? readings : undefined);
          expect(existsSync(path(part))).toBe(false);
          const { code, wrong } = await findings(options);
          expect([code, wrong]).toEqual([4, [expect.stringMatching(said)]]);
          await rename(`${path(part)}.away`, path(part));
          await expectWhole(options);
        }
        await rename(path('keys'), path('keys.away'));
        await expectRefused({ ...options, env: { LANG: 'zh_CN.UTF-8' } }, /没有密钥.*备份/);
        await mkdir(path('keys'));
        await expectRefused(options, /holds no keys, .*backup/);
        expect(await readdir(path('keys'))).toEqual([]);
        await rm(path('keys'), { recursive: true });
        await rename(path('keys.away'), path('keys'));
        await expectWhole(options);
      }),
    120_000,
  );

  it(
    'nor with keys that are of another installation or older than the ledger',
    () =>
      inInstallation('others', async (options, path) => {
        const other = { ...options, data: `${options.data}-other` };
        await cli(other, 'init', 'acme');
        await cp(path('keys'), path('keys.away'), { recursive: true });
        await cp(path('master.key'), path('master.key.away'));
        for (const part of ['keys', 'master.key']) {
          await rm(path(part), { recursive: true });
          await cp(join(other.data, part), path(part), { recursive: true });
        }
        await expectRefused(options, /not those of the ledger acme.*backup/);

        await rm(path('keys'), { recursive: true });
        await rm(path('master.key'));
        await cp(path('keys.away'), path('keys'), { recursive: true });
        await cp(path('master.key.away'), path('master.key'));
        await expectWhole(options);
        await cli(options, 'init', 'globex');
        await rm(path('keys'), { recursive: true });
        await cp(path('keys.away'), path('keys'), { recursive: true });
        await expectRefused(options, /no key of the ledger globex.*backup/);
        await expectRefused(options, /no key of the ledger globex.*backup/);
      }),
    120_000,
  );
});

describe('a folder whose log ends too early is not opened', () => {
  it(
    'whether all of the log is gone or its end, and is read again once it is back or the caches are deleted',
    () =>
      inInstallation('log', async (options, path) => {
        await cp(path('log'), path('log.early'), { recursive: true });
        await writeFile(join(options.cwd ?? '', 'more.csv'), 'account\nKonex\n');
        await cli(options, 'import', 'more.csv', '--preset', 'customers');
        await cp(options.data, `${options.data}.whole`, { recursive: true });

        const cases = [
          { kept: 'read', log: undefined, commands: readings },
          { kept: 'read', log: 'log.early' },
          { kept: 'state', log: undefined },
          { kept: 'state', log: 'log.early' },
        ];
        for (const { kept, log, commands } of cases) {
          await rm(options.data, { recursive: true });
          await cp(`${options.data}.whole`, options.data, { recursive: true });
          await rm(path('log'), { recursive: true });
          if (log !== undefined) await cp(path(log), path('log'), { recursive: true });
          await rm(path(kept === 'read' ? 'state' : 'read'), { recursive: true });
          const said = new RegExp(
            `ends with entry \\d+ of .*acme, but the folder ${kept} .*backup`,
          );
          await expectRefused(options, said, commands);
          expect(existsSync(path('log'))).toBe(log !== undefined);
        }
        const { code, wrong } = await findings(options);
        expect([code, wrong]).toEqual([4, [expect.stringMatching(/ends with entry/)]]);
        await rm(path('log'), { recursive: true, force: true });
        await cp(path('log.early'), path('log'), { recursive: true });
        for (const part of ['state', 'read'])
          await rm(path(part), { recursive: true, force: true });
        await expectWhole(options);
      }),
    240_000,
  );
});

describe('a folder that is not there', () => {
  it(
    'is not made by a command that reads',
    () =>
      inFolder('nowhere', async (folder, options) => {
        await mkdir(join(folder, 'empty'));
        await writeFile(join(folder, 'people.csv'), people);
        for (const words of [...readings.filter(([name]) => name !== 'serve'), ['rebuild']]) {
          const { code, stderr } = await cli(options, ...words);
          expect([words, code]).toEqual([words, 2]);
          expect(stderr).toContain(`no installation in ${options.data}`);
        }
        const empty = { ...options, data: join(folder, 'empty') };
        expect((await cli(empty, 'export')).stderr).toContain(`no installation in ${empty.data}`);
        for (const one of [options, empty]) expect((await cli(one, 'doctor')).code).toBe(0);
        expect(existsSync(options.data)).toBe(false);
        expect(await readdir(join(folder, 'empty'))).toEqual([]);
        expect((await cli(options, '--lang', 'zh', 'verify')).stderr).toMatch(han);
        expect((await cli(options, 'init', 'acme')).code).toBe(0);
      }),
    120_000,
  );
});

type Setting = { readonly variable: string; readonly value: string; readonly origin: string };
type Told = {
  readonly settings: readonly Setting[];
  readonly findings: readonly { check: string; ok: boolean; finding: string }[];
};

describe('doctor', () => {
  it(
    'tells of keys, log, caches, formats and who holds the folder, served or not, in both languages',
    () =>
      inInstallation('doctor', async (options) => {
        const checks = async (): Promise<readonly string[]> => {
          const told = await cliJson<Told>(options, 'doctor');
          expect(told.findings.filter(({ ok }) => !ok)).toEqual([]);
          return told.findings.map(({ check }) => check);
        };
        const idle = await checks();
        const parts = ['formats', 'keys · acme', 'log · acme', 'state · acme', 'deal · acme'];
        expect(idle).toEqual(expect.arrayContaining(parts));
        await whileServed(options, async ({ url }) => {
          expect(await checks()).toEqual(idle);
          const told = await cliJson<Told>(options, 'doctor');
          const holder = told.findings.find(({ check }) => check === 'server');
          expect(holder?.finding).toMatch(new RegExp(`process \\d+ .*${url}`));
          const plain = await cli(options, '--lang', 'zh', 'doctor');
          expect(
            plain.stdout.split('\n').filter((line) => /acme/.test(line) && !han.test(line)),
          ).toEqual([]);
        });
      }),
    120_000,
  );

  it(
    'tells which read model has stopped, where and why',
    () =>
      inInstallation('stopped', async (options, path) => {
        const projection = projections.find(({ name }) => name === 'deal');
        if (projection === undefined) throw new Error('no read model of deals');
        const store = lmdbReadStore(path('read'));
        const record = (await store.getMeta('builds/deal')) as { serving: { build: string } };
        const { build } = record.serving;
        await store.prepare(build, projection.collections);
        const { checkpoint, close } = await store.snapshot(build, 'acme');
        close();
        if (checkpoint === undefined) throw new Error('nothing is folded');
        // As if the rows had been folded from another log.
        const foreign = { ...checkpoint, time: '2020-01-01T00:00:00.000Z' };
        await store.commit(build, 'acme', checkpoint, foreign, []);
        await store.close();
        const { code, stderr, wrong } = await findings(options);
        const { sequence } = checkpoint;
        expect([code, stderr]).toEqual([4, '']);
        expect(wrong).toEqual([
          `stopped at entry ${sequence}: entry ${sequence} of the log is not the one that was folded, or does not follow it`,
        ]);
      }),
    60_000,
  );

  it(
    'tells which language is spoken, and why',
    () =>
      inFolder('language', async (_, options) => {
        const language = async (env: Record<string, string>, ...words: string[]) => {
          const told = await cliJson<Told>({ ...options, env }, ...words, 'doctor');
          const found = told.settings.find(({ variable }) => variable === 'SALES_LEDGER_LANGUAGE');
          return [found?.value, found?.origin];
        };
        expect(await language({})).toEqual(['en', 'environment']);
        expect(await language({ LANG: '' })).toEqual(['en', 'default']);
        expect(await language({}, '--lang', 'zh')).toEqual(['zh', 'flag']);
        expect(await language({ SALES_LEDGER_LANGUAGE: 'zh' })).toEqual(['zh', 'environment']);
        const plain = await cli(options, '--lang', 'zh', 'doctor');
        expect(plain.stdout).toMatch(/SALES_LEDGER_LANGUAGE +zh +命令行/);
        expect(existsSync(options.data)).toBe(false);
      }),
    60_000,
  );
});
