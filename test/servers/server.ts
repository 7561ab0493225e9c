// What a Kafka broker and a mongod have in common: one process, one port, data that outlives the process.
import { setTimeout } from 'node:timers/promises';
import { type Command, type Guarded, type Running, guard, lastWords } from './guarded.js';
import { Unobtainable } from './obtained.js';

export type Server = {
  /** Of the process that runs now; of Docker's client where it runs in a container. */
  pid(): number;
  /** Where the signal ends the process, resolves when it has ended. One that has ended already gets none. */
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** On the same port with the same data, and serving; one that still runs is killed first. */
  restart(): Promise<void>;
  /** Kills it and removes its data, unless the folder was given. Again does nothing. */
  stop(): Promise<void>;
};

/**
 * By default a temporary folder and a free port. A given folder outlives the server, which then runs without Docker; it
 * is to be given again with its port, for a replica set knows itself by it.
 */
export type Place = { readonly folder?: string; readonly port?: number };

/** How one kind of server is run. */
export type Runs = Guarded & {
  /** Run to their ends, one after another, before the first start. */
  readonly prepare: (folder: string) => readonly Command[];
  readonly command: (folder: string) => Command;
  readonly signal: (pid: number, signal: NodeJS.Signals) => void;
};

export type Served = {
  readonly runs: () => Promise<Runs>;
  /** Rejects while it does not serve. */
  readonly answers: () => Promise<void>;
  /** What to do where it can't be had. */
  readonly advice: string;
};

const startMsMax = 60_000;

export async function serve({ runs, answers, advice }: Served): Promise<Server> {
  try {
    return await started(await runs(), answers);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unobtainable(`${why}\n${advice}`, { cause: error });
  }
}

async function started(runs: Runs, answers: Served['answers']): Promise<Server> {
  const guarded = await guard(runs);
  const start = async (): Promise<Running> => {
    const running = await guarded.start(runs.command(guarded.folder));
    const problem = await untilServing(running, answers);
    if (problem === undefined) return running;
    throw new Error(`${runs.name} ${problem}:\n${await lastWords(guarded.folder)}`);
  };
  try {
    for (const command of runs.prepare(guarded.folder)) {
      const ended = await (await guarded.start(command)).ended;
      if (ended === '0') continue;
      throw new Error(
        `${command.join(' ')} ended with ${ended}:\n${await lastWords(guarded.folder)}`,
      );
    }
    let running = await start();
    const kill: Server['kill'] = async (signal) => {
      if (await settled(running.ended)) return;
      runs.signal(running.pid, signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await running.ended;
    };
    const restart = async (): Promise<void> => {
      await kill('SIGKILL');
      running = await start();
    };
    return { pid: () => running.pid, kill, restart, stop: guarded.end };
  } catch (error) {
    await guarded.end();
    throw error;
  }
}

/** @returns why it does not serve and will not */
async function untilServing(
  { ended }: Running,
  answers: Served['answers'],
): Promise<string | undefined> {
  const deadline = Date.now() + startMsMax;
  for (;;) {
    const problem = await answers().then(() => undefined, String);
    if (problem === undefined) return undefined;
    if (await settled(ended)) return `ended with ${await ended}`;
    if (Date.now() > deadline) return `does not serve after ${startMsMax} ms (${problem})`;
    await setTimeout(50);
  }
}

async function settled(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), setTimeout(0, false)]);
}
