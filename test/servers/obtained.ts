// What is fetched once and used by every run, outside the tree. It appears whole or not at all: two runs at once fetch
// twice, and one of them counts.
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Command, guard, lastWords } from './guarded.js';

/** A server can't be had; the message says why and what to do. */
export class Unobtainable extends Error {}

export type Wanted = {
  readonly name: string;
  /** The file that lists what is fetched: another content is another folder. */
  readonly list: string;
  readonly fetch: (folder: string) => Command;
};

/** @returns the folder that holds it */
export async function obtained({ name, list, fetch }: Wanted): Promise<string> {
  const version = hash('sha256', readFileSync(list)).slice(0, 12);
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const servers = join(cache, 'sales-ledger', 'servers');
  const home = join(servers, `${name}-${version}`);
  if (existsSync(home)) return home;
  process.stderr.write(`Fetching ${name} into ${home}, this once.\n`);
  mkdirSync(servers, { recursive: true });
  const unfinished = await guard({ name: `unfinished-${name}`, within: servers });
  try {
    const fetched = join(unfinished.folder, 'fetched');
    const command = fetch(fetched);
    const { ended } = await unfinished.start(command);
    const code = await ended;
    if (code !== '0') {
      const words = await lastWords(unfinished.folder);
      throw new Error(`${command.join(' ')} ended with ${code}:\n${words}`);
    }
    if (!existsSync(home)) renameSync(fetched, home);
  } finally {
    await unfinished.end();
  }
  return home;
}
