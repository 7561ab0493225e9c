// The writer's state is a cache of the log: wherever it was left, a start makes it whole.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type EventLog, LogError } from '@ledger/event-log';
import { type Model } from '@ledger/ledger';
import { Logger } from '@nestjs/common';
import { counterModel, fatefulLog, raise, sent, startedWriter, turns } from '../writer/testing.js';
import { lmdbStateStore } from './lmdb/state-store.js';
import { memoryStateStore } from './memory/state-store.js';
import { type StateRows, type StateStore } from './state-store.js';
import { type StateLimits, WriterState } from './writer-state.js';

Logger.overrideLogger(false); // failures are provoked here

const submissions = [
  ...Array.from({ length: 12 }, (_, n) =>
    raise(`c-${n % 5}`, {
      ledger: n % 3 === 0 ? 'umbrella' : 'acme',
      data: { by: n + 1, also: n % 4 === 0 ? ['counter/c-1', 'counter/c-9'] : [] },
    }),
  ),
  sent('CloseCounter', 'counter/c-1'),
];

async function writtenLog(count = submissions.length): Promise<EventLog> {
  const log = fatefulLog(memoryEventLog());
  const writer = await startedWriter({ log });
  for (const submission of submissions.slice(0, count)) await writer.submit(submission);
  return log;
}

async function openedState(
  log: EventLog,
  store: StateStore,
  options: { readonly limits?: Partial<StateLimits>; readonly model?: Model } = {},
): Promise<WriterState> {
  const state = new WriterState({ partition: 0, store, log, model: counterModel, ...options });
  await state.open();
  return state;
}

/** Everything that the writer can ask of a state. */
function answersOf(state: WriterState): unknown {
  const slots = ['acme', 'umbrella'].flatMap((ledger) =>
    ['c-0', 'c-1', 'c-2', 'c-3', 'c-4', 'c-9']
      .map((id) => state.slot(`${ledger}/counter/${id}`))
      .concat(state.slot(`${ledger}/total/all`)),
  );
  const commands = submissions.map(({ command: { ledger }, commandId }) =>
    state.command(`${ledger}/${commandId}`),
  );
  return { slots, commands, heads: [state.head('acme'), state.head('umbrella')] };
}

async function truthOf(log: EventLog): Promise<unknown> {
  return answersOf(await openedState(log, memoryStateStore()));
}

/** Lets a number of writes through; then the process is as good as dead. */
function dyingStore(store: StateStore, writes: number): StateStore {
  let left = writes;
  return {
    ...store,
    write: async (rows) => {
      left -= 1;
      if (left < 0) return new Promise<never>(() => undefined);
      await store.write(rows);
    },
  };
}

it('replays the whole log into an empty store', async () => {
  const log = await writtenLog();
  const state = await openedState(log, memoryStateStore());
  expect(state.head('acme').sequence).toBe(await log.head('acme'));
  expect(state.slot('acme/counter/c-1')).toMatchObject({ state: { isClosed: true } });
  expect(state.slot('acme/counter/nobody')).toBeUndefined();
});

it('is the same after a crash at every write of a checkpoint', async () => {
  const limits = { chunkRows: 3 };
  for (let writes = 0; writes < 15; writes += 1) {
    const half = await writtenLog(7);
    const store = memoryStateStore();
    const dying = await openedState(half, dyingStore(store, writes), { limits });
    void dying.checkpoint();
    await turns(1);
    const whole = await writtenLog();
    expect(answersOf(await openedState(whole, store))).toEqual(await truthOf(whole));
  }
});

it('is the same after a restart at every point, with checkpoints of any size', async () => {
  const truth = await truthOf(await writtenLog());
  for (const checkpointEntries of [1, 2, 5, 100]) {
    const store = memoryStateStore();
    for (let count = 1; count <= submissions.length; count += 1) {
      const state = await openedState(await writtenLog(count), store, {
        limits: { checkpointEntries, cachedSlotsMax: 4 },
      });
      if (count % 2 === 0) await state.close();
    }
    expect(answersOf(await openedState(await writtenLog(), store))).toEqual(truth);
  }
});

