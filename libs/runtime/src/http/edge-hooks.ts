// What happens to every request before and after its controller. Fastify hooks rather than guards and interceptors: they
// refuse before the body is read, and cost a fraction.
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Language, type Sender } from '@ledger/ledger';
import { type Admission } from './admission.js';
import { isStreamed } from './bodies.js';
import { type CsvList, type CsvParts, csvWanted, sendAsCsv } from './csv.js';
import { type Deadlines } from './deadlines.js';
import { demandOwnName } from './json-body.js';
import { languageOf } from './language.js';
import { correlationIdOf, demandIds, senderOf } from './sender.guard.js';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
    /** That the caller wants, or the installation's. */
    language: Language;
    /** Set on routes that submit commands. */
    sender: Sender | undefined;
    /** Set where the answer is a list that is wanted as CSV. */
    csv: CsvList | CsvParts | undefined;
  }
}

export type EdgeHooksOptions = {
  /** Of answers to callers that name none. */
  readonly language: Language;
  readonly admission: Admission;
  readonly makeCorrelationId: () => string;
  readonly deadlines: Deadlines;
  /** Opens sealed fields of an answer about a ledger; what can't be opened becomes null. */
  readonly open: (ledger: string, answer: unknown) => Promise<unknown>;
};

const ledgersPath = '/v1/ledgers';

export function addEdgeHooks(server: FastifyInstance, options: EdgeHooksOptions): void {
  server.decorateRequest('correlationId', '');
  server.decorateRequest('language', options.language);
  server.decorateRequest('sender', undefined);
  server.decorateRequest('csv', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    try {
      admit(request, reply, options);
    } catch (error) {
      done(error as Error); // thrown by us: an EdgeProblem
      return;
    }
    if (!isStreamed(request)) options.deadlines.begin(request, reply);
    done();
  });
  server.addHook('preSerialization', (request, reply, answer, done) => {
    options.deadlines.end(request);
    if (reply.statusCode >= 400) return done(null, answer);
    describeAnswer(reply, answer);
    const ledger = ledgerRead(request);
    if (ledger === undefined) return done(null, answer);
    options.open(ledger, answer).then(
      (opened) => {
        if (request.csv !== undefined) sendAsCsv(reply, opened, request.csv);
        done(null, opened);
      },
      (error: Error) => done(error),
    );
  });
}

/** @throws EdgeProblem */
function admit(request: FastifyRequest, reply: FastifyReply, options: EdgeHooksOptions): void {
  const { headers } = request;
  // Made first: a refusal carries one, too.
  request.correlationId = options.makeCorrelationId();
  request.correlationId = correlationIdOf(headers, request.correlationId);
  reply.header('x-correlation-id', request.correlationId);
  request.language = languageOf(headers['accept-language'], options.language);
  const route = request.routeOptions.url;
  const caller = options.admission.admit(headers, route);
  if (route === undefined || !route.startsWith(ledgersPath)) return;
  demandIds(request.params);
  for (const name of Object.keys(fieldsOf(request.query))) demandOwnName(name);
  request.csv = csvWanted(request);
  if (!isRead(request)) request.sender = senderOf(headers, request.correlationId, caller);
}

/** A subject's version is its ETag; every answer says in its headers, too, up to where it is true. */
function describeAnswer(reply: FastifyReply, answer: unknown): void {
  const { version, truth } = fieldsOf(answer);
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  const { sequence, lagEntries, lagSeconds, haltedAt } = fieldsOf(truth);
  if (typeof sequence !== 'number') return;
  reply.header('sales-ledger-sequence', sequence);
  reply.header('sales-ledger-lag-entries', lagEntries);
  reply.header('sales-ledger-lag-seconds', lagSeconds);
  if (haltedAt !== undefined) reply.header('sales-ledger-halted-at', haltedAt);
  reply.header('cache-control', 'no-store');
}

/** The ledger whose figures the answer shows. Acknowledgements hold nothing sealed. */
function ledgerRead(request: FastifyRequest): string | undefined {
  if (!isRead(request)) return undefined;
  const { ledger } = fieldsOf(request.params);
  return typeof ledger === 'string' ? ledger : undefined;
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function fieldsOf(value: unknown): { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null ? (value as { [field: string]: unknown }) : {};
}
