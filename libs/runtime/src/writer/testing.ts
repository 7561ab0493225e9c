// A slice as small as it can be, a log that fails on demand, and a writer around them: for the specs of the writer.
import { type EventLog, LogError } from '@ledger/event-log';
import {
  type Command,
  type Environment,
  type Event,
  type Known,
  type SealedSubmission,
  type Sender,
  type Slice,
  idOf,
  modelOf,
  rejector,
  submission,
} from '@ledger/ledger';
import { createHash } from 'node:crypto';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { type WriterMeter } from '../metrics/writer-meter.js';
import { type StateStore } from '../writer-state/state-store.js';
import { type StateLimits, WriterState } from '../writer-state/writer-state.js';
import { type WriterLimits } from './limits.js';
import { Writer } from './writer.js';

type CounterRaised = Event<'CounterRaised', { readonly by: number; readonly note?: string }>;
type CounterClosed = Event<'CounterClosed', object>;
type CounterEvent = CounterRaised | CounterClosed;

type Counter = { readonly count: number; readonly isClosed: boolean };

const counterSubject = {
  kind: 'counter',
  evolve(state: Counter | undefined, { type, data }: CounterEvent): Counter {
    const { count, isClosed } = state ?? { count: 0, isClosed: false };
    if (type === 'CounterClosed') return { count, isClosed: true };
    return { count: count + data.by, isClosed };
  },
};

/** The total over all counters, kept as a guard. */
const totalGuard = {
  kind: 'total',
  types: ['CounterRaised'] as const,
  touches: () => ['all'],
  evolve: (state: number | undefined, { data }: CounterRaised) => (state ?? 0) + data.by,
};

const counterRejections = {
  'counter-closed': {
    status: 409,
    en: 'Counter {counter} is closed.',
    zh: '计数器 {counter} 已关闭。',
  },
  'total-too-high': {
    status: 409,
    en: 'The total may not pass {max}.',
    zh: '总数不得超过 {max}。',
  },
} as const;
const refuse = rejector(counterRejections);

export const totalMax = 1_000;

export type CounterData = {
  readonly by?: number;
  /** More events of the same command, on these counters. */
  readonly also?: readonly string[];
  readonly note?: string;
};

export type CounterCommand = Command<
  'OpenLedger' | 'RaiseCounter' | 'CloseCounter' | 'BreakCounter',
  CounterData
>;

function raised(subject: string, { by = 1, note }: CounterData): CounterRaised {
  const data = note === undefined ? { by } : { by, note };
  return { type: 'CounterRaised', subject, occurredOn: '2026-03-31', data };
}

function decideCounter({ type, subject, data }: CounterCommand, known: Known): readonly Event[] {
  const counter = known.of(counterSubject, idOf(subject));
  switch (type) {
    case 'BreakCounter':
      throw new TypeError('a defect of the decider');
    case 'CloseCounter':
      if (counter === undefined || counter.isClosed) return [];
      return [{ type: 'CounterClosed', subject, occurredOn: '2026-03-31', data: {} }];
    case 'OpenLedger':
    case 'RaiseCounter': {
      if (counter?.isClosed === true) throw refuse('counter-closed', { counter: idOf(subject) });
      const subjects = [subject, ...(data.also ?? [])];
      const total = (known.of(totalGuard, 'all') ?? 0) + subjects.length * (data.by ?? 1);
      if (total > totalMax) throw refuse('total-too-high', { max: totalMax });
      return data.by === 0 ? [] : subjects.map((each) => raised(each, data));
    }
  }
}

export const counterSlice = {
  name: 'counter',
  events: { CounterRaised: { version: 1 }, CounterClosed: { version: 1 } },
  subjects: [counterSubject],
  guards: [totalGuard],
  commands: ['OpenLedger', 'RaiseCounter', 'CloseCounter', 'BreakCounter'],
  decider: { needs: () => ['total/all'], decide: decideCounter },
  personal: { RaiseCounter: ['note'] },
  projections: [],
  rejections: counterRejections,
  invariants: [],
} as unknown as Slice; // subjects and guards of one slice see its own events only

export const counterModel = modelOf([counterSlice]);

let keys = 0;

