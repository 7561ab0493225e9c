// How a ledger leaves: up to which entry, and the keys that go with those entries.
import { type EventLog } from '@ledger/event-log';
import { leafHash } from '@ledger/integrity';
import { type KeyFileAbout, type LedgerKeySet, type MovableKeyStore } from '@ledger/key-store';

/** undefined where there is no such ledger. */
export async function endIn(
  log: Pick<EventLog, 'head' | 'read'>,
  ledger: string,
): Promise<KeyFileAbout | undefined> {
  const entries = await log.head(ledger);
  const [last] = entries === 0 ? [] : await log.read(ledger, entries, 1);
  return last && { ledger, entries, head: leafHash(last.bytes) };
}

/** undefined where the ledger has no key. @throws KeyStoreError `moving-in` where its own import has not ended */
export async function keysOf(
  keys: MovableKeyStore,
  ledger: string,
): Promise<LedgerKeySet | undefined> {
  const ledgerKey = await keys.ledgerKey(ledger);
  return ledgerKey && { ledgerKey, kept: keys.kept(ledger) };
}
