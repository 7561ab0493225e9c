// The metrics in the form that Prometheus reads. Its client is loaded when somebody asks for the first time: commands and
// requests are counted without it.
import { type Histogram, type Registry } from 'prom-client';
import { type Distribution } from './distribution.js';
import { type MetricName, type MetricText, metricTexts } from './metrics.texts.js';
import { type Labels, type Sample, type Samples } from './samples.js';

export type Exposed = { readonly contentType: string; readonly text: string };

const names = Object.keys(metricTexts) as readonly MetricName[];

export class Exposition {
  private client: Promise<Registry> | undefined;
  private samples: Partial<Samples> = {};

  async expose(samples: Samples): Promise<Exposed> {
    this.client ??= this.registry();
    const registry = await this.client;
    this.samples = samples;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  private async registry(): Promise<Registry> {
    const client = await import('prom-client');
    const registry = new client.Registry();
    client.collectDefaultMetrics({ register: registry });
    for (const name of names) {
      const { kind, labels, about }: MetricText = metricTexts[name];
      const said = { name, help: about.en, labelNames: labels, registers: [registry] };
      const samples = (): readonly Sample[] => this.samples[name] ?? [];
      switch (kind) {
        case 'counter':
          new client.Counter({
            ...said,
            collect() {
              this.reset();
              for (const { labels: of, value } of numbersIn(samples())) this.inc(of, value);
            },
          });
          break;
        case 'gauge':
          new client.Gauge({
            ...said,
            collect() {
              this.reset();
              for (const { labels: of, value } of numbersIn(samples())) this.set(of, value);
            },
          });
          break;
        case 'histogram': {
          const get = async (): Promise<object> => ({
            ...{ name, help: about.en, type: kind },
            values: samples().flatMap((sample) => bucketsOf(name, sample)),
          });
          // The client's own histograms can only be added to. Of any metric its registry asks this much, and no more.
          registry.registerMetric({ name, get } as unknown as Histogram);
        }
      }
    }
    return registry;
  }
}

type Numbered = { readonly labels: Labels; readonly value: number };

function numbersIn(samples: readonly Sample[]): readonly Numbered[] {
  return samples.flatMap(({ labels, value }) =>
    typeof value === 'number' ? [{ labels, value }] : [],
  );
}

type Bucket = Numbered & { readonly metricName: string };

function bucketsOf(name: string, { labels, value }: Sample): Bucket[] {
  if (typeof value === 'number') return [];
  const { bounds, upTo, sum, count }: Distribution = value;
  const bucket = (le: string, below: number): Bucket => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le },
    value: below,
  });
  return [
    ...bounds.map((bound, place) => bucket(String(bound), upTo[place] ?? 0)),
    bucket('+Inf', count),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
