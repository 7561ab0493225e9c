// A file of keys that comes with a file of entries: proved to its end, and held against those entries, before anything is
// changed.
import { KeyFileError, type KeyFileLock, type LedgerKeySet, unlockedKeys } from '@ledger/key-store';
import { type EntryFile, type FileEnd } from './entry-file.js';
import { MoveRefusal } from './move-refusal.js';

export type KeySource = KeyFileLock & {
  /** As people call it. */
  readonly name: string;
  /** Its lines from the first on; asked for more than once. */
  lines(): AsyncIterable<string>;
};

/** @throws MoveRefusal */
export async function provedKeys(
  source: KeySource,
  file: EntryFile,
  end: FileEnd,
): Promise<LedgerKeySet> {
  const { about, kept } = await opened(source);
  const { ledger: ofLedger, entries: expected, head: expectedHead } = about;
  const { ledger, entries, head } = end;
  if (ofLedger !== ledger || expected !== entries || expectedHead !== head) {
    const expectation = { keys: source.name, expected, ofLedger, expectedHead };
    const found = { file: file.name, entries, ledger, head };
    throw new MoveRefusal('keys-of-other-entries', { ...expectation, ...found });
  }
  await told(source, async () => {
    for await (const page of kept) if (page.length === 0) return;
  });
  return opened(source); // read again when they are taken in
}

async function opened(source: KeySource): ReturnType<typeof unlockedKeys> {
  return told(source, () => unlockedKeys(source.lines(), source));
}

async function told<T>({ name }: KeySource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    const { code, line } = error;
    throw new MoveRefusal(code, { keys: name, line }, { cause: error });
  }
}
