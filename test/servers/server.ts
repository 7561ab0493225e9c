// What a Kafka broker and a mongod have in common: one process, one port, data that outlives the process.
import { setTimeout } from 'node:timers/promises';
import { type Command, type Guarded, type Running, guard, lastWords } from './guarded.js';

export type Server = {
  /** Of the process that runs now; of Docker's client where it runs in a container. */
  pid(): number;
  /** Where the signal ends the process, resolves when it has ended. */
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** On the same port with the same data, and serving; one that still runs is killed first. */
  restart(): Promise<void>;
  /** Ends it and removes its data, unless the folder was given. Again does nothing. */
  stop(): Promise<void>;
};

/** Both are free or given: a free port, a temporary folder. A given folder outlives the server. */
export type Place = { readonly folder?: string; readonly port?: number };

export type Serving = Guarded & {
  /** Run to their end, one after another, before the first start. */
  readonly prepare: (folder: string) => readonly Command[];
  readonly command: (folder: string) => Command;
  readonly signal: (pid: number, signal: NodeJS.Signals) => void;
  /** Rejects while it does not serve. */
  readonly serves: () => Promise<void>;
};

const startMsMax = 60_000;

export async function serve(serving: Serving): Promise<Server> {
  const guarded = await guard(serving);
  const start = async (): Promise<Running> => {
    const running = await guarded.start(serving.command(guarded.folder));
    await serves(serving, running, guarded.folder);
    return running;
  };
  try {
    for (const command of serving.prepare(guarded.folder)) {
      const ended = await (await guarded.start(command)).ended;
      if (ended !== '0') throw await failure(`${command.join(' ')} ended with ${ended}`, guarded);
    }
    let running = await start();
    const kill: Server['kill'] = async (signal) => {
      serving.signal(running.pid, signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await running.ended;
    };
    return {
      pid: () => running.pid,
      kill,
      restart: async () => {
        if (!(await settled(running.ended))) await kill('SIGKILL');
        running = await start();
      },
      stop: guarded.end,
    };
  } catch (error) {
    await guarded.end();
    throw error;
  }
}

/** Asks until it answers, has ended, or takes too long. */
async function serves({ name, serves }: Serving, running: Running, folder: string): Promise<void> {
  const deadline = Date.now() + startMsMax;
  for (;;) {
    const problem = await serves().then(() => undefined, String);
    if (problem === undefined) return;
    if (await settled(running.ended)) {
      throw await failure(`${name} ended with ${await running.ended}`, { folder });
    }
    if (Date.now() > deadline) {
      throw await failure(`${name} does not serve after ${startMsMax} ms: ${problem}`, { folder });
    }
    await setTimeout(50);
  }
}

async function failure(text: string, { folder }: { readonly folder: string }): Promise<Error> {
  return new Error(`${text}. Its last words:\n${await lastWords(folder)}`);
}

async function settled(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), setTimeout(0, false)]);
}

/** To a process of this machine. One that has ended already is what was wanted or is told by the next call. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  process.kill(pid, signal);
}
