// One submission on its own: decided, stamped, encoded and evolved above what came before it. Whole or not at all: a
// refusal or a defect half way leaves nothing, because only a finished draft joins the batch.
import {
  type Acknowledgement,
  type Entry,
  type EntryRecord,
  type Event,
  type Model,
  type SealedSubmission,
  commandsOf,
  encodeEntry,
} from '@ledger/ledger';
import { leafHash } from '@ledger/integrity';
import { LedgerChanges } from '../writer-state/ledger-changes.js';
import { type StateView } from '../writer-state/slot.js';
import { decide } from './decision.js';
import { entryBytes } from './entry-bytes.js';
import { demandEvent } from './envelope.js';
import { type WriterLimits } from './limits.js';
import { reject } from './writer.rejections.js';

export type Draft = {
  readonly changes: LedgerChanges;
  readonly records: readonly EntryRecord[];
  readonly bytes: number;
  readonly acknowledgement: Acknowledgement;
};

export type Circumstances = {
  readonly view: StateView;
  readonly model: Model;
  readonly limits: WriterLimits;
  /** ISO instant: the batch's one reading of the clock. */
  readonly clock: string;
};

/** @throws Rejection */
export function draft(submission: SealedSubmission, circumstances: Circumstances): Draft {
  const { command, commandId, sender } = submission;
  const { view, model, limits, clock } = circumstances;
  const changes = new LedgerChanges(command.ledger, view);
  demandVersion(submission, changes.slot(command.subject)?.version ?? 0);
  const first = changes.head.sequence + 1;
  const now = changes.head.time > clock ? changes.head.time : clock;
  const moment = { now, actor: sender.actor };
  const records: EntryRecord[] = [];
  let bytes = 0;
  for (const one of commandsOf(submission)) {
    for (const event of decide(one, moment, { model, changes })) {
      const record = stamp(event, now, { submission, changes, model, limits });
      records.push(record);
      bytes += record.bytes.length;
    }
  }
  if (bytes > limits.commandBytesMax) {
    throw reject('command-too-large', { bytes, max: limits.commandBytesMax });
  }
  if (records.length > 0) changes.commands.push([commandId, first]);
  return { changes, records, bytes, acknowledgement: acknowledge(command.subject, changes) };
}

function acknowledge(subject: string, changes: LedgerChanges): Acknowledgement {
  const { ledger, head, entries } = changes;
  const version = changes.slot(subject)?.version ?? 0;
  return { ledger, subject, version, sequence: head.sequence, entries };
}

function demandVersion({ command, sender }: SealedSubmission, version: number): void {
  const expected = sender.expectedVersion;
  if (expected === undefined || expected === version) return;
  throw reject('version-conflict', { subject: command.subject, version, expected });
}

type Stamping = {
  readonly submission: SealedSubmission;
  readonly changes: LedgerChanges;
  readonly model: Model;
  readonly limits: WriterLimits;
};

function stamp(event: Event, now: string, stamping: Stamping): EntryRecord {
  const { submission, changes, model, limits } = stamping;
  const { ledger } = submission.command;
  demandEvent(event);
  const { head } = changes;
  if (head.sequence >= limits.sequenceMax) {
    throw reject('ledger-full', { ledger, max: limits.sequenceMax });
  }
  const entry: Entry = {
    type: event.type,
    subject: event.subject,
    occurredOn: event.occurredOn,
    data: event.data,
    ledger,
    sequence: head.sequence + 1,
    version: (changes.slot(event.subject)?.version ?? 0) + 1,
    time: now,
    postedOn: event.occurredOn,
    actor: submission.sender.actor,
    assurance: submission.sender.assurance,
    commandId: submission.commandId,
    commandHash: submission.commandHash,
    correlationId: submission.sender.correlationId,
    ...causation(submission),
    prevHash: head.prevHash,
  };
  const bytes = entryBytes(encodeEntry(entry, model.catalogue));
  if (bytes.length > limits.entryBytesMax) {
    throw reject('entry-too-large', { bytes: bytes.length, max: limits.entryBytesMax });
  }
  changes.evolve(model, entry, leafHash(bytes));
  return { ledger, sequence: entry.sequence, bytes };
}

function causation({ sender }: SealedSubmission): { readonly causationId?: string } {
  return sender.causationId === undefined ? {} : { causationId: sender.causationId };
}
