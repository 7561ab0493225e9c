// Keys in memory: for tests and for copies of a ledger that are thrown away.
import { type Environment } from '@ledger/ledger';
import { type KeyStore } from '../key-store.js';
import { keyStoreOver } from '../rows.js';

export function memoryKeyStore(masterKey: Buffer, environment: Environment): Promise<KeyStore> {
  const rows = new Map<string, Uint8Array>();
  return keyStoreOver(
    {
      get: (key) => rows.get(JSON.stringify(key)),
      putFirst: (key, value) => {
        const name = JSON.stringify(key);
        const first = rows.get(name) ?? value;
        rows.set(name, first);
        return Promise.resolve(first);
      },
      close: () => Promise.resolve(),
    },
    masterKey,
    environment,
  );
}
