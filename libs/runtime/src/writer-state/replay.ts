// Brings a state up to the end of the log, and tells whether a stored one belongs to the log at all.
import { type EventLog } from '@ledger/event-log';
import { leafHash } from '@ledger/integrity';
import { type Entry, type EntryRecord, type Model, decodeEntry } from '@ledger/ledger';
import { groupBy } from '../projection/group-by.js';
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
};

/**
 * Evolves `target` by every entry beyond its heads; comes to an end early once `signal` is aborted.
 * @throws Error where an entry does not follow the one before it: the log is damaged or forked.
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
    const records = await log.read(ledger, target.head(ledger).sequence + 1, entriesPerRead);
    if (records.length === 0) throw new Error(`${ledger} ends before its entry ${end}`);
    await takeIn(records, model, target);
  }
}

/**
 * Evolves `target` by entries as they stand in the partition, ledgers mixed; passes over those that are in already.
 * @throws Error where an entry does not follow the one before it
 */
export async function takeIn(
  records: readonly EntryRecord[],
  model: Model,
  target: ReplayTarget,
): Promise<void> {
  const changes = new Changes(target);
  for (const [ledger, own] of groupBy(records, (record) => record.ledger)) {
    changes.add(taken(own, { ledger, model, target }));
  }
  target.record(changes);
  await target.room();
}

/** Whether each of these heads is an entry of the log; a log restored from an older copy lacks some. */
export async function isPartOf(log: EventLog, heads: ReadonlyMap<string, Head>): Promise<boolean> {
  for (const [ledger, head] of heads) {
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

function taken(records: readonly EntryRecord[], { ledger, model, target }: Stretch): LedgerChanges {
  const changes = new LedgerChanges(ledger, target);
  let current: string | undefined;
  for (const { sequence, bytes } of records) {
    if (sequence <= changes.head.sequence) continue;
    const entry = decodeEntry(bytes, model.catalogue);
    demandNext(entry, changes.head);
    changes.evolve(model, entry, leafHash(bytes));
    if (entry.commandId === current) continue;
    current = entry.commandId;
    // Where a command's entries began in the stretch before, it is known by its first one already.
    if (target.command(commandKey(ledger, current)) === undefined) {
      changes.commands.push([current, entry.sequence]);
    }
  }
  return changes;
}

function demandNext(entry: Entry, head: Head): void {
  if (entry.sequence === head.sequence + 1 && entry.prevHash === head.prevHash) return;
  throw new Error(
    `entry ${entry.sequence} of ${entry.ledger} does not follow entry ${head.sequence}`,
  );
}
