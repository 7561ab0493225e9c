// A served data folder of its own for each spec, and how specs speak to it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliOptions, type Served, serve } from '../cli.js';

export type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly status: number;
};

export type Acknowledgement = { readonly sequence: number; readonly version: number };

export type Totals = {
  readonly rows: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly entries: number;
};

export type ImportLine = {
  readonly kind: string;
  readonly totals?: Totals;
  /** Of the problem that ended it. */
  readonly code?: string;
  readonly row?: { readonly line: number; readonly outcome: string; readonly code?: string };
};

export type Wire = { readonly entry: number; readonly type: string; readonly subject: string };

export async function inFolder<T>(
  name: string,
  use: (folder: string, options: CliOptions) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `sales-ledger-${name}-`));
  try {
    return await use(folder, { data: join(folder, 'data'), cwd: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Serves the folder while `use` runs. */
export async function whileServed<T>(
  options: CliOptions,
  use: (api: Api) => Promise<T>,
): Promise<T> {
  const served = await serve(options);
  try {
    return await use(apiOf(served));
  } finally {
    await served.stop();
  }
}

export type Api = {
  readonly url: string;
  send(path: string, body: object, key?: string): Promise<Response>;
  get(path: string): Promise<unknown>;
  status(path: string): Promise<number>;
  /** @throws Error where it is refused */
  post(path: string, body: object, key?: string): Promise<Acknowledgement>;
  head(ledger: string): Promise<number>;
  entries(ledger: string): Promise<readonly Wire[]>;
  /** @throws Error where the file as a whole is refused */
  import(
    ledger: string,
    query: string,
    csv: string | Uint8Array<ArrayBuffer>,
    mapping?: object,
  ): Promise<readonly ImportLine[]>;
};

let keys = 0;

export function headersOf(key = `key-${(keys += 1)}`): Record<string, string> {
  return { 'Sales-Ledger-Actor': 'user/tester', 'Idempotency-Key': key };
}

export function apiOf({ url }: Pick<Served, 'url'>): Api {
  const at = (path: string): string => `${url}/v1/ledgers${path}`;
  const send = (path: string, body: object, key?: string): Promise<Response> =>
    fetch(at(path), {
      method: 'POST',
      headers: { ...headersOf(key), 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const get = async (path: string): Promise<unknown> => (await fetch(at(path))).json();
  return {
    url,
    send,
    get,
    status: async (path: string): Promise<number> => (await fetch(at(path))).status,
    post: async (path: string, body: object, key?: string): Promise<Acknowledgement> => {
      const answer = await send(path, body, key);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${text}`);
      return JSON.parse(text) as Acknowledgement;
    },
    head: async (ledger: string): Promise<number> => {
      const answer = (await get('')) as { ledgers?: { ledger: string; head: number }[] };
      const { ledgers } = answer;
      if (ledgers === undefined) throw new Error(JSON.stringify(answer));
      return ledgers.find((one) => one.ledger === ledger)?.head ?? 0;
    },
    entries: async (ledger: string): Promise<readonly Wire[]> => {
      const text = await (await fetch(at(`/${ledger}/entries.jsonl`))).text();
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Wire);
    },
    import: async (
      ledger: string,
      query: string,
      csv: string | Uint8Array<ArrayBuffer>,
      mapping?: object,
    ): Promise<readonly ImportLine[]> => {
      const answer = await fetch(at(`/${ledger}/imports?${query}`), {
        method: 'POST',
        headers: {
          ...headersOf(),
          'Content-Type': 'text/csv',
          ...(mapping === undefined
            ? {}
            : {
                'Sales-Ledger-Mapping': Buffer.from(JSON.stringify(mapping)).toString('base64url'),
              }),
        },
        body: csv,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text);
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as ImportLine)
        .filter(({ kind }) => kind !== 'waiting');
    },
  };
}
