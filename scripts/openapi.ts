// Writes docs/reference/openapi.json as the server itself tells it; a spec fails while the two differ.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-openapi-'));
const server = spawn(process.execPath, [join('dist', 'apps/standalone/src/main.js')], {
  env: { ...process.env, SALES_LEDGER_DATA: folder, SALES_LEDGER_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');
try {
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) throw new Error('the server ended before it told its address');
  const answer = await fetch(`${first.value}/openapi.json`);
  const document: unknown = await answer.json();
  writeFileSync('docs/reference/openapi.json', `${JSON.stringify(document, undefined, 2)}\n`);
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true });
}
