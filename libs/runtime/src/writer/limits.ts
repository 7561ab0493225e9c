// Every bound of the writer, in one place; tests set smaller ones.
import { commandBytesMax, entryBytesMax, sequenceMax } from '@ledger/ledger';

export type WriterLimits = {
  readonly batchEntriesMax: number;
  readonly batchBytesMax: number;
  /** How long deciding may hold the event loop before others get a turn. */
  readonly decidingMsMax: number;
  /** Commands that may wait per ledger; past that the caller is told `busy`. */
  readonly queuedPerLedgerMax: number;
  readonly entryBytesMax: number;
  readonly commandBytesMax: number;
  readonly sequenceMax: number;
  /** How long callers wait while the outcome of an append can't be learnt. */
  readonly outcomeWaitMsMax: number;
  /** Pause between attempts to learn it. */
  readonly outcomeRetryMs: number;
};

export const defaultWriterLimits: WriterLimits = {
  batchEntriesMax: 1_000,
  batchBytesMax: 900_000,
  decidingMsMax: 4,
  queuedPerLedgerMax: 5_000,
  entryBytesMax,
  commandBytesMax,
  sequenceMax,
  outcomeWaitMsMax: 10_000,
  outcomeRetryMs: 200,
};
