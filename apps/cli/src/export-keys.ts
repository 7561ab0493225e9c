// `sales-ledger export --keys`: a ledger's entries and, in a file of their own, its keys, locked with a passphrase. Read from
// the stores themselves: keys never go over HTTP.
import { type FileHandle, open, rm } from 'node:fs/promises';
import { lockedKeys } from '@ledger/key-store';
import { realEnvironment } from '@ledger/ledger';
import { endIn, entryLines, keysOf } from '@ledger/runtime/opening';
import { type Installation } from '../../standalone/src/installation.js';
import { Exit, exitCodes } from './exit.js';
import { unwritable } from './file-problem.js';
import { type Given } from './given.js';
import { withInstallation } from './installation-here.js';
import { note, printJson, progressOf } from './output.js';
import { passphraseIn } from './passphrase.js';

export type ExportWithKeys = {
  readonly ledger: string | undefined;
  readonly to: string;
  readonly keys: string;
  readonly passphraseFile: string | undefined;
};

export async function exportWithKeys(given: Given, wish: ExportWithKeys): Promise<void> {
  const passphrase = await passphraseIn(given, wish.passphraseFile);
  const use = (installation: Installation): Promise<void> =>
    exportFrom(given, installation, { ...wish, passphrase });
  await withInstallation(given, use, { begins: false });
}

async function exportFrom(
  given: Given,
  { stores: { log, keys } }: Installation,
  { ledger: named, to, keys: keysTo, passphrase }: ExportWithKeys & { readonly passphrase: string },
): Promise<void> {
  const { speak } = given;
  const ledger = named ?? onlyOne(given, await log.ledgers());
  const end = await endIn(log, ledger);
  const set = await keysOf(keys, ledger);
  if (end === undefined || set === undefined) {
    throw new Exit(exitCodes.refused, speak('errorNoSuchLedger', { ledger }));
  }
  await written(given, keysTo, { flags: 'wx', mode: 0o600 }, async (file) => {
    const locked = lockedKeys(end, set, { passphrase, environment: realEnvironment });
    for await (const line of locked) await file.write(`${line}\n`);
  });
  const progress = progressOf((numbers) => speak('exportProgress', { ledger, ...numbers }));
  let done = 0;
  await written(given, to, { flags: 'w', mode: 0o666 }, async (file) => {
    for await (const lines of entryLines(log, ledger, end.entries)) {
      await file.write(lines);
      for (const byte of lines) if (byte === 10) done += 1;
      progress.show(done, end.entries);
    }
  }).finally(() => progress.end());
  if (given.json) return printJson({ ...end, file: to, keys: keysTo });
  note(speak('exportDone', { entries: end.entries, file: to, head: end.head }));
  note(speak('exportKeysDone', { file: keysTo }));
}

function onlyOne({ speak }: Given, ledgers: readonly string[]): string {
  const [first, ...others] = ledgers;
  if (first === undefined) throw new Exit(exitCodes.unusable, speak('errorNoLedger'));
  if (others.length === 0) return first;
  throw new Exit(exitCodes.unusable, speak('errorManyLedgers', { ledgers: ledgers.join(', ') }));
}

type Opening = { readonly flags: string; readonly mode: number };

/** On disk when it resolves; a file that this begins is not left half written. */
async function written(
  given: Given,
  name: string,
  { flags, mode }: Opening,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(name, flags, mode).catch((error: unknown) => {
    throw unwritable(given, name, error);
  });
  try {
    await write(file);
    await file.sync();
  } catch (error) {
    if (flags === 'wx') await rm(name, { force: true });
    if (error instanceof Error && 'syscall' in error) throw unwritable(given, name, error);
    throw error;
  } finally {
    await file.close();
  }
}
