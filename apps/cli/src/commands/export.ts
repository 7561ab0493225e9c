// `sales-ledger export`: the entries' bytes, one a line, as any third party can check them.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
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
    let entries = 0;
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          for (const byte of chunk) if (byte === 10) entries += 1;
          yield chunk;
        }
      },
      createWriteStream(output),
    );
    note(given.speak('exportDone', { entries, file: output }));
  });
}
