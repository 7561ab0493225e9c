// Has every answer counted as it begins.
import { type FastifyInstance } from 'fastify';
import { HttpMeter } from '../metrics/http-meter.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly httpMeter: HttpMeter;
  }
}

export function addHttpMeter(server: FastifyInstance): void {
  const meter = new HttpMeter();
  server.decorate('httpMeter', meter);
  server.addHook('onSend', ({ method, routeOptions: { url } }, reply, _payload, done) => {
    const asked = url === undefined ? undefined : { method, route: url };
    meter.answered(asked, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}
