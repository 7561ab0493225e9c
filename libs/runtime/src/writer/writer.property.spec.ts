// Random commands, restarts and failures against a model simple enough to be believed. fast-check prints the seed of a
// failure and shrinks it.
import fc from 'fast-check';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { chainFrom } from '@ledger/integrity';
import {
  type Acknowledgement,
  GatewayError,
  Rejection,
  type SealedSubmission,
  decodeEntry,
} from '@ledger/ledger';
import { Logger } from '@nestjs/common';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { type StateStore } from '../writer-state/state-store.js';
import {
  type CounterCommand,
  type CounterData,
  type Fate,
  type FatefulLog,
  counterModel,
  fatefulLog,
  sent,
  startedWriter,
  totalMax,
  turns,
} from './testing.js';
import { type Writer } from './writer.js';

Logger.overrideLogger(false); // failures are provoked here

/** An acknowledgement, a refusal's rule, a gateway error's code, or `defect`. */
type Outcome = Acknowledgement | string;

async function outcomeOf(answer: Promise<Acknowledgement>): Promise<Outcome> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Rejection) return error.rule;
    return error instanceof GatewayError ? error.code : 'defect';
  }
}

type Counter = { count: number; version: number; isClosed: boolean };
type Recorded = { readonly hash: string; readonly outcome: Outcome };
type Book = { counters: Map<string, Counter>; sequence: number; recorded: Map<string, Recorded> };

/** What the writer should say, told without batches, overlays or a log. */
class CounterBooks {
  private readonly books = new Map<string, Book>();

  /** Commands that arrive together: equal ids among them share one outcome. */
  answers(group: readonly SealedSubmission[]): readonly Outcome[] {
    const arrived = new Map<string, Recorded>();
    return group.map((submission) => {
      const twin = arrived.get(submission.commandId);
      if (twin !== undefined) return repeated(twin, submission);
      const outcome = this.answer(submission);
      arrived.set(submission.commandId, { hash: submission.commandHash, outcome });
      return outcome;
    });
  }

  private answer(submission: SealedSubmission): Outcome {
    const { command, sender, commandId, commandHash } = submission;
    const book = this.bookOf(command.ledger);
    const earlier = book.recorded.get(commandId);
    if (earlier !== undefined) return repeated(earlier, submission);
    const counter = counterOf(book, command.subject);
    const expected = sender.expectedVersion ?? counter.version;
    if (expected !== counter.version) return 'version-conflict';
    const before = book.sequence;
    const refusal = decided(book, counter, command as CounterCommand);
    if (refusal !== undefined) return refusal;
    const outcome = {
      ledger: command.ledger,
      subject: command.subject,
      version: counter.version,
      sequence: book.sequence,
      entries: book.sequence - before,
    };
    if (outcome.entries > 0) book.recorded.set(commandId, { hash: commandHash, outcome });
    return outcome;
  }

  private bookOf(ledger: string): Book {
    const book = this.books.get(ledger) ?? {
      counters: new Map(),
      sequence: 0,
      recorded: new Map(),
    };
    this.books.set(ledger, book);
    return book;
  }
}

function repeated(earlier: Recorded, { commandHash }: SealedSubmission): Outcome {
  return earlier.hash === commandHash ? earlier.outcome : 'idempotency-key-reused';
}

function counterOf(book: Book, subject: string): Counter {
  const counter = book.counters.get(subject) ?? { count: 0, version: 0, isClosed: false };
  book.counters.set(subject, counter);
  return counter;
}

function decided(
  book: Book,
  counter: Counter,
  { type, subject, data }: CounterCommand,
): string | undefined {
  const { by = 1, also = [] } = data;
  if (type === 'BreakCounter') return 'defect';
  if (type === 'CloseCounter') {
    if (counter.version === 0 || counter.isClosed) return undefined;
    counter.isClosed = true;
    counter.version += 1;
    book.sequence += 1;
    return undefined;
  }
  if (counter.isClosed) return 'counter-closed';
  const total = [...book.counters.values()].reduce((sum, { count }) => sum + count, 0);
  if (total + by * (1 + also.length) > totalMax) return 'total-too-high';
  if (by === 0) return undefined;
  for (const each of [subject, ...also]) {
    const touched = counterOf(book, each);
    touched.count += by;
    touched.version += 1;
    book.sequence += 1;
  }
  return undefined;
}

/** Generous: what is tested is truth, not speed. */
const runsMsMax = 60_000;

const counters = ['counter/a', 'counter/b', 'counter/c'];

const command: fc.Arbitrary<SealedSubmission> = fc
  .record({
    type: fc.constantFrom(
      'RaiseCounter',
      'RaiseCounter',
      'RaiseCounter',
      'CloseCounter',
      'BreakCounter',
    ),
    subject: fc.constantFrom(...counters),
    ledger: fc.constantFrom('acme', 'umbrella'),
    by: fc.constantFrom(0, 1, 7, totalMax / 4),
    also: fc.array(fc.constantFrom(...counters), { maxLength: 3 }),
    idempotencyKey: fc.integer({ min: 1, max: 30 }).map((key) => `k-${key}`),
    expectedVersion: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 4 }),
  })
  .map(({ type, subject, ledger, by, also, idempotencyKey, expectedVersion }) => {
    const data: CounterData = { by, also };
    const options = { data, ledger, idempotencyKey };
    const version = expectedVersion === undefined ? {} : { expectedVersion };
    return sent(type, subject, { ...options, ...version });
  });

