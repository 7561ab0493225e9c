// A state that follows the log of another's writer, and what is left to read when it takes over.
import { type EventLog, LogError, type TailBatch } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { Logger } from '@nestjs/common';
import {
  type FatefulLog,
  counterModel,
  fatefulLog,
  raise,
  startedWriter,
  turns,
} from '../writer/testing.js';
import { type Writer } from '../writer/writer.js';
import { memoryStateStore } from './memory/state-store.js';
import { type StateStore } from './state-store.js';
import { type StateLimits, WriterState } from './writer-state.js';

Logger.overrideLogger(false); // failures are provoked here

const states: WriterState[] = [];
afterEach(async () => {
  for (const state of states.splice(0)) await state.close();
});

type Given = { readonly log: FatefulLog; readonly owner: Writer };

async function given(): Promise<Given> {
  const log = fatefulLog(memoryEventLog());
  const owner = await startedWriter({ log });
  for (let n = 0; n < 3; n += 1) await owner.submit(raise('a'));
  return { log, owner };
}

function stateOver(
  log: EventLog,
  store: StateStore = memoryStateStore(),
  limits: Partial<StateLimits> = {},
): WriterState {
  const state = new WriterState({ partition: 0, store, log, model: counterModel, limits });
  states.push(state);
  return state;
}

async function until(isMet: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !isMet(); turn += 1) await turns(1);
  expect(isMet()).toBe(true);
}

/** Counts what is read ledger by ledger, and what is shown by tails. */
function watched(log: EventLog): {
  readonly log: EventLog;
  readonly seen: { reads: number; tailed: number[] };
} {
  const seen = { reads: 0, tailed: [] as number[] };
  const watching: EventLog = {
    ...log,
    read: (...asked) => {
      seen.reads += 1;
      return log.read(...asked);
    },
    async *tail(...asked) {
      for await (const batch of log.tail(...asked)) {
        seen.tailed.push(...batch.entries.map(({ sequence }) => sequence));
        yield batch;
      }
    },
  };
  return { log: watching, seen };
}

async function* nothing(signal: AbortSignal): AsyncGenerator<TailBatch> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

const headOf = (state: WriterState): number => state.head('acme').sequence;

describe('a state that follows', () => {
  it('is warm once it has come to the end, and keeps up with what another one writes', async () => {
    const { log, owner } = await given();
    const state = stateOver(log);
    expect(state.isWarm).toBe(false);
    state.follow();
    await until(() => state.isWarm);
    expect(headOf(state)).toBe(3);
    const submission = raise('a', { ledger: 'umbrella' });
    await owner.submit(submission);
    await owner.submit(raise('a'));
    await until(() => headOf(state) === 4);
    expect(state.slot('acme/counter/a')).toMatchObject({ state: { count: 4 }, version: 4 });
    expect(state.command(`umbrella/${submission.commandId}`)).toBe(1);
  });

  it('reads what is left and nothing else where it takes over', async () => {
    const { log, owner } = await given();
    const { log: watching, seen } = watched(log);
    const state = stateOver({
      ...watching,
      // What follows has not come yet when the partition is taken over.
      tail: (partition, from, options) =>
        options.toEnd === true ? watching.tail(partition, from, options) : nothing(options.signal),
    });
    state.follow();
    await until(() => state.isWarm);
    await owner.submit(raise('a'));
    await owner.submit(raise('a'));
    seen.reads = 0;
    await state.open();
    expect(headOf(state)).toBe(5);
    expect(seen).toEqual({ reads: 0, tailed: [4, 5] });
  });

  it('takes in nothing more by itself once it has taken over', async () => {
    const { log, owner } = await given();
    const state = stateOver(log);
    state.follow();
    await until(() => state.isWarm);
    await state.open();
    expect(state.isWarm).toBe(false);
    await owner.submit(raise('a'));
    await turns(20);
    expect(headOf(state)).toBe(3);
  });

  it('takes over cold where it has not come to the end yet', async () => {
    const { log } = await given();
    const state = stateOver(log);
    state.follow();
    await state.open();
    expect(headOf(state)).toBe(3);
  });

  it('passes over what it has already', async () => {
    const { log, owner } = await given();
    // What comes between the end that it is told and what it then reads comes twice.
    const late: EventLog = {
      ...log,
      end: async (partition) => {
        const end = await log.end(partition);
        await owner.submit(raise('a'));
        return end;
      },
    };
    const state = stateOver(late);
    state.follow();
    await until(() => state.isWarm);
    await owner.submit(raise('a'));
    await until(() => headOf(state) === 5);
    expect(state.slot('acme/counter/a')).toMatchObject({ state: { count: 5 } });
  });

  it('goes on from where it was when the log has failed', async () => {
    const { log, owner } = await given();
    const failures = [new LogError('io', 'no broker answers', 'not-appended', true)];
    const froms: (string | undefined)[] = [];
    const failing: EventLog = {
      ...log,
      async *tail(partition, from, options) {
        froms.push(from);
        yield* log.tail(partition, from, { ...options, toEnd: failures.length > 0 });
        const failure = failures.pop();
        if (failure !== undefined) throw failure;
      },
    };
    const state = stateOver(failing);
    await owner.submit(raise('a'));
    state.follow();
    await until(() => froms.length === 1 && state.isWarm);
    await owner.submit(raise('a'));
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (headOf(state) < 5) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    expect(froms).toEqual([await endBefore(log), await endBefore(log)]);
  });

  it('waits where its checkpoints do not keep up, so that memory stays bounded', async () => {
    const { log, owner } = await given();
    const store = memoryStateStore();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow: StateStore = {
      ...store,
      write: async (rows) => {
        await gate;
        await store.write(rows);
      },
    };
    const state = stateOver(log, slow, { checkpointEntries: 2 });
    state.follow();
    for (let n = 0; n < 6; n += 1) {
      await owner.submit(raise('a'));
      await turns(5);
    }
    expect(headOf(state)).toBeLessThan(9);
    open();
    await until(() => headOf(state) === 9);
  });

  it('loses nothing of a checkpoint that failed when it was closed, and follows again', async () => {
    const { log, owner } = await given();
    const store = memoryStateStore();
    let isBroken = true;
    const broken: StateStore = {
      ...store,
      write: async (rows) => {
        if (isBroken) throw new Error('no room');
        await store.write(rows);
      },
    };
    const state = stateOver(log, broken, { retryAfterMs: 1 });
    await state.open();
    await state.close();
    isBroken = false;
    state.follow();
    await until(() => state.isWarm);
    await owner.submit(raise('b'));
    await until(() => headOf(state) === 4);
    await state.close();
    const stored = stateOver(log, store);
    await stored.open();
    expect(stored.slot('acme/counter/a')).toMatchObject({ state: { count: 3 } });
    expect(store.slot('acme/counter/a')).toMatchObject({ state: { count: 3 } });
  });
});

/** Where the log ended after its fourth entry. */
async function endBefore(log: EventLog): Promise<string> {
  const positions: string[] = [];
  const { signal } = new AbortController();
  for await (const { position } of log.tail(0, undefined, { signal, limit: 1, toEnd: true })) {
    positions.push(position);
  }
  return positions[3] ?? '';
}
