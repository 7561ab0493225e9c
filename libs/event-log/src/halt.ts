// Why a ledger is taken in no further: one meaning for every adapter.
import { type EntryRecord } from '@ledger/ledger';
import { type Halt } from './entry-index.js';
import { LogError } from './event-log.js';

export function differs({ ledger, sequence }: EntryRecord): Halt {
  return { ledger, sequence, reason: `entry ${sequence} is in the log twice and differs` };
}

export function doesNotFollow({ ledger, sequence }: EntryRecord, head: number): Halt {
  const reason = `where entry ${head + 1} should follow there is entry ${sequence}`;
  return { ledger, sequence, reason };
}

/** What is told to whoever can't go on with that ledger. Nothing was appended. */
export function halted(halt: Halt): LogError {
  const message = `ledger ${halt.ledger} is halted at entry ${halt.sequence}: ${halt.reason}`;
  return new LogError('corrupt', message, 'not-appended', false, { halt });
}