const limits = fc.record({
  batchEntriesMax: fc.integer({ min: 1, max: 6 }),
  decidingMsMax: fc.constantFrom(0.001, 1_000),
  outcomeWaitMsMax: fc.constant(50),
});

/** What happens to the process between two groups. */
type Restart = 'none' | 'graceful' | 'crash' | 'crash and state lost';
const restart = fc.constantFrom<Restart>(
  'none',
  'none',
  'graceful',
  'crash',
  'crash and state lost',
);

const stateLimits = fc.record({
  checkpointEntries: fc.integer({ min: 1, max: 20 }),
  chunkRows: fc.integer({ min: 1, max: 4 }),
  cachedSlotsMax: fc.integer({ min: 2, max: 8 }),
});

it(
  'answers and records like the model, whatever the batches, repeats and restarts',
  async () => {
    const group = fc.record({ commands: fc.array(command, { maxLength: 12 }), restart });
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 8 }),
        limits,
        stateLimits,
        async (groups, bounds, kept) => {
          const log = fatefulLog(memoryEventLog());
          const books = new CounterBooks();
          let store = memoryStateStore();
          let writer = await startedWriter({ log, store, limits: bounds, stateLimits: kept });
          for (const { commands, restart: after } of groups) {
            const answers = commands.map((each) => outcomeOf(writer.submit(each)));
            expect(await Promise.all(answers)).toEqual(books.answers(commands));
            if (after === 'none') continue;
            if (after === 'graceful') await writer.stop();
            if (after === 'crash and state lost') store = memoryStateStore();
            writer = await startedWriter({ log, store, limits: bounds, stateLimits: kept });
          }
          await demandInvariants(log);
        },
      ),
      { numRuns: 150 },
    );
  },
  runsMsMax,
);

it(
  'tells the truth whatever the log does: acknowledged is there once, refused is nowhere',
  async () => {
    const fates = fc.array(
      fc.constantFrom<Fate>('appended', 'refused', 'landed', 'lost', 'broken'),
    );
    const group = fc.array(command, { minLength: 1, maxLength: 12 });
    const pauses = fc.integer({ min: 0, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 8 }),
        fates,
        limits,
        pauses,
        async (groups, coming, bounds, pause) => {
          const log = fatefulLog(memoryEventLog());
          log.fates.push(...coming);
          log.pause = () => turns(pause);
          const store = memoryStateStore();
          const told = new Map<string, Outcome[]>();
          let writer = await restarted(log, store, bounds);
          for (const commands of groups) {
            const answers = await Promise.all(
              commands.map((each) => outcomeOf(writer.submit(each))),
            );
            commands.forEach(({ command: { ledger }, commandId }, index) => {
              const key = `${ledger}/${commandId}`;
              told.set(key, [...(told.get(key) ?? []), answers[index] ?? 'silence']);
            });
            if (answers.includes('outcome-unknown')) writer = await restarted(log, store, bounds);
          }
          await demandInvariants(log);
          await demandTruth(log, told);
        },
      ),
      { numRuns: 150 },
    );
  },
  runsMsMax,
);

function restarted(log: FatefulLog, store: StateStore, bounds: object): Promise<Writer> {
  return startedWriter({ log, store, limits: bounds, onFatal: () => undefined });
}

/** Gapless sequences and versions, an unbroken chain, and each command's entries side by side. */
async function demandInvariants(log: FatefulLog): Promise<void> {
  for (const ledger of await log.ledgers()) {
    const chain = chainFrom();
    const versions = new Map<string, number>();
    const ended = new Set<string>();
    let current = '';
    for (const { bytes } of await log.read(ledger, 1, 10_000)) {
      expect(chain.see(bytes)).toBeUndefined();
      const entry = decodeEntry(bytes, counterModel.catalogue);
      expect(entry.version).toBe((versions.get(entry.subject) ?? 0) + 1);
      versions.set(entry.subject, entry.version);
      if (entry.commandId !== current) ended.add(current);
      current = entry.commandId;
      expect(ended.has(current)).toBe(false);
    }
  }
}

/** I1, I2 and I10: what callers were told and what the log holds agree. */
async function demandTruth(
  log: FatefulLog,
  told: ReadonlyMap<string, readonly Outcome[]>,
): Promise<void> {
  const lastEntries = new Map<string, number>();
  for (const ledger of await log.ledgers()) {
    for (const { bytes, sequence } of await log.read(ledger, 1, 10_000)) {
      const { commandId } = decodeEntry(bytes, counterModel.catalogue);
      lastEntries.set(`${ledger}/${commandId}`, sequence);
    }
  }
  for (const [key, outcomes] of told) {
    const positions = outcomes.flatMap((outcome) =>
      typeof outcome === 'object' && outcome.entries > 0 ? [outcome.sequence] : [],
    );
    const recorded = lastEntries.get(key);
    for (const position of positions) expect([key, position]).toEqual([key, recorded]);
    const mayBeRecorded = positions.length > 0 || outcomes.includes('outcome-unknown');
    if (!mayBeRecorded) expect([key, recorded]).toEqual([key, undefined]);
    lastEntries.delete(key);
  }
  expect([...lastEntries.keys()]).toEqual([]);
}
