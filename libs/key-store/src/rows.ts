// The key store over any ordered set of small rows: adapters give the rows, this gives them their meaning.
import { type Environment, realEnvironment } from '@ledger/ledger';
import { type KeyStore, KeyStoreError, type SubjectKeys } from './key-store.js';
import { keyBytes, wrapper } from './wrap.js';

/** [what, ledger, of whom or what] */
export type RowKey = readonly [
  'format' | 'check' | 'ledger' | 'subject' | 'directory',
  string,
  string,
];

export type KeyRows = {
  get(key: RowKey): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Puts the row unless there is one; resolves, when durable, to the one that is there now. */
  putFirst(key: RowKey, value: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
};

const format: RowKey = ['format', '', ''];
export const keyStoreFormat = 1;
const check: RowKey = ['check', '', ''];

/**
 * @param environment where new keys come from: a simulated one makes the same keys again, for ledgers that say so. Nonces of
 * the master key and its check value never come from it, for they guard the other ledgers' keys too
 * @throws KeyStoreError `newer-format`, or `wrong-master-key` where the rows were written under another master key
 */
export async function keyStoreOver(
  rows: KeyRows,
  masterKey: Buffer,
  environment: Environment,
): Promise<KeyStore> {
  const wraps = wrapper(masterKey, realEnvironment);
  const unwrapped = (key: RowKey, wrapped: Uint8Array): Buffer =>
    wraps.unwrap(key.join('/'), wrapped);
  const made = async (key: RowKey, size: number, from = environment): Promise<Buffer> => {
    // Not waited for where the store tells at once: keys are drawn in the order of the calls then, and can be drawn again.
    const told = rows.get(key);
    const known = told instanceof Promise ? await told : told;
    if (known !== undefined) return unwrapped(key, known);
    const fresh = wraps.wrap(key.join('/'), from.randomBytes(size));
    return unwrapped(key, await rows.putFirst(key, fresh));
  };
  const open = { value: true };
  const demandOpen = (): void => {
    if (!open.value) throw new KeyStoreError('closed', 'the key store is closed', false);
  };
  await demandFormat(rows);
  await made(check, keyBytes, realEnvironment);
  return {
    ledgerKey: async (ledger) => {
      demandOpen();
      const key: RowKey = ['ledger', ledger, ''];
      const wrapped = await rows.get(key);
      return wrapped === undefined ? undefined : unwrapped(key, wrapped);
    },
    ensureLedgerKey: async (ledger) => {
      demandOpen();
      return made(['ledger', ledger, ''], keyBytes);
    },
    subjectKeys: async (ledger, subject) => {
      demandOpen();
      const key: RowKey = ['subject', ledger, subject];
      const wrapped = await rows.get(key);
      return wrapped === undefined ? undefined : pairOf(unwrapped(key, wrapped));
    },
    ensureSubjectKeys: async (ledger, subject) => {
      demandOpen();
      return pairOf(await made(['subject', ledger, subject], 2 * keyBytes));
    },
    lookUp: async (ledger, digest) => {
      demandOpen();
      const id = await rows.get(['directory', ledger, digest]);
      return id === undefined ? undefined : Buffer.from(id).toString('utf8');
    },
    claim: async (ledger, digest, id) => {
      demandOpen();
      const key: RowKey = ['directory', ledger, digest];
      const known = (await rows.get(key)) ?? (await rows.putFirst(key, Buffer.from(id)));
      return Buffer.from(known).toString('utf8');
    },
    close: async () => {
      if (!open.value) return;
      open.value = false;
      await rows.close();
    },
  };
}

async function demandFormat(rows: KeyRows): Promise<void> {
  const written = await rows.putFirst(format, Buffer.from(String(keyStoreFormat)));
  const version = Number(Buffer.from(written).toString('utf8'));
  if (version === keyStoreFormat) return;
  const message = `the keys are in key-store format ${version}; this release reads format ${keyStoreFormat}`;
  throw new KeyStoreError('newer-format', message, false);
}

function pairOf(keys: Buffer): SubjectKeys {
  return { seal: keys.subarray(0, keyBytes), nonce: keys.subarray(keyBytes) };
}
