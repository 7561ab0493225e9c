// What every log checks before it takes a batch: each ledger goes on where it ends, and no entry is too large.
import { entryBytesMax, type EntryRecord } from '@ledger/ledger';
import { LogError } from './event-log.js';

/**
 * The heads that the ledgers of `entries` will have.
 * @param headOf a ledger's last sequence, 0 where it has no entries
 * @throws LogError `gap` or `too-large`, both certain
 */
export function continuation(
  entries: readonly EntryRecord[],
  headOf: (ledger: string) => number,
): ReadonlyMap<string, number> {
  const heads = new Map<string, number>();
  for (const { ledger, sequence, bytes } of entries) {
    const expected = (heads.get(ledger) ?? headOf(ledger)) + 1;
    if (sequence !== expected) {
      const message = `ledger ${ledger} goes on with ${expected}, not with ${sequence}`;
      throw new LogError('gap', message, 'not-appended', false);
    }
    if (bytes.byteLength > entryBytesMax) {
      const message = `entry ${sequence} of ${ledger} has ${bytes.byteLength} bytes; ${entryBytesMax} is the most`;
      throw new LogError('too-large', message, 'not-appended', false);
    }
    heads.set(ledger, sequence);
  }
  return heads;
}
