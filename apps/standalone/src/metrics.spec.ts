// What Prometheus sees of a server that did a little of everything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKeyLine, hashOfKey, metricTexts, newApiKey } from '@ledger/runtime';
import { type Standalone, startStandalone } from './start.js';

describe('/metrics', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  const key = newApiKey();
  let standalone: Standalone;
  beforeAll(async () => {
    const apiKeys = apiKeyLine({ actor: 'user/ada', hash: hashOfKey(key) });
    const flags = { dataFolder: folder, port: '0', logLevel: 'silent', apiKeys };
    standalone = await startStandalone({ environment: {}, flags });
  });
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (path: string, body?: object, idempotency = path): Promise<Response> =>
    fetch(`${standalone.address}${path}`, {
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotency,
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const metrics = async (): Promise<string> => (await ask('/metrics')).text();
  const acme = { ledger: 'acme', name: 'A', currency: 'USD', timeZone: 'UTC' };

  it('needs a key where keys are configured', async () => {
    expect((await fetch(`${standalone.address}/metrics`)).status).toBe(401);
    const { status, headers } = await ask('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('has every metric that is documented', async () => {
    const text = await metrics();
    for (const name of Object.keys(metricTexts)) expect(text).toContain(`# TYPE ${name} `);
  });

  it('counts commands and requests, and names neither ledger nor path', async () => {
    await ask('/v1/ledgers', acme);
    await ask('/v1/ledgers', acme);
    await ask('/v1/ledgers/nowhere/settings', { name: 'x' });
    await ask('/v1/ledgers/acme?after=1');
    await ask('/no/such/path');
    const text = await metrics();
    const has = (line: string): void => expect(text.split('\n')).toContain(line);
    const commands = 'sales_ledger_commands_total';
    has(`${commands}{type="OpenLedger",outcome="accepted",code=""} 1`);
    has(`${commands}{type="OpenLedger",outcome="repeated",code=""} 1`);
    has(`${commands}{type="ChangeSettings",outcome="refused",code="ledger-not-found"} 1`);
    has('sales_ledger_append_seconds_count 1');
    has('sales_ledger_batch_entries_sum 1');
    const requests = 'sales_ledger_http_requests_total';
    has(`${requests}{method="POST",route="/v1/ledgers",status="200"} 2`);
    has(`${requests}{method="GET",route="/v1/ledgers/:ledger",status="200"} 1`);
    has(`${requests}{method="any",route="none",status="404"} 1`);
    has(`${requests}{method="GET",route="/metrics",status="401"} 1`);
    has('sales_ledger_http_request_seconds_count{method="POST",route="/v1/ledgers"} 2');
    has('sales_ledger_projection_lag_entries{projection="ledger"} 0');
    has('sales_ledger_projection_serving{projection="ledger"} 1');
    has('sales_ledger_writer_taking 1');
    expect(text).not.toMatch(/acme|nowhere|no\/such|user\/ada|slk_/);
  });
});
