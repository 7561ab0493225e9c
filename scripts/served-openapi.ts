// The OpenAPI document as the built server itself tells it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type OpenApi } from './reference/http.js';

export async function servedOpenApi(): Promise<OpenApi> {
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
    return (await answer.json()) as OpenApi; // apps/standalone/src/openapi.spec.ts holds it against the specification
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
}
