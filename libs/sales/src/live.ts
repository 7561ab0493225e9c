// How a query's answer is sent again whenever it has changed. How streams are served is no business of a slice: an app
// says who does it.
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Truth } from '@ledger/read-store';

export type LiveQuestion = {
  readonly ledger: string;
  /** Name of the events. */
  readonly event: string;
  ask(): Promise<{ readonly truth: Truth }>;
};

export abstract class LiveAnswers {
  /** Answers the request with server-sent events; resolves when it has ended. Throws what the first question throws. */
  abstract serve(
    question: LiveQuestion,
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<void>;
}
