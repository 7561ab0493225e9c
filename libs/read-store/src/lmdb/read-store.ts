// The embedded read store: one lmdb environment, a database per collection and index of a build.
import { expectCheckpoint } from '../expect-checkpoint.js';
import { furthest } from '../furthest.js';
import { inTurn } from '../in-turn.js';
import {
  type Build,
  type Checkpoint,
  type ReadStore,
  type Snapshot,
  StoreError,
} from '../read-store.js';
import { keyAfterAll, lastString, sortKey } from '../sort-key.js';
import { buildsIn } from './builds.js';
import { put, writesOf } from './changes.js';
import { commit } from './commit.js';
import { documentsIn } from './documents.js';
import { type Environment, format, openEnvironment } from './environment.js';
import { snapshotOf } from './snapshot.js';
import { isBehind } from './supersede.js';

export const readStoreFormat = format.version;

/**
 * Opens the read store in `folder`, or begins one. One process at a time: the folder's lock is the caller's.
 * @throws StoreError `newer-format` or `io`
 */
export function lmdbReadStore(folder: string): ReadStore {
  const environment = openEnvironment(folder);
  const { root, checkpoints } = environment;
  const builds = buildsIn(environment, folder);
  const turns = inTurn();
  const snapshots = new Set<Snapshot>();
  const { changing, ...documents } = documentsIn(environment, folder, { open, turns });
  let closing: Promise<void> | undefined;

  function open(): void {
    if (closing !== undefined) throw new StoreError('closed', 'the read store is closed', false);
  }

  function snapshot(build: string, ledger: string): Snapshot {
    const tables = builds.tables(build);
    const transaction = root.useReadTransaction();
    const checkpoint = checkpoints.get(sortKey([build, ledger]), { transaction });
    const made = snapshotOf(tables, { ledger, transaction, checkpoint }, () => {
      snapshots.delete(made);
      transaction.done();
    });
    snapshots.add(made);
    return made;
  }

  async function close(): Promise<void> {
    for (const one of [...snapshots]) one.close(); // lmdb would read on from memory that is gone
    await root.close();
  }

  return {
    prepare: async (build, collections) => {
      open();
      await builds.prepare(build, collections);
    },
    commit: (build, ledger, expected, next, changes) =>
      turns(JSON.stringify([build, ledger]), async () => {
        open();
        const key = sortKey([build, ledger]);
        const tables = builds.tables(build);
        expectCheckpoint(checkpoints.get(key), expected);
        const writes = writesOf(tables, ledger, changes);
        await commit(root, folder, () => {
          for (const write of writes) put(write);
          void checkpoints.put(key, next);
        });
      }),
    snapshot: async (build, ledger) => {
      open();
      return snapshot(build, ledger);
    },
    checkpoints: async (build) => {
      open();
      builds.tables(build);
      return checkpointsOf(checkpoints, build);
    },
    reached: async () => {
      open();
      const shown = checkpoints.getRange({});
      return furthest(shown.map(({ key, value }) => [lastString(key), value.sequence]));
    },
    ...documents,
    // One process holds this store: it lets its commits to the old build end before.
    supersede: ({ old, by, except = new Set() }, key, wanted) =>
      turns(key, async () => {
        open();
        builds.tables(by);
        if (isBehind(checkpoints, { old, by, except })) return 'behind';
        const change = changing(key, wanted);
        if (change === undefined) return 'changed';
        await builds.drop(old, change);
        return 'done';
      }),
    drop: async (build) => {
      open();
      await builds.drop(build);
    },
    close: () => (closing ??= close()),
  };
}

function checkpointsOf(
  checkpoints: Environment['checkpoints'],
  build: Build,
): ReadonlyMap<string, Checkpoint> {
  const start = sortKey([build]);
  const shown = checkpoints.getRange({ start, end: keyAfterAll(start) });
  return new Map(shown.map(({ key, value }) => [lastString(key), value]));
}
