// All read models of the product over random histories: however entries come in batches, some of them again and again, and
// after a rebuild, rows are those of folding each entry once, one after another.
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { type EventLog, type TailBatch } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { leafHash } from '@ledger/integrity';
import {
  type Entry,
  type EntryRecord,
  type Event,
  type Projection,
  type Row,
  encodeEntry,
  firstPrevHash,
  modelOf,
} from '@ledger/ledger';
import { type ReadStore, type RowWithId } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from '@ledger/runtime';
import { slices } from '@ledger/sales';
import { ledgerOpened } from '../../libs/sales/src/ledger/testing.js';
import { histories, people } from '../../libs/sales/src/measure/testing.js';
import { entriesOf, folded } from '../../libs/sales/src/testing.js';

const { catalogue } = modelOf(slices);
const projections = slices.flatMap((slice) => slice.projections);
const errors: unknown[] = [];

beforeAll(() => {
  const quiet = (): void => undefined;
  Logger.overrideLogger({ log: quiet, warn: quiet, error: (error: unknown) => errors.push(error) });
});
afterAll(() => Logger.overrideLogger(['error']));

const day = fc
  .integer({ min: 0, max: 500 })
  .map((n) => new Date(Date.UTC(2017, 0, 1 + n)).toISOString().slice(0, 10));

/** Leads of which some are qualified and converted, and scores. */
const voices: fc.Arbitrary<readonly Event[]> = fc
  .array(
    fc.record({
      receivedOn: day,
      owner: fc.constantFrom(...people),
      channel: fc.constantFrom('web', 'fair'),
      steps: fc.integer({ min: 1, max: 3 }),
      score: fc.integer({ min: 0, max: 10 }),
    }),
    { maxLength: 6 },
  )
  .map((given) =>
    given.flatMap(({ receivedOn, owner, channel, steps, score }, n) => {
      const place = { receivedOn, owner, channel };
      const about = { subject: `lead/L-${n}`, occurredOn: receivedOn };
      const lead: readonly Event[] = [
        { ...about, type: 'LeadReceived', data: { ...place, name: 'sealed:x' } },
        { ...about, type: 'LeadQualified', data: { ...place, qualifiedOn: receivedOn } },
        { ...about, type: 'LeadConverted', data: { ...place, convertedOn: receivedOn } },
      ];
      const voice: Event = {
        type: 'FeedbackReceived',
        subject: `feedback/F-${n}`,
        occurredOn: receivedOn,
        data: {
          kind: 'survey',
          score: { scale: 'nps', value: score },
          receivedOn,
          attribution: owner,
          channel,
        },
      };
      return [...lead.slice(0, steps), voice];
    }),
  );

const books = fc
  .tuple(histories, voices)
  .map(([deals, others]) => entriesOf<Event>([ledgerOpened(), ...deals, ...others]));

/** Lengths of batches, and how many of the entries before are handed out again with each. */
const cuts = fc.array(
  fc.record({ length: fc.integer({ min: 1, max: 12 }), again: fc.nat({ max: 5 }) }),
  { minLength: 1, maxLength: 8 },
);

/** Chained and encoded as a writer would. */
function recordsOf(entries: readonly Entry[]): readonly EntryRecord[] {
  let prevHash = firstPrevHash;
  return entries.map((entry) => {
    const bytes = Buffer.from(encodeEntry({ ...entry, prevHash }, catalogue));
    prevHash = leafHash(bytes);
    return { ledger: 'acme', sequence: entry.sequence, bytes };
  });
}

function inBatches(
  log: EventLog,
  records: readonly EntryRecord[],
  given: readonly { readonly length: number; readonly again: number }[],
): EventLog {
  const batches: (readonly EntryRecord[])[] = [];
  for (let from = 0, i = 0; from < records.length; i += 1) {
    const { length, again } = given[i % given.length] ?? { length: 1, again: 0 };
    batches.push(records.slice(Math.max(0, from - again), from + length));
    from += length;
  }
  async function* tail(
    partition: number,
    from: string | undefined,
    options: { readonly signal: AbortSignal },
  ): AsyncGenerator<TailBatch> {
    if (from === undefined) for (const entries of batches) yield { entries, position: '0' };
    yield* log.tail(partition, from, options);
  }
  return { ...log, tail };
}

type Rows = { readonly [collection: string]: readonly RowWithId[] };

const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;

async function stored(store: ReadStore, build: string, { collections }: Projection): Promise<Rows> {
  const snapshot = await store.snapshot(build, 'acme');
  const rows: { [collection: string]: readonly RowWithId[] } = {};
  for (const { name } of collections) {
    rows[name] = (await snapshot.find({ collection: name, limit: 10_000 })).rows.toSorted(byId);
  }
  snapshot.close();
  return rows;
}

function expected(projection: Projection, entries: readonly Entry[]): Rows {
  const rows = folded(projection, entries);
  return Object.fromEntries(
    [...rows].map(([name, found]) => [
      name,
      [...found].map(([id, row]: [string, Row]) => ({ id, row })).toSorted(byId),
    ]),
  );
}

describe('the read models of the product', () => {
  it('do not depend on batches, on repeats or on being built again', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(books, cuts, async (entries, given) => {
        const records = recordsOf(entries);
        const log = memoryEventLog();
        await log.append(0, records);
        const store = memoryReadStore();
        const options = { log: inBatches(log, records, given), store, catalogue, projections };
        const runner = new ProjectionRunner(options);
        await runner.start();
        try {
          await runner.caughtUp();
          for (const rebuilt of [false, true]) {
            for (const projection of projections) {
              const { name } = projection;
              if (rebuilt) await runner.rebuild(name);
              const build = runner.serving(name)?.build ?? '';
              const rows = await stored(store, build, projection);
              expect([name, rebuilt, rows]).toEqual([name, rebuilt, expected(projection, entries)]);
              if (Object.values(rows).some((found) => found.length > 0)) seen.add(name);
            }
          }
        } finally {
          await runner.stop();
        }
        expect(errors).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'deal',
        'measure',
        'pipeline',
        'late-change',
        'audit',
        'lead',
        'feedback',
      ]),
    );
  }, 120_000);
});
