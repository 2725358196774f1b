import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/** Reports every answered request by its route's pattern; addresses without a route count together. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime);
    done();
  });
}
