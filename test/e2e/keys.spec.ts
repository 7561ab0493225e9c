// Keys of the HTTP API as an operator meets them: made, configured, used, refused.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliOptions, cli, cliJson, serve } from '../cli.js';
import { inFolder } from './testing.js';

type Made = { readonly key: string; readonly line: string; readonly hash: string };

const made = (options: CliOptions, actor: string): Promise<Made> =>
  cliJson<Made>(options, 'keys', 'new', '--actor', actor, '--name', 'e2e');
const init = ['init', 'acme', '--first-day', '2026-01-01'];

it(
  'keys new tells a key and the line that lets it in, and keeps nothing',
  () =>
    inFolder('keys-new', async (_, options) => {
      const { key, line, hash } = await made(options, 'user/u-7');
      expect(key).toMatch(/^slk_[A-Za-z0-9_-]{43}$/);
      expect(line).toBe(`user/u-7:${hash}:e2e`);
      expect(line).not.toContain(key);
      for (const [language, said] of [
        ['en', 'shown once'],
        ['zh', '只显示这一次'],
      ] as const) {
        const told = await cli(options, '--lang', language, 'keys', 'new', '--actor', 'user/u-8');
        expect(told).toMatchObject({ code: 0, stderr: '' });
        expect(told.stdout).toContain('slk_');
        expect(told.stdout).toContain('user/u-8:');
        expect(told.stdout).toContain(said);
        const nobody = await cli(options, '--lang', language, 'keys', 'new');
        expect([nobody.code, nobody.stdout]).toEqual([2, '']);
        expect(nobody.stderr).toContain('--actor user/');
      }
      const doctor = await cli(options, 'doctor');
      expect(doctor.stdout).toContain('does not exist yet');
    }),
  60_000,
);

it(
  'a server with keys asks the command line for one; who may open the folder needs none',
  () =>
    inFolder('keys-served', async (folder, options) => {
      const { key, line } = await made(options, 'user/u-7');
      const file = join(folder, 'keys');
      writeFileSync(file, `# e2e\n${line}\n`);
      const guarded = { ...options, env: { SALES_LEDGER_API_KEYS_FILE: file } };
      const holder = { ...guarded, env: { ...guarded.env, SALES_LEDGER_API_KEY: key } };
      expect(await cli(guarded, ...init)).toMatchObject({ code: 0 });
      const served = await serve(guarded);
      try {
        const there = ['--url', served.url];
        const words = [...there, 'audit', 'ledger/acme'];
        const without = await cli(guarded, ...words);
        expect([without.code, without.stderr]).toEqual([
          3,
          expect.stringContaining('api-key-missing'),
        ]);
        const wrong = { ...guarded, env: { ...guarded.env, SALES_LEDGER_API_KEY: `${key}x` } };
        expect((await cli(wrong, ...words)).stderr).toContain('api-key-unknown');
        const other = await cli(holder, ...there, '--actor', 'user/u-8', ...init);
        expect(other.stderr).toContain('actor-contradicts-key');
        await cliJson(holder, ...there, 'init', 'second', '--first-day', '2026-01-01');
        // The process that serves the folder is found by it, and asks for the key all the same.
        expect((await cli(guarded, 'leaderboard', '--period', '2026')).code).toBe(3);
        const second = ['audit', 'ledger/second', '--ledger', 'second'];
        const trail = await cliJson<{ entries: object[] }>(holder, ...second);
        expect(trail.entries).toEqual([
          expect.objectContaining({ actor: 'user/u-7', assurance: 'key' }),
        ]);
        const first = await cliJson<{ entries: object[] }>(
          holder,
          ...['audit', 'ledger/acme', '--ledger', 'acme'],
        );
        expect(first.entries).toEqual([
          expect.objectContaining({ actor: 'user/local', assurance: 'stated' }),
        ]);
      } finally {
        expect(await served.stop()).toBe(0);
      }
    }),
  90_000,
);
