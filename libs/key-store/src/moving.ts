// How a ledger's keys come out of a key store and into one, over the same rows; what is erased stays erased in both.
import { type KeptKey, type KeyMoving, KeyStoreError, type SubjectKeys } from './key-store.js';
import {
  type KeyRows,
  type Row,
  type RowKey,
  type RowWraps,
  erasedRow,
  isErased,
  pairOf,
} from './key-rows.js';

const rowsPerPage = 500;

export type Moving = {
  readonly rows: KeyRows;
  readonly wraps: RowWraps;
  /** @throws KeyStoreError `closed` */
  demandOpen(): void;
};

export function keyMoving({ rows, wraps, demandOpen }: Moving): KeyMoving {
  async function* kept(ledger: string): AsyncGenerator<readonly KeptKey[]> {
    for (const what of ['subject', 'directory'] as const) {
      for (let after: string | undefined; ;) {
        demandOpen();
        const page = await rows.list({ what, ledger, after, limit: rowsPerPage });
        after = page.at(-1)?.[0];
        if (after === undefined) break;
        yield page.map((row) => keptRow(what, ledger, row));
      }
    }
  }

  function keptRow(what: 'subject' | 'directory', ledger: string, [of, value]: Row): KeptKey {
    if (what === 'directory') return { what, digest: of, id: Buffer.from(value).toString('utf8') };
    if (isErased(value)) return { what: 'erased', subject: of };
    return { what, subject: of, keys: pairOf(wraps.unwrapped([what, ledger, of], value)) };
  }

  async function adoptOne(ledger: string, row: KeptKey): Promise<void> {
    switch (row.what) {
      case 'erased':
        return rows.put(['subject', ledger, row.subject], erasedRow);
      case 'directory': {
        const id = await rows.putFirst(['directory', ledger, row.digest], Buffer.from(row.id));
        if (Buffer.from(id).toString('utf8') !== row.id) throw otherKeys(ledger, row.digest);
        return;
      }
      case 'subject': {
        const key: RowKey = ['subject', ledger, row.subject];
        const coming = bytesOf(row.keys);
        const there = await rows.putFirst(key, wraps.wrapped(key, coming));
        if (isErased(there) || wraps.unwrapped(key, there).equals(coming)) return;
        throw otherKeys(ledger, row.subject);
      }
    }
  }

  return {
    kept,
    eraseSubjectKeys: async (ledger, subject) => {
      demandOpen();
      await rows.put(['subject', ledger, subject], erasedRow);
    },
    adopt: async (ledger, incoming) => {
      demandOpen();
      await Promise.all(incoming.map((row) => adoptOne(ledger, row)));
    },
    beginMove: async (ledger) => {
      demandOpen();
      await rows.put(['moving', ledger, ''], Buffer.from('1'));
    },
    isMoving: async (ledger) => {
      demandOpen();
      return (await rows.get(['moving', ledger, ''])) !== undefined;
    },
    keyAtRest: async (ledger) => {
      demandOpen();
      const key: RowKey = ['ledger', ledger, ''];
      const wrapped = await rows.get(key);
      return wrapped === undefined ? undefined : wraps.unwrapped(key, wrapped);
    },
    endMove: async (ledger, key) => {
      demandOpen();
      // First, so that whoever works on has the right one.
      const place: RowKey = ['ledger', ledger, ''];
      if (key !== undefined) await rows.put(place, wraps.wrapped(place, key));
      await rows.remove(['moving', ledger, '']);
    },
  };
}

function bytesOf({ seal, nonce }: SubjectKeys): Buffer {
  return Buffer.concat([seal, nonce]);
}

function otherKeys(ledger: string, of: string): KeyStoreError {
  const message = `other keys of ${of} in ${ledger} are here already`;
  return new KeyStoreError('other-keys', message, false);
}
