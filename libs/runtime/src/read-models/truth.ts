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
  const lagSeconds = secondsSince(await recordedMs(log, ledger, sequence + 1), shown.nowMs);
  return { sequence, lagEntries, lagSeconds, ...halted };
}

/** When the entry was recorded, in milliseconds since 1970; NaN where that can't be told. */
export async function recordedMs(log: EventLog, ledger: string, sequence: number): Promise<number> {
  const [record] = await log.read(ledger, sequence, 1);
  return record === undefined ? NaN : Date.parse(timeOf(record.bytes));
}

export function secondsSince(thenMs: number, nowMs: number): number {
  return Number.isNaN(thenMs) ? 0 : Math.max(0, nowMs - thenMs) / 1_000;
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
