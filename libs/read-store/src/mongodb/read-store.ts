// The read store on MongoDB: a replica set that several processes share, one transaction per commit.
import { type MongodbOptions } from '@ledger/mongodb';
import { furthest } from '../furthest.js';
import { inTurn } from '../in-turn.js';
import { type Checkpoint, type ReadStore } from '../read-store.js';
import { decodeRow, rowEncoder } from '../row-code.js';
import { lastString } from '../sort-key.js';
import { buildsIn } from './builds.js';
import { writesOf } from './changes.js';
import { commits } from './commit.js';
import { type Layout, checkpointIds, keyOf, metaId, openLayout } from './layout.js';
import { changeMeta } from './meta.js';
import { snapshotOf } from './snapshot.js';
import { supersede } from './supersede.js';
import { told } from './told.js';
import { underWay } from './under-way.js';

/** A row costs MongoDB some ten times what it costs LMDB, so one that is written once instead of twice pays for a larger step. */
const batchEntries = 16_000;

/**
 * Opens the read store in the database that the connection string names, or begins one.
 * @throws StoreError `newer-format`, or `io` for what is no replica set or does not answer
 */
export async function mongodbReadStore(url: string, options?: MongodbOptions): Promise<ReadStore> {
  const layout = await told('open', () => openLayout(url, options));
  const { checkpoints, meta } = layout;
  const builds = buildsIn(layout);
  await told('delete what was dropped', () => builds.sweep());
  const commit = commits(layout);
  const turns = inTurn();
  const { work, reading, committing, end } = underWay(layout);
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await end();
    builds.close();
    await layout.client.close();
  }

  return {
    batchEntries,
    isFar: true,
    prepare: (build, collections, use = 'serving') =>
      work(`prepare ${build}`, () => builds.prepare(build, collections, use)),
    commit: (build, ledger, expected, next, changes) =>
      committing(`commit to ${build}`, () =>
        turns(JSON.stringify([build, ledger]), async () => {
          const tables = builds.tables(build);
          const writes = await writesOf(tables, ledger, changes);
          await commit(tables, { ledger, expected, next, writes });
        }),
      ),
    snapshot: (build, ledger) =>
      reading('begin a snapshot', () =>
        snapshotOf(layout, builds.tables(build), { ledger, work: reading }),
      ),
    checkpoints: (build) =>
      work(`list checkpoints of ${build}`, () =>
        checkpointsOf(layout, builds.tables(build).number),
      ),
    reached: () =>
      work('list checkpoints', async () => {
        const shown = await checkpoints.find().toArray();
        return furthest(shown.map(({ _id, sequence }) => [lastString(keyOf(_id)), sequence]));
      }),
    getMeta: (key) =>
      work(`read ${key}`, async () => {
        const found = await meta.findOne({ _id: metaId(key) });
        return found === null ? undefined : decodeRow(found.v);
      }),
    putMeta: (key, value) =>
      work(`write ${key}`, async () => {
        const v = rowEncoder()(value);
        await meta.replaceOne({ _id: metaId(key) }, { v }, { upsert: true });
      }),
    changeMeta: (key, change) => work(`change ${key}`, () => changeMeta(layout, key, change)),
    supersede: ({ old, by, except = new Set() }, key, change) =>
      work(`let ${by} take the place of ${old}`, async () => {
        const pair = { old, by: builds.tables(by), except };
        const outcome = await supersede(layout, pair, { key, change, builds });
        if (outcome === 'done') await builds.tidy(old);
        return outcome;
      }),
    drop: (build) => work(`drop ${build}`, () => builds.drop(build)),
    close: () => (closing ??= close()),
  };
}

async function checkpointsOf(
  { checkpoints }: Layout,
  number: number,
): Promise<ReadonlyMap<string, Checkpoint>> {
  const shown = await checkpoints.find({ _id: checkpointIds(number) }).toArray();
  return new Map(
    shown.map(({ _id, sequence, time }) => [lastString(keyOf(_id)), { sequence, time }]),
  );
}
