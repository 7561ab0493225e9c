// Programs that die with the process that started them and leave no folder behind, whatever ends that process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type Command = readonly [program: string, ...words: string[]];

export type Guard = {
  /** Holds the programs' data and what they write, in `output.log`. */
  readonly folder: string;
  /** One after another: the last one must have ended. */
  start(command: Command): Promise<Running>;
  /** Kills what runs and removes the folder, unless it was given. Again does nothing. */
  end(): Promise<void>;
};

export type Running = {
  readonly pid: number;
  /** With the signal or the exit code; `'0'` is success. */
  readonly ended: Promise<string>;
};

export type Guarded = {
  /** Part of a new folder's name. */
  readonly name: string;
  /** Where a new folder is made; by default among the system's temporary ones. */
  readonly within?: string;
  /** Stands already and is not removed at the end. */
  readonly folder?: string | undefined;
  /** Run at the very end, where killing the program does not end everything. */
  readonly farewell?: Command;
};

type Told = { readonly folder?: string; readonly pid?: number; readonly ended?: string };

export async function guard(guarded: Guarded): Promise<Guard> {
  const words = [JSON.stringify({ within: tmpdir(), ...guarded })];
  const child = fork(resolve('test/servers/guard.mjs'), words, {
    detached: true,
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const left = once(child, 'exit');
  const told = <Key extends keyof Told>(key: Key): Promise<NonNullable<Told[Key]>> =>
    new Promise((found, failed) => {
      const listen = (message: Told): void => {
        const value = message[key];
        if (value === undefined) return;
        child.off('message', listen);
        found(value);
      };
      child.on('message', listen);
      if (key === 'folder') void left.then(() => failed(new Error('the guard ended: see above')));
    });
  return {
    folder: await told('folder'),
    start: async (command) => {
      const [started, ended] = [told('pid'), told('ended')];
      child.send(command);
      const pid = await Promise.race([started, ended]);
      if (typeof pid === 'number') return { pid, ended };
      throw new Error(pid);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await left;
    },
  };
}

/** The last lines the programs wrote, for an error's text. */
export async function lastWords(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'output.log'), 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
