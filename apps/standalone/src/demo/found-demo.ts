// What stands under the demo's id before it is made: nothing, some of it, all of it, an older one, or somebody's real ledger.
import { type EventLog } from '@ledger/event-log';
import { demoLedger } from '@ledger/connectors';

export type FoundDemo = 'nothing' | 'part' | 'whole' | 'older' | 'real';

/** Names a sitting of the story in its entries; the number changes with the story. */
export function nameOf(place: number): string {
  return `demo-2-${place}`;
}

/** Whole where the last sitting is the last entry; what somebody recorded after it makes the story be sent again. */
export async function foundDemo(log: EventLog, sittings: number): Promise<FoundDemo> {
  const first = await textOf(log, 1);
  if (first === undefined) return 'nothing';
  if (!first.includes('"simulated":true')) return 'real';
  if (!isNamed(first, 0)) return 'older';
  const last = await textOf(log, await log.head(demoLedger));
  return last !== undefined && isNamed(last, sittings) ? 'whole' : 'part';
}

function isNamed(entry: string, place: number): boolean {
  return entry.includes(`"correlationid":"${nameOf(place)}"`);
}

async function textOf(log: EventLog, sequence: number): Promise<string | undefined> {
  const [record] = await log.read(demoLedger, sequence, 1);
  return record === undefined ? undefined : Buffer.from(record.bytes).toString('utf8');
}
