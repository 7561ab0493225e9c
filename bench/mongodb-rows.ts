// Rows as read models keep them, for the bench of the read store on MongoDB, and what the bare driver makes of the same.
import { type RowChange } from '@ledger/read-store';
import { type AnyBulkWriteOperation } from 'mongodb';

export const batchRows = 4_000;

export type RawRow = { readonly _id: string; readonly by: string; readonly v: Buffer };

export function idOf(n: number): string {
  return `D-${String(n).padStart(8, '0')}`;
}

export function changesFrom(first: number, status: string, was: 'none' | undefined): RowChange[] {
  return Array.from({ length: batchRows }, (_, at) => {
    const n = first + at;
    const day = String(1 + (n % 28)).padStart(2, '0');
    const row = {
      status,
      on: `2026-03-${day}`,
      owner: `sp-${n % 200}`,
      customer: `c-${n % 999}`,
      amountMinor: n * 100,
      currency: 'USD',
      parts: [{ salesperson: `sp-${n % 200}`, share: 10_000 }],
    };
    return { collection: 'deal', id: idOf(n), row, ...(was === undefined ? {} : { was }) };
  });
}

export function operationOf({ id, row = {}, was }: RowChange): AnyBulkWriteOperation<RawRow> {
  const status = typeof row['status'] === 'string' ? row['status'] : '';
  const document = { _id: id, by: `${status}${id}`, v: Buffer.from(JSON.stringify(row)) };
  return was === 'none'
    ? { insertOne: { document } }
    : { replaceOne: { filter: { _id: id }, replacement: document, upsert: true } };
}
