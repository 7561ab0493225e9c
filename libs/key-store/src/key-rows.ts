// The rows of a key store, which adapters give: what they are called, how keys stand in them, and how erased ones do.
import { KeyStoreError, type SubjectKeys } from './key-store.js';
import { type Wrapper, keyBytes } from './wrap.js';

/** [what, ledger, of whom or what] */
export type RowKey = readonly [
  'format' | 'check' | 'ledger' | 'subject' | 'directory' | 'moving',
  string,
  string,
];

export type RowPage = {
  readonly what: RowKey[0];
  readonly ledger: string;
  /** The third part of a row's key; absent: from the first row on. */
  readonly after: string | undefined;
  readonly limit: number;
};

/** The third part of its key, and its value. */
export type Row = readonly [of: string, value: Uint8Array];

export type KeyRows = {
  get(key: RowKey): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Puts the row unless there is one; resolves, when durable, to the one that is there now. */
  putFirst(key: RowKey, value: Uint8Array): Promise<Uint8Array>;
  /** Puts the row, in the place of another where there is one; durable when it resolves. */
  put(key: RowKey, value: Uint8Array): Promise<void>;
  remove(key: RowKey): Promise<void>;
  /** Rows of this kind and ledger: at most `limit` of them behind the one of `after`, in the store's order. */
  list(page: RowPage): Promise<readonly Row[]>;
  close(): Promise<void>;
};

/** Unwrapping says `erased` of a row whose keys were. */
export type RowWraps = {
  wrapped(key: RowKey, bytes: Buffer): Buffer;
  unwrapped(key: RowKey, value: Uint8Array): Buffer;
};

export function rowWraps(wraps: Wrapper): RowWraps {
  return {
    wrapped: (key, bytes) => wraps.wrap(key.join('/'), bytes),
    unwrapped: (key, value) => {
      if (!isErased(value)) return wraps.unwrap(key.join('/'), value);
      const [, ledger, subject] = key;
      const message = `the keys of ${subject} in ${ledger} were erased`;
      throw new KeyStoreError('erased', message, false);
    },
  };
}

/** Stands in the place of keys that were erased; those are never so short. */
export const erasedRow = Buffer.from([0]);

export function isErased(value: Uint8Array): boolean {
  return value.byteLength === erasedRow.byteLength;
}

export function pairOf(keys: Buffer): SubjectKeys {
  return { seal: keys.subarray(0, keyBytes), nonce: keys.subarray(keyBytes) };
}
