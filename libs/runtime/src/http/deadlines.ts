// Answers requests that take too long. One timer for all of them: Fastify's own handlerTimeout makes a timer, an
// AbortController and a DOMException for each request, which costs a tenth of what this process can serve.
import { type FastifyReply, type FastifyRequest } from 'fastify';

type Open = { readonly reply: FastifyReply; readonly since: number };

export class Deadlines {
  private readonly open = new Map<FastifyRequest, Open>();
  private readonly timer: NodeJS.Timeout;
  private now = 0;

  /** @param expire must answer; it is called at most once for a request, up to a second late */
  constructor(
    timeoutSeconds: number,
    expire: (request: FastifyRequest, reply: FastifyReply) => void,
  ) {
    this.timer = setInterval(() => {
      this.now += 1;
      // In order of arrival: the first one that is young enough ends the search.
      for (const [request, { reply, since }] of this.open) {
        if (this.now - since <= timeoutSeconds) return;
        this.open.delete(request);
        // A stream has begun to answer and may go on for ever.
        if (!reply.sent && !reply.raw.headersSent) expire(request, reply);
      }
    }, 1_000).unref();
  }

  begin(request: FastifyRequest, reply: FastifyReply): void {
    this.open.set(request, { reply, since: this.now });
  }

  end(request: FastifyRequest): void {
    this.open.delete(request);
  }

  close(): void {
    clearInterval(this.timer);
  }
}
