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
};

/** Why a projection goes no further in a ledger. */
export type Stop = {
  /** `poisoned`: the entry could not be folded. `halted`: the log does not go on where it ended before. */
  readonly kind: 'poisoned' | 'halted';
  /** The entry that is not shown, nor any after it; everything before it is. */
  readonly sequence: number;
  readonly reason: string;
};

/** Consecutive entries of one ledger; `stop` is what was wrong with the one after them. */
export type Run = {
  readonly ledger: string;
  readonly entries: readonly Decoded[];
  readonly stop?: Stop;
};

/** Where a reader of one ledger stands: the last entry it took and that entry's leaf hash. */
export type Mark = { readonly sequence: number; readonly leaf: string };

export const startMark: Mark = { sequence: 0, leaf: firstPrevHash };

/** Decodes what comes after the entry `after`, up to the first that is missing or can't be decoded. */
export async function decodeRun(
  records: readonly EntryRecord[],
  after: number,
  catalogue: EventCatalogue,
): Promise<Run> {
  const ledger = records[0]?.ledger ?? '';
  const entries: Decoded[] = [];
  const breathe = breather();
  let expected = after + 1;
  for (const { sequence, bytes } of records) {
    if (sequence < expected) continue;
    if (sequence > expected) return { ledger, entries, stop: gap(expected, sequence) };
    try {
      entries.push({ entry: decodeEntry(bytes, catalogue), leaf: leafHash(bytes) });
    } catch (error) {
      return { ledger, entries, stop: { kind: 'poisoned', sequence, reason: reasonOf(error) } };
    }
    expected += 1;
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return { ledger, entries };
}

export function gap(expected: number, found: number): Stop {
  const reason = `where entry ${expected} should follow there is entry ${found}`;
  return { kind: 'halted', sequence: expected, reason };
}

export function missing(expected: number): Stop {
  return { kind: 'halted', sequence: expected, reason: `entry ${expected} is not in the log` };
}

export function fork(sequence: number): Stop {
  const reason = `entry ${sequence} of the log is not the one that was folded, or does not follow it`;
  return { kind: 'halted', sequence, reason };
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
