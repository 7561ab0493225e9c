// Keys in memory: for tests and for copies of a ledger that are thrown away.
import { type Environment } from '@ledger/ledger';
import { type MovableKeyStore } from '../key-store.js';
import { type Row, type RowKey } from '../key-rows.js';
import { keyStoreOver } from '../rows.js';

export function memoryKeyStore(
  masterKey: Buffer,
  environment: Environment,
): Promise<MovableKeyStore> {
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
      put: async (key, value) => {
        rows.set(JSON.stringify(key), value);
      },
      remove: async (key) => {
        rows.delete(JSON.stringify(key));
      },
      list: async ({ what, ledger, after = '', limit }) => {
        const all = [...rows].map(([name, value]): [RowKey, Uint8Array] => [
          JSON.parse(name) as RowKey, // written as one above
          value,
        ]);
        return all
          .filter(([[kind, of, third]]) => kind === what && of === ledger && third > after)
          .map(([[, , third], value]): Row => [third, value])
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, limit);
      },
      close: () => Promise.resolve(),
    },
    masterKey,
    environment,
  );
}
