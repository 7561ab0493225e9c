// Has a span for every request that was let in, from its head until its answer has gone out or its caller has left. Not
// for what a process serves about itself: health checks and metrics come all the time.
import { type FastifyInstance } from 'fastify';
import { type Tracing } from '../tracing/tracing.js';

const traced = '/v1/';

/** To be added after the hook that gives a request its correlation id. */
export function addHttpTracing(server: FastifyInstance, tracing: Tracing): void {
  if (!tracing.isOn) return;
  server.addHook('onRequest', ({ method, headers, correlationId, routeOptions }, reply, done) => {
    const { url: route } = routeOptions;
    if (route?.startsWith(traced) === true) {
      const { traceparent } = headers;
      const end = tracing.request({ correlationId, traceparent, method, route });
      reply.raw.once('close', () => {
        const { statusCode: status } = reply;
        end({ failed: status >= 500, attributes: { 'http.response.status_code': status } });
      });
    }
    done();
  });
}
