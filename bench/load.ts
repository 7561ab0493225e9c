// Load over HTTP, made by processes of its own (http-load.ts), so that what is measured is the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Sent = {
  readonly answered: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
};

export type Sending = {
  /** Of one server; each connection takes them in turn. */
  readonly urls: readonly string[];
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
};

export async function sent({ urls, body, connections, seconds }: Sending): Promise<Sent> {
  const script = join('dist', 'bench', 'http-load.js');
  const words = [script, String(connections), String(seconds), body, ...urls];
  const sender = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of sender.stdout) text += String(chunk);
  return JSON.parse(text) as Sent; // printed by http-load.ts
}

/** @throws Error where one request was not taken */
export async function allTaken(sending: Sending): Promise<Sent> {
  const load = await sent(sending);
  if (load.refused === 0) return load;
  throw new Error(`${load.refused} requests to ${sending.urls.join(', ')} were refused`);
}
