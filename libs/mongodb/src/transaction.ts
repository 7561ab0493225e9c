// One atomic step over several documents. Where another transaction is in the way, who wins is known once that one has
// ended, so the step is tried again here, within a bound; everything else is told, and whoever asked may ask again.
import { type ClientSession, ReadConcern, UUID } from 'mongodb';
import { type Connection, appNameOf } from './client.js';
import { isForbidden, isLost, isTakenBack } from './fault.js';

/**
 * Runs `work`, whose only effects are operations with the session it is given, and commits: durable on a majority when the
 * promise resolves. Work may be run again from its start.
 * @throws what `work` throws, and MongoDB's errors: see isUnknownOutcome
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const begunMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(connection, work);
    } catch (error) {
      if (!isTakenBack(error)) throw error;
      if (performance.now() - begunMs > connection.answerMsMax) throw error;
      // Whoever lives is out of the way before that.
      if (attempt > attemptsFast) await endAbandoned(connection);
      await pauseAfter(attempt);
    }
  }
}

async function once<T>(
  { client, answerMsMax }: Connection,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession({ causalConsistency: false });
  try {
    session.startTransaction({
      // The newest there is, which the commit's majority then confirms together with what is written.
      readConcern: { level: 'local' },
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: answerMsMax },
    });
    const result = await work(session);
    await session.commitTransaction();
    await session.endSession();
    return result;
  } catch (error) {
    // Takes back what was not committed. A server that is gone is not waited for: if it lives, it is told below.
    const ended = session.endSession().catch(() => undefined);
    if (!isLost(error)) await ended;
    throw error;
  }
}

/** So many follow one another within a tenth of a second. */
const attemptsFast = 3;
const pauseMsMin = 5;
const pauseMsMax = 200;

function pauseAfter(attempt: number): Promise<void> {
  const ms = Math.min(pauseMsMax, pauseMsMin * 2 ** attempt) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** No living process rests so long within a transaction, even on a busy machine: everything is ready before one begins. */
const restMicrosMax = 3_000_000;

/**
 * A process that is killed leaves its transaction open, and the rows it wrote closed to others until the server ends it,
 * after a minute. Those of this program that nobody goes on with are ended here. A process that was only asleep
 * finds its transaction taken back, and begins it again.
 */
async function endAbandoned({ client, db }: Connection): Promise<void> {
  const appName = appNameOf(db.databaseName);
  const resting = { $gt: restMicrosMax };
  const admin = client.db('admin', { readConcern: new ReadConcern('local') });
  try {
    const abandoned = await admin
      .aggregate<{ lsid: { id: Buffer } }>([
        { $currentOp: { idleSessions: true, allUsers: false } },
        { $match: { type: 'idleSession', appName, 'transaction.timeInactiveMicros': resting } },
      ])
      .toArray();
    const sessions = abandoned.map(({ lsid: { id } }) => ({ id: new UUID(id) }));
    if (sessions.length > 0) await admin.command({ killSessions: sessions });
  } catch (error) {
    if (!isForbidden(error)) throw error; // where this may not be asked, the server's own minute is what it takes
  }
}
