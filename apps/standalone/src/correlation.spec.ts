// One correlation id leads from a request through the log's lines to its entries.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@ledger/runtime';
import { startStandalone } from './start.js';

type Line = { readonly [field: string]: unknown };

it('a correlation id leads from the request to the entry', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  const lines: Line[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line) as Line) });
  const flags = { dataFolder: folder, port: '0' };
  const standalone = await startStandalone({ environment: {}, flags, log });
  const send = (path: string, correlationId: string, body?: object): Promise<Response> =>
    fetch(`${standalone.address}${path}`, {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': correlationId,
        'sales-ledger-actor': 'user/u-7',
        'x-correlation-id': correlationId,
        authorization: 'Bearer slk_not-for-logs',
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const linesOf = (correlationId: string): readonly Line[] =>
    lines.filter((line) => line['correlationId'] === correlationId);
  try {
    const acme = { ledger: 'acme', name: 'Secret Name', currency: 'USD', timeZone: 'UTC' };
    await (await send('/v1/ledgers', 'c-opening', acme)).text();
    await (await send('/v1/ledgers/none/settings', 'c-refused', { name: 'x' })).text();
    const page = await (await send('/v1/ledgers/acme/entries', 'c-reading')).json();
    expect(page).toMatchObject({ entries: [{ entry: 1, correlationid: 'c-opening' }] });
    expect(linesOf('c-opening')).toMatchObject([
      { context: 'Commands', msg: 'answered', command: 'OpenLedger', ledger: 'acme', sequence: 1 },
      { context: 'Http', msg: 'answered', method: 'POST', route: '/v1/ledgers', status: 200 },
    ]);
    expect(linesOf('c-refused')).toMatchObject([
      { context: 'Http', msg: 'refused', code: 'ledger-not-found' },
      { context: 'Http', msg: 'answered', route: '/v1/ledgers/:ledger/settings', status: 404 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/slk_|Secret Name/);
  } finally {
    await standalone.close();
    rmSync(folder, { recursive: true });
  }
});
