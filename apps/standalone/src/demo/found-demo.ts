// What stands under the demo's id before it is made: nothing, some of it, all of it, an older one, or somebody's real ledger.
import { hash } from 'node:crypto';
import { type EventLog } from '@ledger/event-log';
import { type Sitting, demoLedger } from '@ledger/connectors';

export type FoundDemo = 'nothing' | 'part' | 'whole' | 'older' | 'real';

/** Which story it is: entries name it, so that a demo of another release is told apart and left alone. */
export function editionOf(story: readonly Sitting[]): string {
  return hash('sha256', JSON.stringify(story)).slice(0, 8);
}

/** Names a sitting of the story in its entries. */
export function nameOf(edition: string, place: number): string {
  return `demo-${edition}-${place}`;
}

/** Whole where the last sitting is the last entry; what somebody recorded after it makes the story be sent again. */
export async function foundDemo(log: EventLog, story: readonly Sitting[]): Promise<FoundDemo> {
  const edition = editionOf(story);
  const isNamed = (entry: string, place: number): boolean =>
    entry.includes(`"correlationid":"${nameOf(edition, place)}"`);
  const first = await textOf(log, 1);
  if (first === undefined) return 'nothing';
  if (!first.includes('"simulated":true')) return 'real';
  if (!isNamed(first, 0)) return 'older';
  const last = await textOf(log, await log.head(demoLedger));
  return last !== undefined && isNamed(last, story.length) ? 'whole' : 'part';
}

async function textOf(log: EventLog, sequence: number): Promise<string | undefined> {
  const [record] = await log.read(demoLedger, sequence, 1);
  return record === undefined ? undefined : Buffer.from(record.bytes).toString('utf8');
}
