// Whether a ledger's key is the one it was opened with: its first entry names the key's hash. Under another key no retry is
// known, no outside record is found again, and people are recorded twice.
import { hash } from 'node:crypto';
import { type EventLog } from '@ledger/event-log';
import { type KeyStore, KeyStoreError } from '@ledger/key-store';

/**
 * `differs`: another key than the ledger was opened with, or one that the master key does not open. `moving`: its import has
 * not ended, and it has none until then.
 */
export type KeyStanding = 'matches' | 'missing' | 'differs' | 'moving';

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
  const named = first === undefined ? undefined : keyHashIn(first.bytes);
  if (named === undefined) return 'matches'; // it says nothing to compare with
  try {
    const key = await keys.ledgerKey(ledger);
    if (key === undefined) return 'missing';
    return keyHash(key) === named ? 'matches' : 'differs';
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    if (error.code === 'wrong-master-key') return 'differs';
    if (error.code === 'moving-in') return 'moving';
    throw error;
  }
}

/**
 * The hash of its key that a ledger's first entry names; undefined where it names none. Read from the bytes alone: which
 * slice opens a ledger is not known here.
 */
export function keyHashIn(bytes: Uint8Array): string | undefined {
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
