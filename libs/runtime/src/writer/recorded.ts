// The answer to a command that is in the ledger already, told from its entries.
import { type EventLog } from '@ledger/event-log';
import {
  type Acknowledgement,
  type Entry,
  type EventCatalogue,
  type SealedSubmission,
  decodeEntry,
} from '@ledger/ledger';
import { reject } from './writer.rejections.js';

const entriesPerRead = 32;

export type RecordedPlace = {
  readonly first: number;
  readonly end: number;
  readonly versionNow: number;
};

export type RecordSource = {
  readonly log: EventLog;
  readonly catalogue: EventCatalogue;
};

/**
 * @param first sequence of the command's first entry
 * @param end of the ledger as it is known: none of the command's entries stand behind it
 * @param versionNow the primary subject's version today, for a command that recorded nothing about it
 * @throws Rejection where the entries are those of another command, sent with the same key
 */
export async function recordedAnswer(
  submission: SealedSubmission,
  { first, end, versionNow }: RecordedPlace,
  source: RecordSource,
): Promise<Acknowledgement> {
  const { ledger, subject } = submission.command;
  const entries = await entriesOf(submission, { first, end }, source);
  const last = entries.at(-1);
  if (last === undefined) throw new Error(`entry ${first} of ${ledger} is of another command`);
  if (last.commandHash !== submission.commandHash) {
    throw reject('idempotency-key-reused', { key: submission.sender.idempotencyKey });
  }
  const own = entries.findLast((entry) => entry.subject === subject);
  const version = own?.version ?? versionNow;
  return { ledger, subject, version, sequence: last.sequence, entries: entries.length };
}

/** A command's entries stand side by side. */
async function entriesOf(
  { command: { ledger }, commandId }: SealedSubmission,
  { first, end }: Omit<RecordedPlace, 'versionNow'>,
  { log, catalogue }: RecordSource,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let next = first; next <= end; next = first + found.length) {
    const records = await log.read(ledger, next, Math.min(entriesPerRead, end - next + 1));
    if (records.length === 0) return found;
    for (const { bytes } of records) {
      const entry = decodeEntry(bytes, catalogue);
      if (entry.commandId !== commandId) return found;
      found.push(entry);
    }
  }
  return found;
}
