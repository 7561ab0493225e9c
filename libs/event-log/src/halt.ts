// Why a ledger is taken in no further: one meaning for every adapter of the entry index.
import { type EntryRecord } from '@ledger/ledger';
import { type Halt } from './entry-index.js';

export function differs({ ledger, sequence }: EntryRecord): Halt {
  return { ledger, sequence, reason: `entry ${sequence} is in the log twice and differs` };
}

export function doesNotFollow({ ledger, sequence }: EntryRecord, head: number): Halt {
  const reason = `where entry ${head + 1} should follow there is entry ${sequence}`;
  return { ledger, sequence, reason };
}
