// `sales-ledger export`: the entries' bytes, one a line, as any third party can check them.
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { byteLines, leafHash } from '@ledger/integrity';
import { unwritable } from '../file-problem.js';
import { ledgerOf, withReader } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { note } from '../output.js';
import { type Given } from '../given.js';

export type ExportOptions = {
  readonly ledger?: string;
  readonly to?: string;
  readonly keys?: string;
  readonly passphraseFile?: string;
};

export async function exportEntries(given: Given, options: ExportOptions): Promise<void> {
  const { ledger, to, keys, passphraseFile } = options;
  if (keys === undefined) return exportServed(given, options);
  const { speak, url } = given;
  if (to === undefined) throw new Exit(exitCodes.unusable, speak('errorKeysAlone'));
  if (url !== undefined) {
    const values = { what: '--keys', other: '--url' };
    throw new Exit(exitCodes.unusable, speak('errorExclusive', values));
  }
  const { exportWithKeys } = await import('../export-keys.js');
  await exportWithKeys(given, { ledger, to, keys, passphraseFile });
}

async function exportServed(given: Given, options: ExportOptions): Promise<void> {
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const body = await client.stream(`/v1/ledgers/${ledger}/entries.jsonl`);
    const { to } = options;
    if (to === undefined) return pipeline(body, process.stdout, { end: false });
    const file = await open(to, 'w').catch((error: unknown) => {
      throw unwritable(given, to, error);
    });
    let entries = 0;
    let head = '';
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const lines of byteLines(chunks)) {
          entries += lines.length;
          head = leafHash(lines.at(-1) ?? new Uint8Array(0));
          yield Buffer.concat(lines.flatMap((line) => [line, lineEnd]));
        }
      },
      file.createWriteStream({ flush: true }),
    ).catch((error: unknown) => {
      // What comes from the server is a stream of fetch, whose errors name no call of the system.
      if (error instanceof Error && 'syscall' in error) throw unwritable(given, to, error);
      throw error;
    });
    note(given.speak('exportDone', { entries, file: to, head }));
  });
}

const lineEnd = Buffer.from('\n');
