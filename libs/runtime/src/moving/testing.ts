// A ledger's entries as another installation made them, and files of them.
import { leafHash } from '@ledger/integrity';
import { type Entry, encodeEntry } from '@ledger/ledger';
import { counterModel } from '../writer/testing.js';
import { type EntryFile } from './entry-file.js';

export type Making = {
  readonly ledger?: string;
  /** What the first entry names as the hash of the ledger's key. */
  readonly keyHash?: string;
  readonly note?: string;
};

export function chained(count: number, { ledger = 'acme', keyHash, note }: Making): string[] {
  const lines: string[] = [];
  let prevHash = Buffer.alloc(32).toString('base64url');
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const first = sequence === 1 && keyHash !== undefined ? { ledgerKeyHash: keyHash } : {};
    const entry: Entry = {
      ...{ ledger, sequence, version: sequence, type: 'CounterRaised', subject: 'counter/a' },
      ...{ time: '2026-03-31T09:00:00.000Z', occurredOn: '2026-03-31', postedOn: '2026-03-31' },
      ...{ actor: 'user/ada', assurance: 'stated', correlationId: 'test', prevHash },
      commandId: `00000000-0000-5000-8000-${String(sequence).padStart(12, '0')}`,
      commandHash: 'h'.repeat(43),
      data: { by: 1, ...first, ...(note === undefined ? {} : { note }) },
    };
    const line = encodeEntry(entry, counterModel.catalogue);
    prevHash = leafHash(Buffer.from(line));
    lines.push(line);
  }
  return lines;
}

/** Read in chunks that end anywhere. */
export function fileOf(lines: readonly string[], chunkBytes = 5_000): EntryFile {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return {
    name: 'acme.jsonl',
    async *read() {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
      }
    },
  };
}
