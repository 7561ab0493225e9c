// Reads a file of entries as what it claims to be: one ledger from its first entry on, each entry naming the hash of the one
// before, each of a type that this release knows. Stops at the first line that is not.
import { chainFrom, byteLines } from '@ledger/integrity';
import { type EntryRecord, type EventCatalogue, decodeEntry, entryBytesMax } from '@ledger/ledger';
import { demandEntry } from '../writer/envelope.js';
import { defaultWriterLimits } from '../writer/limits.js';
import { MoveRefusal } from './move-refusal.js';

export type EntryFile = {
  /** As people call it. */
  readonly name: string;
  /** Its bytes from the start; asked for more than once. */
  read(): AsyncIterable<Uint8Array>;
};

/** A ledger as far as it was read. */
export type FileEnd = { readonly ledger: string; readonly entries: number; readonly head: string };

/** Entries that go into a log in one step, and where the file is after them. */
export type FileBatch = { readonly records: readonly EntryRecord[]; readonly end: FileEnd };

const { batchEntriesMax, batchBytesMax } = defaultWriterLimits;

/** @throws MoveRefusal `entries-file-invalid` or `entries-file-unknown`, with the line */
export async function* batchesIn(
  file: EntryFile,
  catalogue: EventCatalogue,
): AsyncGenerator<FileBatch> {
  const chain = chainFrom();
  let records: EntryRecord[] = [];
  let size = 0;
  const batch = (ledger: string): FileBatch => {
    const { entries, leaf: head } = chain.head;
    return { records, end: { ledger, entries, head } };
  };
  for await (const lines of byteLines(file.read())) {
    for (const bytes of lines) {
      const line = chain.head.entries + 1;
      const refuse = (code: 'entries-file-invalid' | 'entries-file-unknown', reason: string) =>
        new MoveRefusal(code, { file: file.name, line, reason });
      if (bytes.byteLength > entryBytesMax) {
        throw refuse('entries-file-invalid', `it has more than ${entryBytesMax} bytes`);
      }
      const fault = chain.see(bytes);
      if (fault !== undefined) throw refuse('entries-file-invalid', fault.message);
      const ledger = ledgerIn(bytes, catalogue, (reason) => refuse('entries-file-unknown', reason));
      records.push({ ledger, sequence: line, bytes });
      size += bytes.byteLength;
      if (records.length < batchEntriesMax && size + entryBytesMax <= batchBytesMax) continue;
      yield batch(ledger);
      records = [];
      size = 0;
    }
  }
  const last = records.at(-1);
  if (last !== undefined) yield batch(last.ledger);
}

/** Reads it to its end. @throws MoveRefusal as above, or `entries-file-empty` */
export async function endOf(
  file: EntryFile,
  catalogue: EventCatalogue,
): Promise<FileEnd & { readonly first: Uint8Array }> {
  let end: FileEnd | undefined;
  let first: Uint8Array | undefined;
  for await (const batch of batchesIn(file, catalogue)) {
    first ??= batch.records[0]?.bytes;
    ({ end } = batch);
  }
  if (end === undefined || first === undefined) {
    throw new MoveRefusal('entries-file-empty', { file: file.name });
  }
  return { ...end, first };
}

function ledgerIn(
  bytes: Uint8Array,
  catalogue: EventCatalogue,
  refuse: (reason: string) => MoveRefusal,
): string {
  try {
    const entry = decodeEntry(bytes, catalogue);
    demandEntry(entry);
    return entry.ledger;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}
