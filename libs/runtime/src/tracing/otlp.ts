// Spans by OTLP over HTTP, in JSON, made and sent by OpenTelemetry's SDK. Nothing is registered globally. The queue is
// bounded: what a collector does not take is dropped, told once, and disturbs nobody.
import { randomUUID } from 'node:crypto';
import {
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type SpanPlace, commandSpanIdOf, placeIn, traceIdOf } from './trace-ids.js';
import { type Cause } from './trace-ids.js';
import { type EndSpan, type Tracing } from './tracing.js';

export type OtlpOptions = {
  /** Of the collector, without `/v1/traces`. */
  readonly url: string;
  readonly service: string;
  readonly installation: string;
  readonly version: string;
  /** Told once, until `onBack`. */
  readonly onLost: (reason: string) => void;
  readonly onBack: () => void;
};

const queueMax = 4_096;
const sendEveryMs = 1_000;
const sendMsMax = 5_000;
const closeMsMax = 2_000;

type Begun = SpanOptions & {
  readonly name: string;
  readonly traceId: string;
  readonly spanId?: string;
  /** Of the same trace; absent: it has none. */
  readonly parentId?: string;
};

export function otlpTracing(options: OtlpOptions): Tracing {
  const { service, installation, version } = options;
  const ids = new ChosenIds();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    idGenerator: ids,
    resource: resourceFromAttributes({
      'service.name': service,
      'service.namespace': installation,
      'service.version': version,
      'service.instance.id': randomUUID(),
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: telling(options),
        maxQueueSize: queueMax,
        scheduledDelayMillis: sendEveryMs,
        exportTimeoutMillis: sendMsMax + 1_000,
      }),
    ],
  });
  const tracer = provider.getTracer('sales-ledger', version);
  /** Span ids of requests under way, by correlation id. */
  const open = new Map<string, string>();

  const begin = ({ name, traceId, spanId, parentId, ...about }: Begun) => {
    ids.choose(traceId, spanId);
    const span = tracer.startSpan(name, about, under(traceId, parentId));
    const end: EndSpan = ({ failed = false, attributes = {} } = {}) => {
      span.setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
    return { end, spanId: span.spanContext().spanId };
  };

  return {
    isOn: true,
    request: ({ correlationId, traceparent, method, route }) => {
      const caller = placeIn(traceparent);
      const { end, spanId } = begin({
        name: `${method} ${route}`,
        kind: SpanKind.SERVER,
        traceId: traceIdOf(correlationId),
        links: caller === undefined ? [] : [{ context: contextOf(caller) }],
        attributes: { 'http.request.method': method, 'http.route': route },
      });
      open.set(correlationId, spanId);
      return (how) => {
        if (open.get(correlationId) === spanId) open.delete(correlationId);
        end(how);
      };
    },
    command: (cause, name, attributes) => {
      const { correlationId } = cause;
      const ownIds = { traceId: traceIdOf(correlationId), spanId: commandSpanIdOf(cause) };
      return begin({ name, attributes, ...ownIds, parentId: open.get(correlationId) }).end;
    },
    work: ({ name, causes, attributes, begunMs }) => {
      const [first, ...others] = causes.map(placeOf);
      return begin({
        name,
        attributes,
        startTime: begunMs,
        traceId: first?.traceId ?? ids.newTraceId(),
        parentId: first?.spanId,
        links: others.map((place) => ({ context: contextOf(place) })),
      }).end;
    },
    close: () => within(closeMsMax, provider.shutdown()),
  };
}

class ChosenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private traceId = '';
  private spanId: string | undefined;

  /** Of the span that begins next. */
  choose(traceId: string, spanId: string | undefined): void {
    this.traceId = traceId;
    this.spanId = spanId;
  }

  newTraceId(): string {
    return this.random.generateTraceId();
  }

  generateTraceId(): string {
    return this.traceId;
  }

  generateSpanId(): string {
    return this.spanId ?? this.random.generateSpanId();
  }
}

function placeOf(cause: Cause): SpanPlace {
  return { traceId: traceIdOf(cause.correlationId), spanId: commandSpanIdOf(cause) };
}

function under(traceId: string, parentId: string | undefined): Context {
  if (parentId === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, contextOf({ traceId, spanId: parentId }));
}

function contextOf(place: SpanPlace): SpanContext {
  return { ...place, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** An exporter that says once that it gets rid of nothing, and once that it does again. */
function telling({ url, onLost, onBack }: OtlpOptions): SpanExporter {
  const exporter = new OTLPTraceExporter({
    url: `${url.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: sendMsMax,
  });
  let isLost = false;
  return {
    export: (spans, whenDone) =>
      exporter.export(spans, (result) => {
        const { error } = result;
        if (error !== undefined && !isLost) onLost(error.message);
        if (error === undefined && isLost) onBack();
        isLost = error !== undefined;
        whenDone(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/** What is not sent by then is lost; so is what could not be sent. */
async function within(msMax: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(() => resolve(), msMax);
  });
  await Promise.race([work.catch(() => undefined), over]);
  clearTimeout(timer);
}
