import { Distribution } from './distribution.js';
import { Exposition } from './exposition.js';
import { type MetricName, metricTexts } from './metrics.texts.js';
import { type Samples } from './samples.js';

const names = Object.keys(metricTexts) as readonly MetricName[];
const nothing = Object.fromEntries(names.map((name) => [name, []])) as unknown as Samples; // every name
const expose = async (samples: Partial<Samples>): Promise<readonly string[]> => {
  const { text } = await new Exposition().expose({ ...nothing, ...samples });
  return text.split('\n').filter((line) => line.startsWith('sales_ledger_'));
};

describe('metrics', () => {
  it('are named as Prometheus advises', () => {
    for (const [name, { kind }] of Object.entries(metricTexts)) {
      expect(name).toMatch(/^sales_ledger_[a-z_]+[a-z]$/);
      expect([name, name.endsWith('_total')]).toEqual([name, kind === 'counter']);
    }
  });

  it('have no label of which there may be any number', () => {
    const labels = new Set(Object.values(metricTexts).flatMap((metric) => metric.labels));
    const known = [
      'type',
      'outcome',
      'code',
      'projection',
      'method',
      'route',
      'status',
      'change',
      'reason',
      'dependency',
    ];
    expect([...labels].sort()).toEqual(known.sort());
  });

  it('tell numbers as they are now, and again', async () => {
    const exposition = new Exposition();
    const value = (count: number): Samples => ({
      ...nothing,
      sales_ledger_append_failures_total: [{ labels: { outcome: 'unknown' }, value: count }],
      sales_ledger_commands_waiting: [{ labels: {}, value: count }],
    });
    await exposition.expose(value(1));
    const { text, contentType } = await exposition.expose(value(2));
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('# TYPE sales_ledger_append_failures_total counter\n');
    expect(text).toContain('sales_ledger_append_failures_total{outcome="unknown"} 2\n');
    expect(text).toContain('# TYPE sales_ledger_commands_waiting gauge\n');
    expect(text).toContain('sales_ledger_commands_waiting 2\n');
  });

  it('tell distributions as buckets that add up', async () => {
    const spread = new Distribution([0.5, 2]);
    for (const seconds of [0.5, 1, 3]) spread.add(seconds);
    const labels = { method: 'GET', route: '/v1/ledgers/:ledger' };
    const lines = await expose({ sales_ledger_http_request_seconds: [{ labels, value: spread }] });
    const of = 'method="GET",route="/v1/ledgers/:ledger"';
    expect(lines.filter((line) => line.includes('http_request_seconds'))).toEqual([
      `sales_ledger_http_request_seconds_bucket{${of},le="0.5"} 1`,
      `sales_ledger_http_request_seconds_bucket{${of},le="2"} 2`,
      `sales_ledger_http_request_seconds_bucket{${of},le="+Inf"} 3`,
      `sales_ledger_http_request_seconds_sum{${of}} 4.5`,
      `sales_ledger_http_request_seconds_count{${of}} 3`,
    ]);
  });

  it('tell of the process, too', async () => {
    const { text } = await new Exposition().expose(nothing);
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds']) {
      expect(text).toContain(`\n${name} `);
    }
  });
});
