// Whatever becomes of an import and its report: no file of a person's is lost, and what was recorded is told.
import { chmod, link, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CliOptions, type Run, cli } from '../cli.js';
import { inFolder, whileServed } from './testing.js';

const deals = 'account,sector\nKonex,retail\nPlasmo,health\n';
const han = /\p{Script=Han}/u;

const inBook = (use: (folder: string, options: CliOptions) => Promise<void>): Promise<void> =>
  inFolder('import-report', async (folder, options) => {
    await writeFile(join(folder, 'in.csv'), deals);
    await whileServed(options, async () => {
      await cli(options, 'init', 'acme');
      await use(folder, options);
    });
  });
const imported = (options: CliOptions, ...words: readonly string[]): Promise<Run> =>
  cli(options, 'import', 'in.csv', '--preset', 'customers', ...words);
const textOf = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name), 'utf8');

describe('the report of an import', () => {
  it(
    'never takes the place of a file that the import reads, by whatever name',
    () =>
      inBook(async (folder, options) => {
        await writeFile(join(folder, 'map.json'), '{"dates":"iso"}');
        await symlink(join(folder, 'in.csv'), join(folder, 'soft.csv'));
        await link(join(folder, 'in.csv'), join(folder, 'hard.csv'));
        const before = await readdir(folder);
        for (const name of ['in.csv', './in.csv', 'soft.csv', 'hard.csv', 'map.json']) {
          const run = await imported(options, '--mapping', 'map.json', '--report', name);
          expect([name, run.code, run.stdout, run.stderr]).toEqual([
            name,
            2,
            '',
            expect.stringContaining('--report'),
          ]);
        }
        expect(await textOf(folder, 'in.csv')).toBe(deals);
        expect(await textOf(folder, 'map.json')).toBe('{"dates":"iso"}');
        expect(await readdir(folder)).toEqual(before);
        expect((await imported(options)).stdout).toContain('2 recorded');
      }),
    60_000,
  );

  it(
    'stays as it was where the next import does not begin',
    () =>
      inBook(async (folder, options) => {
        await imported(options);
        await writeFile(join(folder, 'in.csv.report.csv'), 'corrected by hand');
        const before = await readdir(folder);
        for (const words of [
          ['--encoding', 'klingon'],
          ['--ledger', 'nowhere'],
          ['--preset', 'pipeline'],
        ]) {
          expect((await imported(options, ...words)).code).not.toBe(0);
        }
        expect(await textOf(folder, 'in.csv.report.csv')).toBe('corrected by hand');
        expect(await readdir(folder)).toEqual(before);
        await imported(options);
        expect(await textOf(folder, 'in.csv.report.csv')).toContain('unchanged');
        expect(await readdir(folder)).toEqual(before);
      }),
    60_000,
  );

  it(
    'that can not be written is told before anything is recorded',
    () =>
      inBook(async (folder, options) => {
        await mkdir(join(folder, 'sealed'), { mode: 0o500 });
        await mkdir(join(folder, 'box'));
        await writeFile(join(folder, 'kept.csv'), 'kept', { mode: 0o400 });
        const isRoot = process.getuid?.() === 0; // whom no mode of a folder stops
        const places = ['/nonexist/x.csv', 'box', ...(isRoot ? [] : ['sealed/x.csv', 'kept.csv'])];
        for (const place of places) {
          for (const language of ['en', 'zh']) {
            const spoken = { ...options, env: { LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'C' } };
            const run = await imported(spoken, '--report', place);
            expect([place, run.code, run.stdout]).toEqual([place, 2, '']);
            expect(run.stderr).toContain(place);
            expect(run.stderr).not.toContain('    at ');
            expect(han.test(run.stderr)).toBe(language === 'zh');
          }
        }
        await chmod(join(folder, 'sealed'), 0o700);
        expect((await imported(options)).stdout).toContain('2 recorded');
      }),
    60_000,
  );

  it(
    'that breaks half-way does not hide what was recorded',
    () =>
      inBook(async (_, options) => {
        const run = await imported(options, '--report', '/dev/full');
        expect([run.code, run.stdout]).toEqual([2, expect.stringContaining('2 recorded')]);
        expect(run.stdout).not.toContain('/dev/full');
        expect(run.stderr).toMatch(/\/dev\/full can’t be written: .*ENOSPC/);
        const again = await cli(
          options,
          ...['--json', 'import', 'in.csv', '--preset', 'customers', '--report', '/dev/full'],
        );
        expect([again.code, JSON.parse(again.stdout)]).toEqual([
          2,
          expect.objectContaining({ unchanged: 2, report: null }),
        ]);
      }),
    60_000,
  );

  it(
    'replaces what a link points at, and can be a pipe',
    () =>
      inBook(async (folder, options) => {
        await writeFile(join(folder, 'real.csv'), '');
        await symlink('real.csv', join(folder, 'soft.csv'));
        expect((await imported(options, '--report', 'soft.csv')).code).toBe(0);
        expect(await textOf(folder, 'real.csv')).toContain('recorded');
        expect((await imported(options, '--report', '/dev/null')).code).toBe(0);
      }),
    60_000,
  );
});

describe('an export', () => {
  it.each(['/nonexist/a.jsonl', '/dev/full'])(
    'that can not be written to %s ends with 2',
    (place) =>
      inBook(async (_, options) => {
        const run = await cli(options, 'export', '--to', place);
        expect([run.code, run.stdout]).toEqual([2, '']);
        expect(run.stderr).toContain(`The file ${place} can’t be written`);
        expect(run.stderr).not.toContain('    at ');
      }),
    60_000,
  );
});
