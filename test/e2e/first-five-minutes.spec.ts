// The README's commands are run as they stand there, so they cannot promise what the program does not do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Run, serve } from '../cli.js';
import { inFolder } from './testing.js';

const root = join(import.meta.dirname, '..', '..');
const readme = (name: string): Promise<string> => readFile(join(root, name), 'utf8');

const blocksOf = (text: string): readonly string[] =>
  [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
const withoutRemarks = (code: string): string => code.replace(/ +#.*$/gm, '');

/** The commands of a block, continued lines joined. */
const commandsOf = (code: string): readonly string[] =>
  withoutRemarks(code)
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '');

async function shell(script: string, cwd: string): Promise<Run> {
  const env = { ...process.env, LANG: 'C', LC_ALL: '', NODE_OPTIONS: '' };
  const child = spawn('bash', ['-c', script], { cwd, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

describe('the README', () => {
  it('has the same commands in both languages', async () => {
    const [en, zh] = [
      blocksOf(await readme('README.md')),
      blocksOf(await readme('README.zh-CN.md')),
    ];
    expect(en).toHaveLength(4);
    expect(zh.map(withoutRemarks)).toEqual(en.map(withoutRemarks));
  });

  it('tells in its first five minutes and over HTTP what happens', async () => {
    const [, cli = '', http = ''] = blocksOf(await readme('README.md'));
    const [alias = '', ...commands] = commandsOf(cli);
    const program = /^alias sales-ledger="(.*)"$/.exec(alias)?.[1] ?? '';
    expect(program).toContain('$PWD/dist/apps/cli/src/main.js --data ./books');
    expect(commands).toHaveLength(10);

    await inFolder('readme', async (folder) => {
      const inPlace = program.replace('$PWD', root);
      const runs = new Map<string, Run>();
      for (const command of commands) {
        const words = command.replace(/^sales-ledger/, inPlace).replace(' docs/', ` ${root}/docs/`);
        const run = await shell(words, folder);
        expect([command, run.code, run.stderr]).toEqual([command, 0, expect.any(String)]);
        runs.set(command.split(' ').slice(1, 3).join(' '), run);
      }
      const said = (command: string): string => runs.get(command)?.stdout ?? '';
      expect(said('init acme')).toContain('Ledger acme is open');
      for (const list of ['people', 'products', 'customers', 'deals']) {
        expect(said(`import docs/examples/${list}.csv`)).toMatch(
          /^[1-9]\d* rows: [1-9]\d* recorded \([1-9]\d* entries\), 0 unchanged, 0 refused\./,
        );
      }
      expect(said('leaderboard sales-amount')).toMatch(/1 +Noor Haddad +3400\.00/);
      expect(said('leaderboard sales-amount')).toContain('Total 9050.00');
      expect(said('audit deal/A-1')).toMatch(
        /DealWon +2026-02-20 +from crm: A-1 +Won · closed on: – → 2026-02-20/,
      );
      expect(said('audit --type')).toMatch(/user\/local +deal\/A-5 +DealWon +2026-03-30/);
      expect(said('audit --type')).not.toContain('DealOpened');
      expect(said('verify')).toContain('0 checks failed');
      const exported = (await readFile(join(folder, 'acme.jsonl'), 'utf8')).trimEnd().split('\n');
      expect(exported.map((line) => (JSON.parse(line) as { entry: number }).entry)).toEqual(
        exported.map((_, place) => place + 1),
      );

      const served = await serve({ data: join(folder, 'books') });
      const answers: unknown[] = [];
      try {
        for (const command of commandsOf(http)) {
          expect(command).toContain('http://127.0.0.1:7420');
          const run = await shell(command.replace('http://127.0.0.1:7420', served.url), folder);
          expect([command, run.code]).toEqual([command, 0]);
          answers.push(JSON.parse(run.stdout));
        }
      } finally {
        expect(await served.stop()).toBe(0);
      }
      const sequence = exported.length + 1;
      expect(answers).toEqual([
        { ledger: 'acme', subject: 'deal/A-4', version: 2, sequence, entries: 1 },
        expect.objectContaining({ total: '9290.00', truth: expect.objectContaining({ sequence }) }),
      ]);
    });
  }, 120_000);
});
