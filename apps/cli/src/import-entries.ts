// `sales-ledger import --entries`: moves a ledger in that another installation exported, into the stores themselves.
import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { modelOf } from '@ledger/ledger';
import { type EntryFile, type KeySource, moveIn } from '@ledger/runtime/opening';
import { slices } from '@ledger/sales';
import { type Installation } from '../../standalone/src/installation.js';
import { unreadable } from './file-problem.js';
import { type Given } from './given.js';
import { withInstallation } from './installation-here.js';
import { print, printJson, progressOf } from './output.js';
import { passphraseIn } from './passphrase.js';
import { readable } from './readable.js';

export type ImportEntries = {
  readonly entries: string;
  readonly keys?: string | undefined;
  readonly passphraseFile?: string | undefined;
  readonly ledger?: string | undefined;
};

const chunkBytes = 1024 * 1024;

export async function importEntries(given: Given, wish: ImportEntries): Promise<void> {
  const { speak } = given;
  const { catalogue } = modelOf(slices);
  await readable(given, wish.entries);
  const keys = await keySourceOf(given, wish);
  const progress = progressOf((numbers) => speak('importEntriesProgress', numbers));
  const onProgress = (done: number, total: number): void => progress.show(done, total);
  const use = ({ stores: { log, keys: kept } }: Installation) =>
    moveIn(
      { log, keys: kept, catalogue },
      { entries: entryFileOf(wish.entries), keys, ledger: wish.ledger, onProgress },
    );
  const moved = await withInstallation(given, use, { begins: true })
    .catch((error: unknown) => {
      const isOfFile = error instanceof Error && 'syscall' in error && 'path' in error;
      throw isOfFile ? unreadable(given, String(error.path), error) : error;
    })
    .finally(() => progress.end());
  const { ledger, entries, head, appended } = moved;
  if (given.json) return printJson({ ledger, entries, head, appended });
  print(speak('importEntriesDone', { ledger, entries, appended, head }));
}

function entryFileOf(name: string): EntryFile {
  return { name, read: () => createReadStream(name, { highWaterMark: chunkBytes }) };
}

async function keySourceOf(
  given: Given,
  { keys: name, passphraseFile }: ImportEntries,
): Promise<KeySource | undefined> {
  if (name === undefined) return undefined;
  await readable(given, name);
  const passphrase = await passphraseIn(given, passphraseFile);
  const lines = (): AsyncIterable<string> =>
    createInterface({ input: createReadStream(name, 'utf8'), crlfDelay: Infinity });
  return { name, passphrase, lines };
}
