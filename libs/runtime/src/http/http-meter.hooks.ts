// Has every answer counted, and told where debugging is asked for, as it begins.
import { type FastifyInstance } from 'fastify';
import { type Log } from '../logging/log.js';
import { HttpMeter } from '../metrics/http-meter.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly httpMeter: HttpMeter;
  }
}

export function addHttpMeter(server: FastifyInstance, log: Log): void {
  const meter = new HttpMeter();
  const isTold = log.isLevelEnabled('debug');
  server.decorate('httpMeter', meter);
  server.addHook('onSend', ({ method, routeOptions, correlationId }, reply, _payload, done) => {
    const { url: route } = routeOptions;
    const { statusCode: status, elapsedTime: ms } = reply;
    meter.answered(route === undefined ? undefined : { method, route }, status, ms / 1_000);
    if (isTold)
      log.debug({ context: 'Http', method, route, status, ms, correlationId }, 'answered');
    done();
  });
}
