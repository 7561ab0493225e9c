// What is fetched once and used by every run, outside the tree. Two runs at once fetch twice, and one of them counts.
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Command } from './guarded.js';

/** What a server needs is not there; the message says what to do. */
export class Unobtainable extends Error {}

export type Obtained = {
  readonly name: string;
  /** The file that lists what is fetched: another content is another folder. */
  readonly list: string;
  readonly fetch: (folder: string) => Command;
  readonly advice: string;
};

/** @returns the folder that holds it whole */
export async function cached({ name, list, fetch, advice }: Obtained): Promise<string> {
  const version = hash('sha256', readFileSync(list)).slice(0, 12);
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const servers = join(cache, 'sales-ledger', 'servers');
  const home = join(servers, `${name}-${version}`);
  if (existsSync(home)) return home;
  process.stderr.write(`Fetching ${name} into ${home}, this once.\n`);
  mkdirSync(servers, { recursive: true });
  const unfinished = mkdtempSync(join(servers, 'unfinished-'));
  try {
    const command = fetch(unfinished);
    if (!(await succeeds(command)))
      throw new Unobtainable(`${command.join(' ')} failed. ${advice}`);
    renameSync(unfinished, home);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (error instanceof Unobtainable || !existsSync(home)) throw error;
  }
  return home;
}

/** Its words go to standard error, so that standard output stays what its reader expects. */
async function succeeds([program, ...words]: Command): Promise<boolean> {
  const fetching = spawn(program, words, { stdio: ['ignore', 2, 2] });
  const [code] = (await once(fetching, 'exit').catch(() => [1])) as [number | null];
  return code === 0;
}
