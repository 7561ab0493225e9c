// Why an entry is not shown, told the same wherever the read models are folded.
import { type EventLog, type Halt } from '@ledger/event-log';
import { ViewError } from '@ledger/read-store';
import { type Progress } from '../projection/progress.js';
import { type Stop } from '../projection/run.js';
import { haltOf } from './truth.js';

export type Asked = {
  readonly projection: string;
  readonly ledger: string;
  readonly after: number;
  /** What is shown. */
  readonly sequence: number;
};

/** Of an entry that was waited for in vain. */
export async function notShown(
  log: EventLog,
  asked: Asked,
  stop: Stop | undefined,
): Promise<ViewError> {
  const { projection, ledger, after } = asked;
  if (stop !== undefined && stop.sequence <= after) {
    const message = `${projection} stopped at entry ${stop.sequence} of ${ledger}`;
    return new ViewError('read-model-stopped', message, { ...asked, stoppedAt: stop.sequence });
  }
  const halt = await haltBefore(log, ledger, after);
  if (halt !== undefined) {
    const message = `${ledger} is halted at entry ${halt.sequence}`;
    return new ViewError('read-model-stopped', message, { ...asked, stoppedAt: halt.sequence });
  }
  // Nobody was told of an entry that is not recorded, so waiting longer is no advice.
  return (await log.head(ledger)) >= after
    ? new ViewError('read-model-behind', `${projection} does not show ${after} yet`, asked)
    : new ViewError('entry-not-recorded', `${ledger} has no entry ${after}`, asked);
}

/** Where the log goes no further in this ledger, and holds no entry `after` that could still be shown. */
export async function haltBefore(
  log: EventLog,
  ledger: string,
  after: number,
): Promise<Halt | undefined> {
  const halt = await haltOf(log, ledger);
  return halt !== undefined && (await log.head(ledger)) < after ? halt : undefined;
}

/** While the first build of this version fills. */
export function rebuilding(projection: string, progress: Progress | undefined): ViewError {
  const { entriesDone = 0, entriesTotal = 0, secondsLeft = 0 } = progress ?? {};
  const detail = { projection, entriesDone, entriesTotal, secondsLeft: Math.ceil(secondsLeft) };
  return new ViewError('read-model-rebuilding', `${projection} is being computed`, detail);
}
