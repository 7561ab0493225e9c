// The key store over any ordered set of small rows: adapters give the rows, this gives them their meaning.
import { type Environment, realEnvironment } from '@ledger/ledger';
import { type KeyRows, type RowKey, isErased, pairOf, rowWraps } from './key-rows.js';
import { KeyStoreError, type MovableKeyStore } from './key-store.js';
import { keyMoving } from './moving.js';
import { keyBytes, wrapper } from './wrap.js';

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
): Promise<MovableKeyStore> {
  const wraps = wrapper(masterKey, realEnvironment);
  const { unwrapped, wrapped: wrappedFor } = rowWraps(wraps);
  const made = async (key: RowKey, size: number, from = environment): Promise<Buffer> => {
    // Not waited for where the store tells at once: keys are drawn in the order of the calls then, and can be drawn again.
    const told = rows.get(key);
    const known = told instanceof Promise ? await told : told;
    if (known !== undefined) return unwrapped(key, known);
    const fresh = wrappedFor(key, from.randomBytes(size));
    return unwrapped(key, await rows.putFirst(key, fresh));
  };
  const open = { value: true };
  const demandOpen = (): void => {
    if (!open.value) throw new KeyStoreError('closed', 'the key store is closed', false);
  };
  /** As above, nothing is waited for where the store tells at once. */
  const demandHere = (ledger: string): Promise<void> | undefined => {
    demandOpen();
    const demand = (marked: Uint8Array | undefined): undefined => {
      if (marked === undefined) return;
      throw new KeyStoreError('moving-in', `the ledger ${ledger} is being moved in`, false);
    };
    const told = rows.get(['moving', ledger, '']);
    return told instanceof Promise ? told.then(demand) : demand(told);
  };
  await demandFormat(rows);
  await made(check, keyBytes, realEnvironment);
  const moving = keyMoving({ rows, wraps: { unwrapped, wrapped: wrappedFor }, demandOpen });
  return {
    ...moving,
    ledgerKey: async (ledger) => {
      await demandHere(ledger);
      return moving.keyAtRest(ledger);
    },
    ensureLedgerKey: async (ledger) => {
      const waiting = demandHere(ledger);
      if (waiting !== undefined) await waiting;
      return made(['ledger', ledger, ''], keyBytes);
    },
    subjectKeys: async (ledger, subject) => {
      demandOpen();
      const key: RowKey = ['subject', ledger, subject];
      const wrapped = await rows.get(key);
      if (wrapped === undefined || isErased(wrapped)) return undefined;
      return pairOf(unwrapped(key, wrapped));
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
