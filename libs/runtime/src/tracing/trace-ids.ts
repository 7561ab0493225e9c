// Ids of traces and spans that every process knows from an entry alone: nothing is carried beside it, and its bytes stay.
import { hash } from 'node:crypto';

/** What an entry, and each command before it, says of where it comes from. */
export type Cause = { readonly correlationId: string; readonly commandId: string };

/** 16 bytes in hex, as W3C Trace Context has them: the first ones of the correlation id's SHA-256. */
export function traceIdOf(correlationId: string): string {
  return hash('sha256', correlationId, 'hex').slice(0, 32);
}

/** 8 bytes in hex: of the span that stands for the command in the trace of its correlation id. */
export function commandSpanIdOf({ correlationId, commandId }: Cause): string {
  return hash('sha256', `${correlationId} ${commandId}`, 'hex').slice(0, 16);
}

export type SpanPlace = { readonly traceId: string; readonly spanId: string };

/** Of a `traceparent` header (W3C Trace Context, §3.2); undefined where it is none. */
export function placeIn(traceparent: unknown): SpanPlace | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const parts = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(?:-|$)/.exec(traceparent);
  const [, traceId = '', spanId = ''] = parts ?? [];
  return /[1-9a-f]/.test(traceId) && /[1-9a-f]/.test(spanId) ? { traceId, spanId } : undefined;
}
