// How far a checkpoint is behind its ledger, in entries and in seconds.
import { type EventLog } from '@ledger/event-log';
import { type Checkpoint, type Truth } from '@ledger/read-store';

/** @param nowMs milliseconds since 1970-01-01T00:00Z */
export async function truthOf(
  log: EventLog,
  ledger: string,
  shown: { readonly checkpoint: Checkpoint | undefined; readonly nowMs: number },
): Promise<Truth> {
  const sequence = shown.checkpoint?.sequence ?? 0;
  const lagEntries = Math.max(0, (await log.head(ledger)) - sequence);
  if (lagEntries === 0) return { sequence, lagEntries, lagSeconds: 0 };
  const [record] = await log.read(ledger, sequence + 1, 1);
  const recordedMs = record === undefined ? NaN : Date.parse(timeOf(record.bytes));
  const lagMs = Number.isNaN(recordedMs) ? 0 : Math.max(0, shown.nowMs - recordedMs);
  return { sequence, lagEntries, lagSeconds: lagMs / 1_000 };
}

/** Of any entry, also one whose type this release does not know. */
function timeOf(bytes: Uint8Array): string {
  const { time } = JSON.parse(Buffer.from(bytes).toString()) as { readonly time: string }; // our own bytes
  return time;
}
