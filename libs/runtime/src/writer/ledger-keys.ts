// Tells the edge that opens a ledger what its first entry says about its key and its clock.
import { type KeyStore } from '@ledger/key-store';
import { type LedgerKeys } from '@ledger/ledger';
import { keyHash } from '../soundness/ledger-key.js';

export class StoredLedgerKeys implements LedgerKeys {
  /** @param simulated whether this process runs on a clock and randomness that can be repeated */
  constructor(
    private readonly keys: KeyStore,
    readonly simulated: boolean,
  ) {}

  async keyHash(ledger: string): Promise<string> {
    return keyHash(await this.keys.ensureLedgerKey(ledger));
  }
}
