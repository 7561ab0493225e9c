// A collector of traces of one's own: takes what is sent by OTLP over HTTP in JSON, and tells when it has what is awaited.
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';

type Value = { readonly stringValue?: string; readonly intValue?: number };
type Attribute = { readonly key: string; readonly value: Value };
type SentSpan = Omit<Span, 'attributes' | 'service' | 'instance'> & {
  readonly attributes: readonly Attribute[];
};
type Sent = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
};

export type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: { readonly [name: string]: unknown };
  readonly service: unknown;
  readonly instance: unknown;
};

export class Collector {
  readonly spans: Span[] = [];
  /** Everything that was sent, as it was sent. */
  readonly bodies: string[] = [];
  /** Its answer to whatever is sent; but for 200, what is sent is thrown away. */
  status = 200;
  private readonly watchers = new Set<() => void>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async begin(): Promise<Collector> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const collector = new Collector(server, `http://127.0.0.1:${address.port}`);
    server.on('request', (request, answer) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        answer.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}');
        collector.take(`${request.method} ${request.url}`, body);
      });
    });
    return collector;
  }

  /**
   * Resolves once `find` finds something among the spans that came; the spec's own time limit bounds it.
   * @param meanwhile done once more whenever spans came and what is looked for was not among them
   */
  async until<T>(
    find: (spans: readonly Span[]) => T | undefined,
    meanwhile?: () => Promise<unknown>,
  ): Promise<T> {
    for (;;) {
      const found = find(this.spans);
      if (found !== undefined) return found;
      const more = new Promise<void>((resolve) => this.watchers.add(resolve));
      await Promise.all([more, meanwhile?.()]);
    }
  }

  async end(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private take(asked: string, body: string): void {
    this.bodies.push(body);
    if (asked !== 'POST /v1/traces') throw new Error(`a collector is not asked for ${asked}`);
    const { resourceSpans } = JSON.parse(body) as Sent;
    for (const { resource, scopeSpans } of this.status === 200 ? resourceSpans : []) {
      const about = valuesOf(resource.attributes);
      const [service, instance] = [about['service.name'], about['service.instance.id']];
      for (const { spans } of scopeSpans) {
        for (const span of spans) {
          this.spans.push({ ...span, attributes: valuesOf(span.attributes), service, instance });
        }
      }
    }
    for (const watcher of this.watchers) watcher();
    this.watchers.clear();
  }
}

function valuesOf(attributes: readonly Attribute[]): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]),
  );
}
