// Traces of the embedded shape: whole where somebody asks for them, not even loaded where nobody does, in nobody's way.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Served, serve } from '../cli.js';
import { evaluatedIn } from '../e2e/evaluated.js';
import { type Api, apiOf, headersOf, inFolder } from '../e2e/testing.js';
import { Collector, type Span } from './collector.js';

const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
const opening = { ...acme, firstDay: '2026-01-01' };
const salesperson = { salesperson: 'sp-1', name: 'Ada Lovelace' };
const on = (url: string) => ({ SALES_LEDGER_TRACES_URL: url });

async function post(
  { url }: Api,
  path: string,
  body: object,
  headers: Record<string, string>,
): Promise<number> {
  const answer = await fetch(`${url}/v1/ledgers${path}`, {
    method: 'POST',
    headers: { ...headersOf(), 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.text();
  return answer.status;
}

async function projectionsOf({ url }: Api): Promise<readonly string[]> {
  const answer = (await (await fetch(`${url}/v1/projections`)).json()) as {
    readonly projections: readonly { readonly name: string }[];
  };
  return answer.projections.map(({ name }) => name);
}

/** As docs/operating/traces.md says. */
const traceIdOf = (correlationId: string): string =>
  createHash('sha256').update(correlationId).digest('hex').slice(0, 32);

/** The spans of a trace, once each of these names is among them. */
function wholeTrace(spans: readonly Span[], traceId: string, names: readonly string[]) {
  const own = spans.filter((span) => span.traceId === traceId);
  return names.every((name) => own.some((span) => span.name === name)) ? own : undefined;
}

describe('with a collector', () => {
  let collector: Collector;
  beforeEach(async () => {
    collector = await Collector.begin();
  });
  afterEach(() => collector.end());

  it(
    'one trace leads from a request to every read model',
    () =>
      inFolder('traces', async (_, options) => {
        const served = await serve({ ...options, env: on(collector.url) });
        const api = apiOf(served);
        try {
          const folds = (await projectionsOf(api)).map((name) => `fold ${name}`);
          expect(folds.length).toBeGreaterThan(3);
          const traceOf = (correlationId: string, ...names: readonly string[]) =>
            collector.until((spans) =>
              wholeTrace(spans, traceIdOf(correlationId), [...folds, 'append', ...names]),
            );
          await post(api, '', opening, { 'X-Correlation-Id': 'c-6' });
          await traceOf('c-6', 'command OpenLedger'); // so that what follows is a batch of its own

          const caller = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'] as const;
          const told = { 'X-Correlation-Id': 'c-7', traceparent: `00-${caller.join('-')}-01` };
          expect(await post(api, '/acme/salespeople', salesperson, told)).toBe(200);
          const route = 'POST /v1/ledgers/:ledger/salespeople';
          const spans = await traceOf('c-7', route, 'command AddSalesperson');
          expect(spans.map(({ name }) => name).sort()).toEqual(
            [...folds, 'append', route, 'command AddSalesperson'].sort(),
          );
          const named = (name: string) => spans.find((span) => span.name === name);
          const [request, command] = [named(route), named('command AddSalesperson')];
          const place = { traceId: caller[0], spanId: caller[1] };
          expect(request?.parentSpanId ?? '').toBe('');
          expect(request?.links).toEqual([expect.objectContaining(place)]);
          expect(request?.attributes).toEqual({
            'http.request.method': 'POST',
            'http.route': '/v1/ledgers/:ledger/salespeople',
            'http.response.status_code': 200,
          });
          expect(command).toMatchObject({ parentSpanId: request?.spanId });
          expect(command?.attributes).toEqual({
            'sales_ledger.ledger': 'acme',
            'sales_ledger.command': 'AddSalesperson',
            'sales_ledger.outcome': 'recorded',
            'sales_ledger.entries': 1,
            'sales_ledger.sequence.last': 2,
          });
          for (const name of ['append', ...folds]) {
            expect(named(name)).toMatchObject({ parentSpanId: command?.spanId });
            expect(named(name)?.attributes).toMatchObject({
              'sales_ledger.ledger': 'acme',
              'sales_ledger.entries': 1,
              'sales_ledger.sequence.first': 2,
              'sales_ledger.sequence.last': 2,
            });
          }
          expect(named('append')?.attributes).toMatchObject({ 'sales_ledger.partition': 0 });
          expect(spans.every(({ service }) => service === 'sales-ledger')).toBe(true);
        } finally {
          await served.stop();
        }
        expect(collector.bodies.join()).not.toMatch(/Lovelace|sp-1|user\/tester|Acme/);
      }),
    60_000,
  );

  it(
    'a refusal ends a trace that holds no append of entries, and what is left is sent at the end',
    () =>
      inFolder('refused', async (_, options) => {
        const served = await serve({ ...options, env: on(collector.url) });
        const api = apiOf(served);
        let code: number | null;
        try {
          await api.post('', opening);
          await api.post('/acme/salespeople', salesperson, 'once');
          const other = { ...salesperson, name: 'Somebody Else' };
          expect(await post(api, '/acme/salespeople', other, { 'X-Correlation-Id': 'c-8' })).toBe(
            409,
          );
        } finally {
          code = await served.stop();
        }
        expect(code).toBe(0);
        const spans = collector.spans.filter(({ traceId }) => traceId === traceIdOf('c-8'));
        const command = spans.find(({ name }) => name === 'command AddSalesperson');
        expect(command?.attributes).toMatchObject({ 'sales_ledger.outcome': 'refused' });
        expect(command?.attributes['sales_ledger.code']).toMatch(/^[a-z-]+$/);
        expect(spans.filter(({ name }) => name.startsWith('fold'))).toEqual([]);
      }),
    60_000,
  );
});

/** What Node writes into NODE_V8_COVERAGE: every module that was loaded. */
const watched = /\/fastify\/fastify\.js$|opentelemetry|tracing\/otlp/;

describe('without the setting', () => {
  it(
    'nothing of OpenTelemetry is loaded and nothing is sent',
    () =>
      inFolder('untraced', async (folder, options) => {
        const collector = await Collector.begin();
        const loadedWith = async (
          name: string,
          more: Record<string, string>,
        ): Promise<readonly string[]> => {
          const loaded = join(folder, name);
          // Where its SDK would send, were it there.
          const standard = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
          const env = { ...standard, NODE_V8_COVERAGE: loaded, ...more };
          const served = await serve({ data: join(folder, `${name}-data`), cwd: options.cwd, env });
          await apiOf(served).post('', opening);
          expect(await served.stop()).toBe(0);
          return evaluatedIn(loaded).filter((name) => watched.test(name));
        };
        try {
          const untraced = await loadedWith('off', {});
          expect(untraced).not.toEqual([]);
          expect(untraced.filter((url) => !url.includes('/fastify/'))).toEqual([]);
          expect(collector.bodies).toEqual([]);
          const traced = await loadedWith('on', on(collector.url));
          expect(traced.some((url) => url.includes('/@opentelemetry/'))).toBe(true);
          expect(collector.bodies).not.toEqual([]);
        } finally {
          await collector.end();
        }
      }),
    60_000,
  );
});

describe('a collector that refuses what it is sent', () => {
  it(
    'is told once, however often it refuses, and once that it takes again',
    () =>
      inFolder('refusing', async (_, options) => {
        const collector = await Collector.begin();
        collector.status = 400;
        const served = await serve({ ...options, env: on(collector.url) });
        let log = '';
        served.child.stderr?.on('data', (chunk: Buffer) => {
          log += chunk.toString();
        });
        try {
          const api = apiOf(served);
          const ask = () => api.get('');
          const refused = () => (collector.bodies.length > 2 ? true : undefined);
          await Promise.all([ask(), collector.until(refused, ask)]);
          collector.status = 200;
          await Promise.all([ask(), collector.until((spans) => spans[0], ask)]);
        } finally {
          expect(await served.stop()).toBe(0);
          await collector.end();
        }
        expect(log.match(/traces are [a-z ]+/g)).toEqual([
          'traces are lost',
          'traces are taken again',
        ]);
      }),
    60_000,
  );
});

describe('a collector that does not answer', () => {
  const lost = /traces are lost/g;
  /** Everything on stderr, and when something first matches. */
  function logOf({ child }: Served): { text: () => string; seen: Promise<void> } {
    let text = '';
    const seen = new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.match(lost) !== null) resolve();
      });
    });
    return { text: () => text, seen };
  }

  it(
    'disturbs no command, is told once, and holds up no end: nobody is there',
    () =>
      inFolder('down', async (_, options) => {
        const nobody = await Collector.begin();
        await nobody.end();
        const served = await serve({ ...options, env: on(nobody.url) });
        const log = logOf(served);
        const api = apiOf(served);
        await api.post('', opening);
        await log.seen;
        expect(await api.post('/acme/salespeople', salesperson)).toMatchObject({ sequence: 2 });
        expect(await served.stop()).toBe(0);
        expect(log.text().match(lost)).toHaveLength(1);
        expect(log.text()).not.toContain('    at ');
      }),
    60_000,
  );

  it(
    'disturbs no command, is told once, and holds up no end: it takes everything and says nothing',
    () =>
      inFolder('silent', async (_, options) => {
        const sockets: Socket[] = [];
        const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
        await once(silent, 'listening');
        const address = silent.address();
        const port = typeof address === 'object' ? address?.port : 0;
        const served = await serve({ ...options, env: on(`http://127.0.0.1:${port}`) });
        try {
          const api = apiOf(served);
          await api.post('', opening);
          await once(silent, 'connection');
          expect(await api.post('/acme/salespeople', salesperson)).toMatchObject({ sequence: 2 });
          const begun = performance.now();
          expect(await served.stop()).toBe(0); // after ten seconds it would be 1
          expect(performance.now() - begun).toBeLessThan(6_000); // 2 s, with a margin of three
        } finally {
          await served.stop();
          for (const socket of sockets) socket.destroy();
          silent.close();
        }
      }),
    60_000,
  );
});
