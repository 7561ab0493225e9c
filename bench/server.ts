// Servers that benchmarks speak to: processes of their own, on ports that the system chooses.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';

export type Server = { readonly url: string; readonly process: ChildProcess };

export function startStandalone(folder: string): Promise<Server> {
  return start('apps/standalone/src/main.js', {
    SALES_LEDGER_DATA: folder,
    SALES_LEDGER_PORT: '0',
    SALES_LEDGER_LOG_LEVEL: 'warn',
  });
}

export async function start(
  script: string,
  settings: { readonly [variable: string]: string },
): Promise<Server> {
  const server = spawn(process.execPath, [join('dist', script)], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressIn(server.stdout);
  return { url, process: server };
}

/** The first line that names an address. */
async function addressIn(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const url = /http:\/\/[^\s/]+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended before it told its address');
}

export async function stop({ process: server }: Server): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

/** @returns the answer's text */
export async function post(url: string, body: object | string, key = url): Promise<string> {
  const isCsv = typeof body === 'string';
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': isCsv ? 'text/csv' : 'application/json',
      'sales-ledger-actor': 'user/bench',
      'idempotency-key': key,
    },
    body: isCsv ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return text;
}

/** @param ledger its id */
export async function openLedger(url: string, firstDay: string, ledger = 'bench'): Promise<void> {
  const opened = { ledger, name: 'Bench', currency: 'USD', timeZone: 'UTC', firstDay };
  await post(`${url}/v1/ledgers`, opened);
}
