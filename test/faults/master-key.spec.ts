// Processes of one installation that start together where there is no master key yet.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

jest.setTimeout(120_000);

const racers = 6;
const rounds = 20;

describe('processes that start together without a master key', () => {
  const children: ChildProcess[] = [];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-race-'));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('all go on with the same one, which stands in the file', async () => {
    for (let racer = 0; racer < racers; racer += 1) {
      const execArgv = ['--import', './test/servers/typescript.mjs'];
      const env = { ...process.env, NODE_OPTIONS: '' };
      children.push(fork('test/faults/racer.ts', { execArgv, env }));
    }
    await Promise.all(children.map((child) => once(child, 'message')));
    for (let round = 0; round < rounds; round += 1) {
      const file = join(folder, `${round}.key`);
      const said = children.map(async (child) => {
        const answer = once(child, 'message');
        child.send(file);
        return String((await answer)[0]);
      });
      const keys = new Set(await Promise.all(said));
      expect([...keys]).toEqual([(await readFile(file, 'utf8')).trim()]);
    }
    expect((await readdir(folder)).length).toBe(rounds); // no draft is left behind
  });
});
