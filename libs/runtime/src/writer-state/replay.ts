// Brings a state up to the end of the log, and tells whether a stored one belongs to the log at all. A ledger whose entries
// can't be taken in is halted where that begins: no other ledger waits for it.
import { type EventLog, type Halt, LogError } from '@ledger/event-log';
import { leafHash } from '@ledger/integrity';
import { type Entry, type EntryRecord, type Model, decodeEntry } from '@ledger/ledger';
import { groupBy } from '../projection/group-by.js';
import { reasonOf } from '../projection/run.js';
import { Changes } from './changes.js';
import { LedgerChanges } from './ledger-changes.js';
import { type Head, type StateView, commandKey } from './slot.js';

const entriesPerRead = 1_000;
/** Each may be a question to a server. */
const headsAtOnce = 64;

export type ReplaySource = {
  readonly log: EventLog;
  /** Only its ledgers are read. */
  readonly partition: number;
  readonly model: Model;
};

export type ReplayTarget = StateView & {
  record(changes: Changes): void;
  room(): Promise<void> | undefined;
  /** Why nothing more of the ledger is taken in; undefined where it goes on. */
  haltOf(ledger: string): Halt | undefined;
  halt(halt: Halt): void;
};

/**
 * Evolves `target` by every entry beyond its heads; comes to an end early once `signal` is aborted.
 * @throws LogError where the log can't be read, which is more than one ledger's trouble
 */
export async function replay(
  source: ReplaySource,
  target: ReplayTarget,
  signal?: AbortSignal,
): Promise<void> {
  const { log, partition } = source;
  const ledgers = await log.ledgers(partition);
  for (let from = 0; from < ledgers.length; from += headsAtOnce) {
    const some = ledgers.slice(from, from + headsAtOnce);
    const ends = await Promise.all(some.map((ledger) => log.head(ledger)));
    for (const [index, ledger] of some.entries()) {
      await replayIn(ledger, ends[index] ?? 0, { ...source, target, signal });
    }
  }
  for (const halt of await log.halts(partition)) target.halt(halt); // last: what comes before it is in
}

type Replaying = ReplaySource & {
  readonly target: ReplayTarget;
  readonly signal: AbortSignal | undefined;
};

async function replayIn(
  ledger: string,
  end: number,
  { log, model, target, signal }: Replaying,
): Promise<void> {
  while (target.head(ledger).sequence < end && signal?.aborted !== true) {
    if (target.haltOf(ledger) !== undefined) return;
    const sequence = target.head(ledger).sequence + 1;
    const records = await readable(log.read(ledger, sequence, entriesPerRead), target);
    if (records === undefined) return;
    if (records.length > 0) await takeIn(records, model, target);
    else target.halt({ ledger, sequence, reason: `it ends before its entry ${end}` });
  }
}

/** undefined where the ledger alone is to blame: it is halted then. */
async function readable(
  reading: Promise<readonly EntryRecord[]>,
  target: ReplayTarget,
): Promise<readonly EntryRecord[] | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof LogError) || error.halt === undefined) throw error;
    target.halt(error.halt);
    return undefined;
  }
}

/** Evolves `target` by entries as they stand in the partition, ledgers mixed; passes over those that are in already. */
export async function takeIn(
  records: readonly EntryRecord[],
  model: Model,
  target: ReplayTarget,
): Promise<void> {
  const changes = new Changes(target);
  for (const [ledger, own] of groupBy(records, (record) => record.ledger)) {
    if (target.haltOf(ledger) !== undefined) continue;
    const { made, halt } = taken(own, { ledger, model, target });
    changes.add(made);
    if (halt !== undefined) target.halt(halt);
  }
  target.record(changes);
  await target.room();
}

/**
 * Whether each of these heads is an entry of the log; a log restored from an older copy lacks some. Of a halted ledger
 * nobody knows, and nothing is decided by its state.
 */
export async function isPartOf(log: EventLog, heads: ReadonlyMap<string, Head>): Promise<boolean> {
  const halted = new Set((await log.halts()).map(({ ledger }) => ledger));
  for (const [ledger, head] of heads) {
    if (halted.has(ledger)) continue;
    if ((await log.head(ledger)) < head.sequence) return false;
    const [record] = await log.read(ledger, head.sequence, 1);
    if (record === undefined || leafHash(record.bytes) !== head.prevHash) return false;
  }
  return true;
}

type Stretch = {
  readonly ledger: string;
  readonly model: Model;
  readonly target: StateView;
};

type Taken = { readonly made: LedgerChanges; readonly halt?: Halt };

function taken(records: readonly EntryRecord[], stretch: Stretch): Taken {
  const { ledger, target } = stretch;
  const made = new LedgerChanges(ledger, target);
  let current: string | undefined;
  for (const [index, record] of records.entries()) {
    const { sequence } = record;
    if (sequence <= made.head.sequence) continue;
    let entry: Entry;
    try {
      entry = evolved(made, record, stretch);
    } catch (error) {
      // Half of its effect may be in: what comes before it is taken in once more.
      const before = taken(records.slice(0, index), stretch);
      return { ...before, halt: { ledger, sequence, reason: reasonOf(error) } };
    }
    if (entry.commandId === current) continue;
    current = entry.commandId;
    // Where a command's entries began in the stretch before, it is known by its first one already.
    if (target.command(commandKey(ledger, current)) === undefined) {
      made.commands.push([current, entry.sequence]);
    }
  }
  return { made };
}

/** @throws Error where the entry can't be read, does not follow the one before it, or a slice can't take it in */
function evolved(made: LedgerChanges, { bytes }: EntryRecord, { model }: Stretch): Entry {
  const entry = decodeEntry(bytes, model.catalogue);
  demandNext(entry, made.head);
  made.evolve(model, entry, leafHash(bytes));
  return entry;
}

function demandNext(entry: Entry, head: Head): void {
  if (entry.sequence === head.sequence + 1 && entry.prevHash === head.prevHash) return;
  throw new Error(
    `entry ${entry.sequence} of ${entry.ledger} does not follow entry ${head.sequence}`,
  );
}
