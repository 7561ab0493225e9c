// `sales-ledger export`: the entries' bytes, one a line, as any third party can check them.
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { unwritable } from '../file-problem.js';
import { ledgerOf, withClient } from '../connect.js';
import { note } from '../output.js';
import { type Given } from '../given.js';

export type ExportOptions = { readonly ledger?: string; readonly output?: string };

export async function exportEntries(given: Given, options: ExportOptions): Promise<void> {
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const body = await client.stream(`/v1/ledgers/${ledger}/entries.jsonl`);
    const { output } = options;
    if (output === undefined) return pipeline(body, process.stdout, { end: false });
    const file = await open(output, 'w').catch((error: unknown) => {
      throw unwritable(given, output, error);
    });
    let entries = 0;
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          for (const byte of chunk) if (byte === 10) entries += 1;
          yield chunk;
        }
      },
      file.createWriteStream(),
    ).catch((error: unknown) => {
      // What comes from the server is a stream of fetch, whose errors name no call of the system.
      if (error instanceof Error && 'syscall' in error) throw unwritable(given, output, error);
      throw error;
    });
    note(given.speak('exportDone', { entries, file: output }));
  });
}
