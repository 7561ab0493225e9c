// Checks that entries of one partition follow one another, ledger by ledger, as far as this reader has seen them.
import { leafHash } from '@ledger/integrity';
import { type EntryRecord } from '@ledger/ledger';
import { type Halt } from '../entry-index.js';

type Mark = { readonly sequence: number; readonly leaf: string };

export type Chain = {
  /**
   * Leaves out entries that were here before. The first entry of a ledger that does not follow is handed on, so that
   * whoever folds the ledger stops there and says so; after it nothing more of that ledger is.
   */
  follow(entries: readonly EntryRecord[]): readonly EntryRecord[];
};

export function chain(onHalt: (halt: Halt) => void): Chain {
  const marks = new Map<string, Mark>();
  const halted = new Set<string>();

  function isWanted(entry: EntryRecord): boolean {
    const { ledger, sequence, bytes } = entry;
    if (halted.has(ledger)) return false;
    const last = marks.get(ledger);
    const leaf = leafHash(bytes);
    if (last !== undefined && sequence <= last.sequence) {
      if (sequence < last.sequence || leaf === last.leaf) return false;
    }
    const reason = last === undefined ? undefined : whyNotAfter(last, entry);
    if (reason === undefined) marks.set(ledger, { sequence, leaf });
    else {
      halted.add(ledger);
      onHalt({ ledger, sequence, reason });
    }
    return true;
  }

  return { follow: (entries) => entries.filter((entry) => isWanted(entry)) };
}

function whyNotAfter(last: Mark, { sequence, bytes }: EntryRecord): string | undefined {
  if (sequence === last.sequence) return `entry ${sequence} is in the log twice and differs`;
  const expected = last.sequence + 1;
  if (sequence !== expected) {
    return `where entry ${expected} should follow there is entry ${sequence}`;
  }
  const prevHash = prevHashIn(bytes);
  if (prevHash === undefined || prevHash === last.leaf) return undefined;
  return `entry ${sequence} does not name the hash of the entry before it`;
}

const attribute = Buffer.from('"prevhash":"');
const hashLength = 43;

/** It stands before `data`, and within a JSON text its quotes would be escaped: the first place is the attribute. */
function prevHashIn(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf(attribute);
  if (at < 0) return undefined;
  return buffer.toString('latin1', at + attribute.length, at + attribute.length + hashLength);
}