it('replays only what the last checkpoint does not hold', async () => {
  const store = memoryStateStore();
  await (await openedState(await writtenLog(7), store)).close();
  const log = await writtenLog();
  const reads: number[] = [];
  const watched: EventLog = {
    ...log,
    read: (ledger, from, limit) => {
      if (ledger === 'acme' && limit > 1) reads.push(from);
      return log.read(ledger, from, limit);
    },
  };
  await openedState(watched, store);
  expect(reads).toEqual([(store.heads().get('acme')?.sequence ?? 0) + 1]);
});

it('drops stored states that are ahead of the log, though only half a checkpoint was', async () => {
  const store = memoryStateStore();
  const ahead = await openedState(await writtenLog(), dyingStore(store, 3), {
    limits: { chunkRows: 4 },
  });
  void ahead.checkpoint();
  await turns(1);
  const older = await writtenLog(4);
  expect(answersOf(await openedState(older, store))).toEqual(await truthOf(older));
});

it('drops states of another log', async () => {
  const store = memoryStateStore();
  await (await openedState(await writtenLog(), store)).close();
  const log = fatefulLog(memoryEventLog());
  const writer = await startedWriter({ log });
  for (let n = 0; n < 40; n += 1) await writer.submit(raise('c-0'));
  for (let n = 0; n < 40; n += 1) await writer.submit(raise('c-0', { ledger: 'umbrella' }));
  expect(answersOf(await openedState(log, store))).toEqual(await truthOf(log));
});

it('drops states of a log of another name, though its entries were the same', async () => {
  const store = memoryStateStore();
  const log = await writtenLog();
  await (await openedState({ ...log, id: 'one' }, store)).close();
  const reads: number[] = [];
  const read: EventLog['read'] = (ledger, from, limit) => {
    if (ledger === 'acme' && limit > 1) reads.push(from);
    return log.read(ledger, from, limit);
  };
  await openedState({ ...log, id: 'one', read }, store);
  expect(reads).toEqual([]);
  await openedState({ ...log, id: 'other', read }, store);
  expect(reads).toEqual([1]);
});

it('drops states of another version of the events', async () => {
  const store = memoryStateStore();
  const log = await writtenLog();
  await (await openedState(log, store)).close();
  await store.write({ slots: [['acme/counter/c-0', { state: 'old', version: 1, sequence: 99 }]] });
  const catalogue = { ...counterModel.catalogue, CounterReset: { version: 1 } };
  const state = await openedState(log, store, { model: { ...counterModel, catalogue } });
  expect(answersOf(state)).toEqual(await truthOf(log));
});

describe('a ledger that can not be gone on with', () => {
  const altered = (text: string): string => text.replace('"by":', '"by":1');
  const forged = (log: EventLog, forge: (text: string) => string): EventLog => ({
    ...log,
    read: async (ledger, from, limit) =>
      (await log.read(ledger, from, limit)).map((record) => {
        const text = Buffer.from(record.bytes).toString();
        const isIt = ledger === 'acme' && record.sequence === 3;
        return isIt ? { ...record, bytes: Buffer.from(forge(text)) } : record;
      }),
  });
  const halts = { halts: async () => [{ ledger: 'acme', sequence: 4, reason: 'forked' }] };
  const unreadable = (log: EventLog): EventLog => ({
    ...log,
    read: async (ledger, from, limit) => {
      if (ledger !== 'acme') return log.read(ledger, from, limit);
      const halt = { ledger, sequence: 1, reason: 'missing' };
      throw new LogError('corrupt', 'damaged', 'not-appended', false, { halt });
    },
  });
  const ending = (log: EventLog): EventLog => ({
    ...log,
    read: async (ledger, from, limit) =>
      (await log.read(ledger, from, limit)).filter((one) => ledger !== 'acme' || one.sequence < 3),
  });

  it.each([
    ['an altered entry', (log: EventLog) => forged(log, altered), 4, 3, 'does not follow entry 3'],
    ['an entry that is none', (log: EventLog) => forged(log, () => '{'), 3, 2, 'JSON'],
    ['what the log says', (log: EventLog) => ({ ...log, ...halts }), 4, 13, 'forked'],
    ['an entry that the log can not read', unreadable, 1, 0, 'missing'],
    ['the end of what can be read', ending, 3, 2, 'ends before its entry'],
  ])('is halted at %s, alone', async (_what, damage, sequence, head, reason) => {
    const log = await writtenLog();
    const state = await openedState(damage(log), memoryStateStore());
    expect(state.halted).toEqual([
      { ledger: 'acme', sequence, reason: expect.stringContaining(reason) },
    ]);
    expect(state.head('acme').sequence).toBe(head);
    const truth = await openedState(log, memoryStateStore());
    expect(state.head('umbrella')).toEqual(truth.head('umbrella'));
    expect(state.slot('umbrella/total/all')).toEqual(truth.slot('umbrella/total/all'));
    await state.catchUp();
    expect(state.head('acme').sequence).toBe(head);
  });

  it('keeps nothing of an entry of which half is taken in', async () => {
    const evolve = (): never => {
      throw new Error('a defect');
    };
    const model: Model = {
      ...counterModel,
      evolutions: (entry) =>
        entry.ledger === 'acme' && entry.sequence === 4
          ? [...counterModel.evolutions(entry), { key: 'counter/odd', evolve }]
          : counterModel.evolutions(entry),
    };
    const state = await openedState(await writtenLog(), memoryStateStore(), { model });
    expect(state.haltOf('acme')).toMatchObject({ sequence: 4, reason: 'a defect' });
    expect(state.slot('acme/total/all')).toMatchObject({ sequence: 3 });
  });

  it('does not throw away what is stored of the others', async () => {
    const log = await writtenLog();
    const store = memoryStateStore();
    await (await openedState(log, store)).close();
    // The log tells less of it than its writer had recorded.
    const shorter = {
      ...log,
      ...halts,
      head: async (ledger: string) => (ledger === 'acme' ? 3 : log.head(ledger)),
    };
    const reads: string[] = [];
    const read: EventLog['read'] = (ledger, from, limit) => {
      if (limit > 1) reads.push(ledger);
      return log.read(ledger, from, limit);
    };
    const state = await openedState({ ...shorter, read }, store);
    expect(reads).toEqual([]);
    expect(state.haltOf('acme')).toMatchObject({ sequence: 4 });
  });
});

