// A program that dies with the process that started it, leaves no folder behind, and can be killed and started again.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export type Command = readonly [program: string, ...words: string[]];

export type Guard = {
  /** Holds the program's data and `output.log`. */
  readonly folder: string;
  start(command: Command): Promise<Running>;
  /** Ends what runs and removes the folder, unless it was given. */
  end(): Promise<void>;
};

export type Running = {
  readonly pid: number;
  /** With the signal or the exit code. */
  readonly ended: Promise<string>;
};

export type Guarded = {
  /** Part of the temporary folder's name. */
  readonly name: string;
  /** Where data stands that outlives the guard; by default a temporary folder. */
  readonly folder?: string | undefined;
  /** Run at the very end, where killing the program does not end everything. */
  readonly farewell?: Command;
};

type Told = { readonly folder?: string; readonly pid?: number; readonly ended?: string };

export async function guard(guarded: Guarded): Promise<Guard> {
  const child = fork(resolve('test/servers/guard.mjs'), [JSON.stringify(guarded)], {
    detached: true,
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const left = once(child, 'exit');
  const told = <Key extends keyof Told>(key: Key): Promise<NonNullable<Told[Key]>> =>
    new Promise((found) => {
      const listen = (message: Told): void => {
        const value = message[key];
        if (value === undefined) return;
        child.off('message', listen);
        found(value);
      };
      child.on('message', listen);
    });
  return {
    folder: await told('folder'),
    start: async (command) => {
      const [started, ended] = [told('pid'), told('ended')];
      child.send(command);
      const pid = await Promise.race([started, ended]);
      if (typeof pid === 'number') return { pid, ended };
      throw new Error(`${command[0]} does not start: ${pid}`);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await left;
    },
  };
}

/** The last lines a program wrote, for an error's text. */
export async function lastWords(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'output.log'), 'utf8');
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
