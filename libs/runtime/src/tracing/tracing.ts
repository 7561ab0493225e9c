// Spans of what is done for a request, from the HTTP edge to the read models. Off unless somebody asks: then nothing is
// loaded and nothing is made. Spans hold ids, names of ours and numbers, nothing that a caller wrote.
import { type Cause } from './trace-ids.js';

export type SpanAttributes = { readonly [name: string]: string | number };

/** What became of it. `failed` is for what should not happen; a refusal is an answer. */
export type SpanEnd = { readonly failed?: boolean; readonly attributes?: SpanAttributes };

/** Ends a span. A span that is never ended is never told. */
export type EndSpan = (end?: SpanEnd) => void;

export type RequestSpan = {
  readonly correlationId: string;
  /** As the caller sent it, whatever it is; what it names is linked. */
  readonly traceparent: unknown;
  readonly method: string;
  /** Template of the path. */
  readonly route: string;
};

export type WorkSpan = {
  readonly name: string;
  /** Commands that it is done for: it stands under the first one, the others are linked. */
  readonly causes: readonly Cause[];
  readonly attributes: SpanAttributes;
  /** Milliseconds since 1970; now, if not given. */
  readonly begunMs?: number;
};

export type Tracing = {
  /** Where it is false, nobody needs to find out what a span would say. */
  readonly isOn: boolean;
  request(span: RequestSpan): EndSpan;
  /** The span that stands for a command, in whichever process it was sent. */
  command(cause: Cause, name: string, attributes: SpanAttributes): EndSpan;
  work(span: WorkSpan): EndSpan;
  /** Sends what is left, for 2 seconds at most. */
  close(): Promise<void>;
};

export const untold: EndSpan = () => undefined;

export const noTracing: Tracing = {
  isOn: false,
  request: () => untold,
  command: () => untold,
  work: () => untold,
  close: () => Promise.resolve(),
};
