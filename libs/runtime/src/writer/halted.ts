// A ledger that goes no further holds up no other: what its commands are told, and which batches it has held up.
import { type Halt, LogError } from '@ledger/event-log';
import { type GatewayError } from '@ledger/ledger';
import { type Batch } from './batch.js';
import { notRecorded, outcomeUnknown } from './gateway-errors.js';
import { isUnknown } from './outcome.js';
import { reject } from './writer.rejections.js';

type Halts = { haltOf(ledger: string): Halt | undefined };

/** @throws Rejection where it is halted */
export function demandNotHalted(ledger: string, halts: Halts): void {
  const halt = halts.haltOf(ledger);
  if (halt !== undefined) throw reject('ledger-halted', { ledger, sequence: halt.sequence });
}

/** Whether nothing of the batch was recorded for a halted ledger's sake: without it, the rest of it will be. */
export function isHeldUp({ records }: Batch, error: unknown, halts: Halts): boolean {
  if (!(error instanceof LogError) || error.outcome !== 'not-appended') return false;
  return records.some(({ ledger }) => halts.haltOf(ledger) !== undefined);
}

/** What a command is told that the state does not hold after an append has failed. */
export function notFound(ledger: string, error: unknown, halts: Halts): GatewayError {
  // Behind the entry that halted its ledger it may be in the log, where the state does not look.
  const isHidden = isUnknown(error) && halts.haltOf(ledger) !== undefined;
  return isHidden ? outcomeUnknown() : notRecorded();
}
