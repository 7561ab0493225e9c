// A ledger's entries as they leave an installation: their bytes, one a line.
import { type EventLog } from '@ledger/event-log';

const entriesPerRead = 1_000;
const lineEnd = Buffer.from('\n');

/** Up to the entry that was the last when it began, so that an export of a busy ledger ends. */
export async function* entryLines(
  log: Pick<EventLog, 'read'>,
  ledger: string,
  head: number,
): AsyncGenerator<Buffer> {
  for (let from = 1; from <= head;) {
    const records = await log.read(ledger, from, Math.min(entriesPerRead, head - from + 1));
    if (records.length === 0) throw new Error(`${ledger} ends before its entry ${head}`);
    yield Buffer.concat(records.flatMap(({ bytes }) => [bytes, lineEnd]));
    from += records.length;
  }
}
