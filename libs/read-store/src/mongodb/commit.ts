// Rows and checkpoint of one ledger in one transaction.
import { inTransaction, isUnknownOutcome } from '@ledger/mongodb';
import { type ClientSession, MongoServerError } from 'mongodb';
import { expectCheckpoint } from '../expect-checkpoint.js';
import { type Checkpoint, StoreError } from '../read-store.js';
import { type Tables } from './builds.js';
import { type Writes, write } from './changes.js';
import { type Layout, checkpointId } from './layout.js';

export type Step = {
  readonly ledger: string;
  readonly expected: Checkpoint | undefined;
  readonly next: Checkpoint;
  readonly writes: Writes;
};

/**
 * Commits one step of a ledger after another.
 * @throws StoreError `checkpoint-moved`, `build-dropped`, or `io` where it was moved by an earlier commit of this store that came late
 */
export function commits(layout: Layout): (tables: Tables, step: Step) => Promise<void> {
  /** Where a commit's outcome is not known: what it would have made the checkpoint. */
  const perhaps = new Map<string, Checkpoint>();
  return async (tables, step) => {
    const id = checkpointId(tables.number, step.ledger);
    try {
      await inTransaction(layout, async (session) => {
        // First, so that who folds the same build is met before any row is.
        await move(layout, id, { ...step, tables, session });
        await write({ db: layout.db, into: tables.rows.collectionName, session }, step.writes);
      });
      perhaps.delete(id);
    } catch (error) {
      if (isUnknownOutcome(error)) perhaps.set(id, step.next);
      if (error instanceof Moved) throw causeOf(error, step.expected, perhaps.get(id));
      throw error;
    }
  };
}

class Moved extends Error {
  constructor(readonly stored: Checkpoint | undefined) {
    super('the checkpoint is not the expected one');
  }
}

const duplicateKey = 11_000;

type Move = Step & { readonly tables: Tables; readonly session: ClientSession };

async function move(
  { builds, checkpoints }: Layout,
  _id: string,
  { expected, next, tables, session }: Move,
): Promise<void> {
  const { sequence, time } = next;
  const demandBuild = async (): Promise<void> => {
    const { build, number } = tables;
    if ((await builds.findOne({ _id: build, number }, { session })) === null) throw dropped(build);
  };
  if (expected === undefined) {
    await demandBuild();
    try {
      await checkpoints.insertOne({ _id, sequence, time }, { session });
      return;
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== duplicateKey) throw error;
    }
    // The server has taken the transaction back; what is there is read beside it.
    throw new Moved((await checkpoints.findOne({ _id }, localRead)) ?? undefined);
  }
  const filter = { _id, sequence: expected.sequence, time: expected.time };
  const { matchedCount } = await checkpoints.updateOne(
    filter,
    { $set: { sequence, time } },
    { session },
  );
  if (matchedCount === 1) return;
  await demandBuild();
  throw new Moved((await checkpoints.findOne({ _id }, { session })) ?? undefined);
}

function dropped(build: string): StoreError {
  return new StoreError('build-dropped', `build ${build} was dropped by another process`, false);
}

/** What a late commit of one's own did may not be on a majority yet. */
const localRead = { readConcern: { level: 'local' } } as const;

function causeOf(
  { stored }: Moved,
  expected: Checkpoint | undefined,
  late: Checkpoint | undefined,
): StoreError {
  if (late !== undefined && stored?.sequence === late.sequence && stored.time === late.time) {
    const message = `a commit whose outcome was not known has come to pass: the checkpoint is at ${late.sequence}`;
    return new StoreError('io', message, true);
  }
  try {
    expectCheckpoint(stored, expected);
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  return new StoreError('io', 'the checkpoint moved while it was looked at', true);
}
