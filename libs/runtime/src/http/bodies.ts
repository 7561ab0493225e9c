// Which bodies are read, and how: JSON everywhere, whole and strictly; anything else only where a route streams it.
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { EdgeProblem } from './edge-problem.js';
import { parseJsonBody } from './json-body.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media type of a body that the route reads as a stream, without a limit of size or time. */
    readonly streamedBody?: string;
  }
}

/** The route takes a body of this media type, such as `text/csv`, as a stream: `request.body` is a Readable. */
export function StreamedBody(mediaType: string): MethodDecorator {
  return RouteConfig({ streamedBody: mediaType });
}

export function isStreamed(request: FastifyRequest): boolean {
  return streamedBodyOf(request) !== undefined;
}

export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      if (isStreamed(request)) throw unsupported(request);
      done(null, parseJsonBody(body as Buffer)); // parseAs: 'buffer'
    } catch (error) {
      done(error as Error); // thrown by us: an EdgeProblem
    }
  });
  server.addContentTypeParser('*', (request, stream, done) => {
    if (mediaTypeOf(request) === streamedBodyOf(request)) done(null, stream);
    else done(unsupported(request));
  });
}

function unsupported(request: FastifyRequest): EdgeProblem {
  const wanted = streamedBodyOf(request) ?? 'application/json';
  return new EdgeProblem('media-type-unsupported', { wanted });
}

function streamedBodyOf(request: FastifyRequest): string | undefined {
  return request.routeOptions.config.streamedBody;
}

function mediaTypeOf({ headers }: FastifyRequest): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
}
