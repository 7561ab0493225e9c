// Whether a ledger's key is the one it was opened with: its first entry names the key's hash. Under another key no retry is
// known, no outside record is found again, and people are recorded twice.
import { hash } from 'node:crypto';
import { type EventLog } from '@ledger/event-log';
import { type KeyStore, KeyStoreError } from '@ledger/key-store';

/** `differs`: another key than the ledger was opened with, or one that the master key does not open. */
export type KeyStanding = 'matches' | 'missing' | 'differs';

export type KeyedLog = {
  readonly log: EventLog;
  readonly keys: Pick<KeyStore, 'ledgerKey'>;
};

/** base64url SHA-256, as the first entry names it. */
export function keyHash(key: Buffer): string {
  return hash('sha256', key, 'base64url');
}

/** Of a ledger that the log holds. */
export async function keyStanding({ log, keys }: KeyedLog, ledger: string): Promise<KeyStanding> {
  const [first] = await log.read(ledger, 1, 1);
  const named = first === undefined ? undefined : hashNamedIn(first.bytes);
  if (named === undefined) return 'matches'; // it says nothing to compare with
  try {
    const key = await keys.ledgerKey(ledger);
    if (key === undefined) return 'missing';
    return keyHash(key) === named ? 'matches' : 'differs';
  } catch (error) {
    if (error instanceof KeyStoreError && error.code === 'wrong-master-key') return 'differs';
    throw error;
  }
}

/** Read from the bytes alone: which slice opens a ledger is not known here. */
function hashNamedIn(bytes: Uint8Array): string | undefined {
  try {
    const entry = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
      readonly data?: { readonly ledgerKeyHash?: unknown }; // each looked at before it is believed
    } | null;
    const named = entry?.data?.ledgerKeyHash;
    return typeof named === 'string' ? named : undefined;
  } catch {
    return undefined; // damaged: the chain tells
  }
}
