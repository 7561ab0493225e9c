// How far a checkpoint is behind its ledger, in entries and in seconds, and whether the ledger goes on.
import { type EventLog, type Halt } from '@ledger/event-log';
import { type Checkpoint, type Truth } from '@ledger/read-store';

/** @param nowMs milliseconds since 1970-01-01T00:00Z */
export async function truthOf(
  log: EventLog,
  ledger: string,
  shown: { readonly checkpoint: Checkpoint | undefined; readonly nowMs: number },
): Promise<Truth> {
  const sequence = shown.checkpoint?.sequence ?? 0;
  const [head, halt] = await Promise.all([log.head(ledger), haltOf(log, ledger)]);
  const halted = halt === undefined ? {} : { haltedAt: halt.sequence };
  const lagEntries = Math.max(0, head - sequence);
  if (lagEntries === 0) return { sequence, lagEntries, lagSeconds: 0, ...halted };
  const [record] = await log.read(ledger, sequence + 1, 1);
  const recordedMs = record === undefined ? NaN : Date.parse(timeOf(record.bytes));
  const lagMs = Number.isNaN(recordedMs) ? 0 : Math.max(0, shown.nowMs - recordedMs);
  return { sequence, lagEntries, lagSeconds: lagMs / 1_000, ...halted };
}

/** Where and why the log goes no further in this ledger. */
export async function haltOf(log: EventLog, ledger: string): Promise<Halt | undefined> {
  const halts = await log.halts(log.partitionOf(ledger));
  return halts.find((halt) => halt.ledger === ledger);
}

/** Of any entry, also one whose type this release does not know; of what is none, nothing. */
function timeOf(bytes: Uint8Array): string {
  try {
    const wire: unknown = JSON.parse(Buffer.from(bytes).toString());
    return String(wire instanceof Object ? Reflect.get(wire, 'time') : '');
  } catch {
    return '';
  }
}
