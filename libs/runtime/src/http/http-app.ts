// Nest on Fastify as every process of ours serves it: bounded in time and size, strict in what it reads, one form of error.
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type Environment, type Language } from '@ledger/ledger';
import { type Log, nestLog } from '../logging/log.js';
import { type Tracing, noTracing } from '../tracing/tracing.js';
import { Admission, type AdmissionOptions } from './admission.js';
import { addBodyParsers } from './bodies.js';
import { addEdgeHooks } from './edge-hooks.js';
import { Deadlines } from './deadlines.js';
import { EdgeProblem } from './edge-problem.js';
import { strictValidation } from './field-problems.js';
import { addHttpMeter } from './http-meter.hooks.js';
import { addHttpTracing } from './http-tracing.hooks.js';
import { type HttpCode } from './http.texts.js';
import { type Circumstances, failureOf, problemOf } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { type Elsewhere, Routes } from './routes.js';

export type HttpAppOptions = {
  readonly bodyBytesMax: number;
  /** Language of answers to callers that name none. */
  readonly language: Language;
  readonly log: Log;
  readonly environment: Environment;
  /** Opens sealed fields of an answer about a ledger; what can't be opened becomes null. */
  readonly open: (ledger: string, answer: unknown) => Promise<unknown>;
  /** Who is let in; if not given, this machine. */
  readonly admission?: AdmissionOptions;
  /** How long an answer may take; 30 if not given. */
  readonly answerTimeoutSeconds?: number;
  /** What others of the installation serve and this process does not; nothing, if not given. */
  readonly elsewhere?: readonly Elsewhere[];
  /** Off, if not given. */
  readonly tracing?: Tracing;
};

/** The request must have arrived and its answer begun; longer than a query may wait for `?after=`. Not for streams. */
const answerTimeoutSeconds = 30;
/** Nothing moved on the connection. */
const connectionTimeoutMs = 60_000;
const idleCheckMs = 100;
/** A request's head must have arrived. */
const headersTimeoutMs = 10_000;

/** Builds the application; the caller listens and closes. */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const { bodyBytesMax, language, log, environment, open } = options;
  const makeCorrelationId = correlationIds(environment);
  const routes = new Routes(options.elsewhere);
  const filter = new ProblemFilter({ language, bodyBytesMax, log, routes });
  const adapter = new FastifyAdapter({
    connectionTimeout: connectionTimeoutMs,
    http: { headersTimeout: headersTimeoutMs },
    bodyLimit: bodyBytesMax,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // it says nothing of ours; what still comes is answered, and it is the connection's last
    clientErrorHandler: (error, socket) =>
      answerClientError(error, socket, {
        language,
        instance: '/',
        correlationId: makeCorrelationId(),
      }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      request.correlationId = makeCorrelationId();
      reply.header('x-correlation-id', request.correlationId);
      filter.answer(error, request, reply);
    },
  });
  const server = adapter.getInstance();
  server.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  const deadlines = new Deadlines(
    options.answerTimeoutSeconds ?? answerTimeoutSeconds,
    (request, reply) => {
      const code = request.raw.complete ? 'answer-timed-out' : 'request-timed-out';
      filter.answer(new EdgeProblem(code), request, reply);
    },
  );
  server.addHook('onClose', () => deadlines.close());
  let isClosing = false;
  const sockets = socketsOf(server.server);
  server.addHook('preClose', (done) => {
    isClosing = true;
    letIdleGo(server.server, sockets);
    done();
  });
  // Who is answered meanwhile sends nothing more on a connection that is about to close.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
  const admission = new Admission(options.admission ?? { host: '127.0.0.1', allowedHosts: [] });
  addHttpMeter(server, log);
  addEdgeHooks(server, { language, admission, makeCorrelationId, open, deadlines });
  addHttpTracing(server, options.tracing ?? noTracing);
  addBodyParsers(server);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLog(log),
  });
  app.useGlobalPipes(strictValidation());
  app.useGlobalFilters(filter);
  return app;
}

/** Those that are open. */
function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/**
 * A connection that was answered after the end began would else stay open, and the process with it, until its client goes; and
 * so would one on which nothing was asked yet, which Node takes for busy.
 */
function letIdleGo(server: Server, sockets: ReadonlySet<Socket>): void {
  const timer = setInterval(() => {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }, idleCheckMs);
  server.once('close', () => clearInterval(timer));
}

/** What the HTTP parser itself refuses never becomes a request, so it is answered on the bare socket. */
function answerClientError(
  error: Error & { code?: string },
  socket: Socket,
  around: Circumstances,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const failure = failureOf(new EdgeProblem(clientErrorCode(error.code)), 0);
  const problem = problemOf(failure, around);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.code}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function clientErrorCode(code: string | undefined): HttpCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timed-out';
  return code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'request-malformed';
}

/** Unique by a random part per process and a counter: cheaper than randomness for each request. */
function correlationIds(environment: Environment): () => string {
  const process = environment.randomBytes(9).toString('base64url');
  let made = 0;
  return () => `${process}.${(made += 1).toString(36)}`;
}
