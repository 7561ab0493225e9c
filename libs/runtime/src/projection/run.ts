// Entries on their way to projections: decoded and hashed once, however many projections fold them.
import { leafHash } from '@ledger/integrity';
import {
  type Entry,
  type EntryRecord,
  type EventCatalogue,
  decodeEntry,
  firstPrevHash,
} from '@ledger/ledger';

export type Decoded = {
  readonly entry: Entry;
  /** Its leaf hash, which the entry after it names. */
  readonly leaf: string;
  readonly record: EntryRecord;
};

/** Why a projection goes no further in a ledger. */
export type Stop = {
  /** `poisoned`: the entry could not be folded. `halted`: the log does not go on where it ended before. */
  readonly kind: 'poisoned' | 'halted';
  /** The entry that is not shown, nor any after it; everything before it is. */
  readonly sequence: number;
  readonly reason: string;
  /** Of that entry, where there is one that can be read: leads to the request that recorded it. */
  readonly correlationId?: string;
};

/** Consecutive entries of one ledger; `stop` is what was wrong with the one after them. */
export type Run = {
  readonly ledger: string;
  readonly entries: readonly Decoded[];
  /** More of the same batch follows at once: nothing needs to be committed yet. */
  readonly goesOn: boolean;
  readonly stop?: Stop;
};

/** Where a reader of one ledger stands: the last entry it took and that entry's leaf hash. */
export type Mark = { readonly sequence: number; readonly leaf: string };

export const startMark: Mark = { sequence: 0, leaf: firstPrevHash };

/** So many are decoded, folded by all and forgotten before the next ones are, which spares the garbage collector. */
const runEntriesMax = 256;

/** Decodes what comes after the entry `after`, run by run, up to the first entry that is missing or can't be decoded. */
export async function* runsOf(
  records: readonly EntryRecord[],
  after: number,
  catalogue: EventCatalogue,
): AsyncGenerator<Run> {
  const fresh = records.filter(({ sequence }) => sequence > after);
  const ledger = fresh[0]?.ledger ?? '';
  for (let from = 0; from < fresh.length; from += runEntriesMax) {
    const until = from + runEntriesMax;
    const { entries, stop } = decoded(fresh.slice(from, until), after + from, catalogue);
    if (stop === undefined) yield { ledger, entries, goesOn: until < fresh.length };
    else {
      yield { ledger, entries, goesOn: false, stop };
      return;
    }
  }
}

function decoded(
  records: readonly EntryRecord[],
  after: number,
  catalogue: EventCatalogue,
): Pick<Run, 'entries' | 'stop'> {
  const entries: Decoded[] = [];
  for (const record of records) {
    const { sequence, bytes } = record;
    const expected = after + entries.length + 1;
    if (sequence !== expected) return { entries, stop: gap(expected, sequence) };
    try {
      entries.push({ entry: decodeEntry(bytes, catalogue), leaf: leafHash(bytes), record });
    } catch (error) {
      return { entries, stop: poisoned(record, error) };
    }
  }
  return { entries };
}

export function poisoned({ sequence, bytes }: EntryRecord, error: unknown): Stop {
  return { kind: 'poisoned', sequence, reason: reasonOf(error), ...correlationIn(bytes) };
}

/** Also of an entry whose type this release does not know; of what is no JSON, nothing. */
function correlationIn(bytes: Uint8Array): Pick<Stop, 'correlationId'> {
  try {
    const wire: unknown = JSON.parse(Buffer.from(bytes).toString());
    const id: unknown =
      typeof wire === 'object' && wire !== null ? Reflect.get(wire, 'correlationid') : undefined;
    return typeof id === 'string' ? { correlationId: id } : {};
  } catch {
    return {};
  }
}

/** The index of the first entry that does not follow the one before it. */
export function brokenAt(decoded: readonly Decoded[], after: Mark): number | undefined {
  let { sequence, leaf } = after;
  for (let index = 0; index < decoded.length; index += 1) {
    const next = decoded[index];
    if (next?.entry.sequence !== sequence + 1 || next.entry.prevHash !== leaf) return index;
    sequence += 1;
    leaf = next.leaf;
  }
  return undefined;
}

export function gap(expected: number, found: number): Stop {
  const reason = `where entry ${expected} should follow there is entry ${found}`;
  return { kind: 'halted', sequence: expected, reason };
}

export function missing(expected: number): Stop {
  return { kind: 'halted', sequence: expected, reason: `entry ${expected} is not in the log` };
}

export function fork(sequence: number, entry?: Entry): Stop {
  const reason = `entry ${sequence} of the log is not the one that was folded, or does not follow it`;
  const correlation = entry === undefined ? {} : { correlationId: entry.correlationId };
  return { kind: 'halted', sequence, reason, ...correlation };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const heldMsMax = 8;

/** Long work asks it between steps; a promise means that timers and sockets have waited long enough. */
export function breather(): () => Promise<void> | undefined {
  let steps = 0;
  let since = performance.now();
  return () => {
    steps += 1;
    if (steps % 32 !== 0 || performance.now() - since < heldMsMax) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