it('tries a failed checkpoint again and answers rightly meanwhile', async () => {
  const log = await writtenLog();
  const store = memoryStateStore();
  const fails: StateRows[] = [];
  const failing: StateStore = {
    ...store,
    write: async (rows) => {
      if (fails.push(rows) % 2 === 1 && fails.length < 6) throw new Error('no room');
      await store.write(rows);
    },
  };
  const state = await openedState(log, failing, { limits: { chunkRows: 5, retryAfterMs: 1 } });
  const written = state.checkpoint();
  expect(answersOf(state)).toEqual(await truthOf(log));
  await written;
  expect(answersOf(state)).toEqual(await truthOf(log));
  expect(store.heads().get('acme')?.sequence).toBe(await log.head('acme'));
});

it('begins a checkpoint by itself some time after a change', async () => {
  const log = await writtenLog();
  const store = memoryStateStore();
  let written = (): void => undefined;
  const done = new Promise<void>((resolve) => (written = resolve));
  const watched: StateStore = {
    ...store,
    write: async (rows) => {
      await store.write(rows);
      if (rows.heads !== undefined) written();
    },
  };
  await openedState(log, watched, { limits: { checkpointAfterMs: 1 } });
  await done;
  expect(store.heads().get('acme')?.sequence).toBe(await log.head('acme'));
});

it('lets nobody wait while a checkpoint keeps up, and bounds what it has not written', async () => {
  const log = fatefulLog(memoryEventLog());
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
  const writer = await startedWriter({ log, store: slow, stateLimits: { checkpointEntries: 5 } });
  const answers = Array.from({ length: 30 }, () => writer.submit(raise('a', { data: { by: 0 } })));
  await Promise.all(answers);
  for (let n = 0; n < 10; n += 1) await writer.submit(raise('a'));
  const held = writer.submit(raise('a'));
  await turns(20);
  expect(await log.head('acme')).toBe(10);
  open();
  expect(await held).toMatchObject({ sequence: 11 });
});

it('gives the same after its folder was deleted, and from lmdb the same as from memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'writer-state-'));
  const log = await writtenLog();
  for (const reopened of [1, 2]) {
    const state = await openedState(log, lmdbStateStore(folder), {
      limits: { checkpointEntries: 4 },
    });
    expect([reopened, answersOf(state)]).toEqual([reopened, await truthOf(log)]);
    await state.close();
  }
  rmSync(folder, { recursive: true });
  const state = await openedState(log, lmdbStateStore(folder));
  expect(answersOf(state)).toEqual(await truthOf(log));
  await state.close();
  rmSync(folder, { recursive: true });
});
