// A projection as small as can be that still has everything, and logs that misbehave on demand: for specs of the read side.
import { type EventLog, type TailBatch } from '@ledger/event-log';
import { leafHash } from '@ledger/integrity';
import {
  type Entry,
  type EntryRecord,
  type Event,
  type EventCatalogue,
  type Projection,
  type RowKey,
  type Slice,
  encodeEntry,
  firstPrevHash,
  idOf,
} from '@ledger/ledger';
import { type ReadStore, type RowWithId } from '@ledger/read-store';

export type Scored = Event<'Scored', { readonly points: number; readonly poison?: boolean }>;

export const scoreCatalogue: EventCatalogue = { Scored: { version: 1 }, Noted: { version: 1 } };

const playerKey = (entry: Entry): RowKey => ({ collection: 'player', id: idOf(entry.subject) });
const places = 3;

/**
 * A row per player; players get numbers as they first appear and share column rows in chunks of three. Which chunk an
 * entry touches stands in rows, so it takes `more` to know it.
 */
export function scoreProjection(
  options: { readonly version?: number; readonly name?: string } = {},
): Projection {
  const counter: RowKey = { collection: 'counter', id: 'players' };
  const numberOf = (entry: Entry, rows: { get(key: RowKey): object | undefined }): number => {
    const player = rows.get(playerKey(entry)) as { number: number } | undefined;
    const count = rows.get(counter) as { count: number } | undefined;
    return player?.number ?? count?.count ?? 0;
  };
  const chunkKey = (number: number): RowKey => ({
    collection: 'chunk',
    id: String(Math.floor(number / places)),
  });
  return {
    name: options.name ?? 'score',
    version: options.version ?? 1,
    collections: [
      { name: 'player', indexes: [{ name: 'by-total', fields: ['total'] }] },
      { name: 'chunk', indexes: [] },
      { name: 'counter', indexes: [] },
    ],
    types: ['Scored'],
    keys: (entry) => [playerKey(entry), counter],
    more: (entry, rows) => [chunkKey(numberOf(entry, rows))],
    fold: (entry, rows) => {
      const { points, poison } = (entry as Entry<Scored>).data;
      const number = numberOf(entry, rows);
      const before = rows.get(playerKey(entry)) as { total: number; last: string } | undefined;
      if (before === undefined) rows.put(counter, { count: number + 1 });
      const total = (before?.total ?? 0) + points;
      rows.put(playerKey(entry), { number, total, last: `${before?.last ?? ''}${points},` });
      const chunk = rows.get(chunkKey(number)) ?? { points: new Float64Array(places) };
      const cells = chunk['points'] as Float64Array;
      cells[number % places] = (cells[number % places] ?? 0) + points;
      rows.put(chunkKey(number), chunk);
      // After it has changed rows, so that half an entry would be seen.
      if (poison === true) throw new Error('these points can not be counted');
    },
  };
}

export const scoreSlice = (
  projection: Projection,
  invariants: Slice['invariants'] = [],
): Slice => ({
  name: 'score',
  events: scoreCatalogue,
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [projection],
  rejections: {},
  invariants,
});

export type Score = {
  readonly player: string;
  readonly points: number;
  readonly poison?: boolean;
  readonly type?: string;
};

/** Makes chained entries, ledger by ledger, as a writer would. */
export class Scribe {
  private readonly heads = new Map<string, { sequence: number; leaf: string }>();
  private readonly versions = new Map<string, number>();

  constructor(private readonly catalogue: EventCatalogue = scoreCatalogue) {}

  write(ledger: string, scores: readonly Score[]): readonly EntryRecord[] {
    return scores.map((score) => this.entry(ledger, score));
  }

  /** Goes on as if what was written from `sequence` on had not been. */
  forget(ledger: string, head: { readonly sequence: number; readonly leaf: string }): void {
    this.heads.set(ledger, head);
  }

  /** As if one entry about the player were lost. */
  skipVersion(ledger: string, player: string): void {
    const key = `${ledger} player/${player}`;
    this.versions.set(key, (this.versions.get(key) ?? 0) + 1);
  }

  private entry(ledger: string, { player, points, poison, type = 'Scored' }: Score): EntryRecord {
    const head = this.heads.get(ledger) ?? { sequence: 0, leaf: firstPrevHash };
    const sequence = head.sequence + 1;
    const subject = `player/${player}`;
    const versionKey = `${ledger} ${subject}`;
    const version = (this.versions.get(versionKey) ?? 0) + 1;
    this.versions.set(versionKey, version);
    const entry: Entry = {
      type,
      subject,
      occurredOn: '2026-03-31',
      data: poison === true ? { points, poison } : { points },
      ledger,
      sequence,
      version,
      time: new Date(Date.UTC(2026, 2, 31, 9) + sequence * 1_000).toISOString(),
      postedOn: '2026-03-31',
      actor: 'user/tester',
      assurance: 'stated',
      commandId: '00000000-0000-5000-8000-000000000000',
      commandHash: firstPrevHash,
      correlationId: 'test',
      prevHash: head.leaf,
    };
    const catalogue = { ...this.catalogue, [type]: { version: 1 } };
    const bytes = Buffer.from(encodeEntry(entry, catalogue));
    this.heads.set(ledger, { sequence, leaf: leafHash(bytes) });
    return { ledger, sequence, bytes };
  }
}

/** A log that hands out these batches first, whatever it holds. */
export function withTail(log: EventLog, batches: readonly (readonly EntryRecord[])[]): EventLog {
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

const rowsLimit = 10_000;

/** Where a spec's log and store live, and how to open them a second time as after a crash. */
export type Place = {
  readonly log: EventLog;
  readonly store: ReadStore;
  remove(): Promise<void>;
};

/** Everything that a build holds of a ledger, to compare. */
export async function rowsOf(
  store: ReadStore,
  build: string,
  ledger: string,
): Promise<{ readonly [collection: string]: readonly RowWithId[] }> {
  const snapshot = await store.snapshot(build, ledger);
  const rows: { [collection: string]: readonly RowWithId[] } = {};
  for (const collection of ['player', 'chunk', 'counter']) {
    rows[collection] = (await snapshot.find({ collection, limit: rowsLimit })).rows;
  }
  snapshot.close();
  return rows;
}