export function sent(
  type: CounterCommand['type'],
  subject: string,
  options: Partial<Sender> & {
    readonly data?: CounterData;
    readonly ledger?: string;
    readonly next?: readonly Command[];
  } = {},
): SealedSubmission {
  const { data = {}, ledger = 'acme', next = [], ...rest } = options;
  const sender: Sender = {
    actor: 'user/tester',
    assurance: 'stated',
    idempotencyKey: `key-${(keys += 1)}`,
    correlationId: 'test',
    ...rest,
  };
  const command = { type, ledger, subject, data };
  const commandHash = createHash('sha256').update(JSON.stringify(command)).digest('base64url');
  return { ...submission(command, sender, next), commandHash };
}

export function raise(counter: string, options: Parameters<typeof sent>[2] = {}): SealedSubmission {
  return sent('RaiseCounter', `counter/${counter}`, options);
}

/** A clock that stands still until it is moved. */
export function standingClock(): Environment & { nowMs: number } {
  return {
    nowMs: Date.UTC(2026, 2, 31, 9),
    now() {
      return this.nowMs;
    },
    randomBytes: (size) => Buffer.alloc(size),
  };
}

/**
 * How the next appends end; `landed` and `lost` are told as unknown, and only the log knows which it was. After `broken`,
 * which landed as well, only a new start can tell.
 */
export type Fate = 'appended' | 'refused' | 'landed' | 'lost' | 'broken' | 'fenced';

export type FatefulLog = EventLog & {
  /** Fates of the coming appends; `appended` once they are used up. */
  readonly fates: Fate[];
  /** How the coming take-overs end; well once they are used up. */
  readonly takeOvers: ('fenced' | 'unreachable')[];
  /** Batches that were asked to be appended, by number of entries. */
  readonly batches: number[];
  /** While true, nothing can be read. */
  isBlind: boolean;
  /** An append waits for this, so that something can happen between decision and commit. */
  pause(): Promise<void>;
};

/** So many turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

export function fatefulLog(log: EventLog): FatefulLog {
  const fateful: FatefulLog = {
    ...log,
    fates: [],
    takeOvers: [],
    batches: [],
    isBlind: false,
    pause: () => Promise.resolve(),
    takeOver: async (partition) => {
      const fate = fateful.takeOvers.shift();
      if (fate === 'fenced') throw fencedError();
      if (fate === 'unreachable') throw new LogError('io', 'no answer', 'not-appended', true);
      await log.takeOver(partition);
    },
    append: async (partition, entries) => {
      fateful.batches.push(entries.length);
      await fateful.pause();
      const fate = fateful.fates.shift() ?? 'appended';
      if (fate === 'fenced') throw fencedError();
      if (fate === 'refused') throw new LogError('disk-full', 'no room', 'not-appended', true);
      if (fate !== 'lost') await log.append(partition, entries);
      if (fate !== 'appended') {
        throw new LogError('io', 'no answer', 'unknown', fate !== 'broken');
      }
    },
    ledgers: async () => {
      if (fateful.isBlind) throw new LogError('io', 'not now', 'unknown', true);
      return log.ledgers();
    },
  };
  return fateful;
}

function fencedError(): LogError {
  return new LogError('fenced', 'another writer took over', 'not-appended', false);
}

export type Office = {
  readonly log: FatefulLog;
  readonly store?: StateStore;
  readonly limits?: Partial<WriterLimits>;
  readonly stateLimits?: Partial<StateLimits>;
  readonly environment?: Environment;
  readonly onFatal?: (error: unknown) => void;
  readonly onSteppedDown?: () => void;
  readonly meter?: WriterMeter;
};

export async function startedWriter(office: Office): Promise<Writer> {
  const writer = writerOf(office);
  await writer.start();
  return writer;
}

/** One that has not begun. */
export function writerOf(office: Office): Writer {
  const { log, limits = {}, stateLimits = {}, environment = standingClock() } = office;
  const store = office.store ?? memoryStateStore();
  const model = counterModel;
  const state = new WriterState({ partition: 0, store, log, model, limits: stateLimits });
  const quick = { outcomeRetryMs: 1, ...limits };
  const { onFatal, onSteppedDown, meter } = office;
  const told = {
    ...(onFatal === undefined ? {} : { onFatal }),
    ...(onSteppedDown === undefined ? {} : { onSteppedDown }),
    ...(meter === undefined ? {} : { meter }),
  };
  const options = { partition: 0, log, state, model, environment, limits: quick, ...told };
  return new Writer(options);
}
