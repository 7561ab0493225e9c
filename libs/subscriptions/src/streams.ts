// Every open event stream of the process: how many there may be, what a slow reader costs, and how they end. A piece is
// asked for only when the reader has taken the one before, so a reader who takes nothing holds one piece.
import { type OnModuleDestroy, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type ServerResponse } from 'node:http';
import { heartbeat, opening } from './event.js';
import { reject } from './refusals.js';

export type StreamLimits = {
  /** Streams that are open at once. */
  readonly streamsMax: number;
  /** How long a reader may take nothing. */
  readonly stallMsMax: number;
  readonly heartbeatMs: number;
};

/** The two sides of one request. */
export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Bytes to send, until `signal` is aborted: by the reader who goes, or by the end of the process. */
export type Pieces = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  connection: 'close',
};
const retryAfterSeconds = 10;
/** At the end of the process a reader gets so long to take what was sent. */
const lingerMs = 1_000;

export class Streams implements OnModuleDestroy {
  private readonly logger = new Logger('Streams');
  private readonly open = new Set<AbortController>();
  private isEnding = false;

  constructor(private readonly limits: StreamLimits) {}

  /** Before the server stops listening: it waits for whoever is connected. */
  onModuleDestroy(): void {
    this.isEnding = true;
    for (const controller of this.open) controller.abort();
  }

  /**
   * Answers the request with the pieces; resolves when it has ended, for whatever reason.
   * @throws Rejection before anything is sent
   */
  async serve({ request, reply }: Exchange, pieces: Pieces): Promise<void> {
    const { streamsMax } = this.limits;
    if (this.isEnding || this.open.size >= streamsMax) {
      void reply.header('retry-after', retryAfterSeconds);
      throw reject('streams-full', { max: streamsMax });
    }
    const response = begin(reply);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const controller = new AbortController();
    const leave = (): void => controller.abort();
    response.once('close', leave);
    this.open.add(controller);
    try {
      await this.send(response, pieces(controller.signal), controller.signal);
    } catch (error) {
      // The status line is out. The reader comes back with the last id that it has seen.
      this.logger.error({ err: error }, `a stream broke: ${request.url}`);
      response.destroy();
    } finally {
      this.open.delete(controller);
      end(response);
    }
  }

  private async send(
    response: ServerResponse,
    pieces: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    const beat = setInterval(() => {
      if (!response.writableNeedDrain) response.write(heartbeat);
    }, this.limits.heartbeatMs);
    try {
      response.write(opening);
      for await (const piece of pieces) {
        if (signal.aborted) return;
        if (!response.write(piece)) await taken(response, signal, this.limits.stallMsMax);
        // Whoever catches up with a long ledger must not keep the others waiting.
        await new Promise(setImmediate);
      }
    } finally {
      clearInterval(beat);
    }
  }
}

/** The answer's head, at once: a client learns that it is connected before there is any news. */
function begin(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const { raw: response } = reply;
  response.socket?.setTimeout(0); // a quiet stream is no dead connection; `stallMsMax` watches over it
  const headers = { ...reply.getHeaders(), ...streamHeaders };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.flushHeaders();
  return response;
}

/** Until the reader has taken what was written, or is gone, or was given up. */
function taken(response: ServerResponse, signal: AbortSignal, stallMsMax: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => response.destroy(), stallMsMax);
    const done = (): void => {
      clearTimeout(timer);
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.on('drain', done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

function end(response: ServerResponse): void {
  if (response.destroyed) return;
  const timer = setTimeout(() => response.destroy(), lingerMs);
  response.once('close', () => clearTimeout(timer));
  response.end();
}
