// What a snapshot of rows shows, with how true it is and the entries that it was folded from.
import { type EventLog } from '@ledger/event-log';
import { type Entry, type Environment, type EventCatalogue, decodeEntry } from '@ledger/ledger';
import { type Snapshot, type View } from '@ledger/read-store';
import { truthOf } from './truth.js';

export type ViewSource = {
  readonly log: EventLog;
  readonly catalogue: EventCatalogue;
  readonly environment: Pick<Environment, 'now'>;
};

/** Of one ledger. It is of use until the snapshot is closed. */
export async function viewOf(
  snapshot: Snapshot,
  ledger: string,
  { log, catalogue, environment }: ViewSource,
): Promise<View> {
  const { checkpoint } = snapshot;
  const truth = await truthOf(log, ledger, { checkpoint, nowMs: environment.now() });
  const entries = async (sequences: readonly number[]): Promise<readonly (Entry | undefined)[]> => {
    const records = await log.readEach(ledger, sequences);
    return records.map((record) =>
      record === undefined || record.sequence > truth.sequence
        ? undefined
        : decodeEntry(record.bytes, catalogue),
    );
  };
  return {
    truth,
    getMany: (collection, ids) => snapshot.getMany(collection, ids),
    find: (find) => snapshot.find(find),
    entries,
  };
}
