// Follows one partition: what is there, then what comes, in batches of bounded size. It never waits for more once it has
// something to hand out.
import { type EntryRecord } from '@ledger/ledger';
import { LogError, type Position, type TailBatch } from '../event-log.js';
import { tailBytesMax, tailLimitDefault } from '../offset-tail.js';
import { type Chain } from './chain.js';
import { type PartitionReader } from './partition-reader.js';
import { recordOf } from './record.js';

export type FollowOptions = {
  readonly chain: Chain;
  readonly signal: AbortSignal;
  readonly idleMs: number;
  readonly limit?: number;
  /** The offset at which it ends; absent where it goes on. */
  readonly until?: number | undefined;
};

type Stretch = { readonly entries: readonly EntryRecord[]; readonly next: number };

/** An entry and the offset after it. */
type Placed = { readonly entry: EntryRecord; readonly next: number };

/** Everything from `from` on, also the stretches that hold no entries; ends when it is aborted. */
export async function* stretches(
  reader: PartitionReader,
  from: number,
  { signal, idleMs }: Pick<FollowOptions, 'signal' | 'idleMs'>,
): AsyncGenerator<{ readonly placed: readonly Placed[]; readonly next: number }> {
  let ahead = quiet(reader.fetch(from, idleMs));
  while (!signal.aborted) {
    const fetched = await unlessAborted(ahead, signal);
    if (fetched === undefined) return;
    ahead = quiet(reader.fetch(fetched.next, idleMs)); // while this one is taken
    const placed: Placed[] = [];
    for (const message of fetched.messages) {
      const record = recordOf(message);
      if (record.kind !== 'entry') continue;
      placed.push({ entry: record.entry, next: Number(message.offset) + 1 });
    }
    yield { placed, next: fetched.next };
  }
}

export async function* partitionTail(
  reader: PartitionReader,
  from: number,
  options: FollowOptions,
): AsyncGenerator<TailBatch> {
  const { limit = tailLimitDefault, signal, until = Infinity } = options;
  if (from >= until) return;
  for await (const { placed, next } of stretches(reader, from, options)) {
    for (const { entries, next: position } of slices(placed, next, limit)) {
      if (signal.aborted) return;
      const wanted = options.chain.follow(entries);
      if (wanted.length > 0) yield { entries: wanted, position: String(position) };
    }
    if (next >= until) return;
  }
}

/** Bounded by number and by bytes; the last one reaches to the end of what was fetched. */
function* slices(placed: readonly Placed[], end: number, limit: number): Generator<Stretch> {
  let entries: EntryRecord[] = [];
  let bytes = 0;
  for (const [index, { entry, next }] of placed.entries()) {
    entries.push(entry);
    bytes += entry.bytes.byteLength;
    if (entries.length < limit && bytes < tailBytesMax) continue;
    yield { entries, next: index === placed.length - 1 ? end : next };
    entries = [];
    bytes = 0;
  }
  if (entries.length > 0) yield { entries, next: end };
}

/** Where nobody waits for it any more, it may fail unheard. */
function quiet<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** At once undefined where it is aborted, for a fetch may take its time to notice. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** @throws LogError `corrupt` for what no log like this one handed out */
export function offsetOf(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (/^\d{1,15}$/.test(position)) return Number(position);
  const message = `${position} is not a position in a partition: it comes from another log`;
  throw new LogError('corrupt', message, 'not-appended', false);
}
