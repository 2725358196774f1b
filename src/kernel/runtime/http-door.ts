import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';
import { type Leave, type LoadLimit, overloaded } from './load-limit.js';
import { mediaTypeFor } from './media-type.js';
import type { Metrics } from './metrics.js';
import { PLAIN_HEADERS } from './secure-headers.js';

const HEALTH = /^\/(health|metrics)\b/;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What Fastify hands on of its options. */
interface Timeouts {
  readonly http: ServerOptions;
  readonly keepAliveTimeout: number;
  readonly requestTimeout: number;
  readonly connectionTimeout: number;
}

const { code, message, retryAfterSeconds: retryAfter } = overloaded();
const REFUSAL = Buffer.from(JSON.stringify({ errors: [{ message, extensions: { code, retryAfter } }] }));
const HEADERS = { ...PLAIN_HEADERS, 'retry-after': String(retryAfter), 'content-length': REFUSAL.length };

/**
 * The HTTP server with a door before everything else: what finds no room is refused before any work is done for it, since under
 * overload most of the work would be that of refusing. Health and metrics are always let in.
 */
export class HttpDoor {
  private guard: { readonly load: LoadLimit; readonly metrics: Metrics } | null = null;

  /** A server for Fastify, with the timeouts that Fastify gives to its own. */
  readonly server = (...[handler, options]: Parameters<FastifyServerFactory>): Server => {
    const [handle, timeouts] = [handler as Handler, options as unknown as Timeouts];
    const server = createServer(timeouts.http, (request, response) => {
      if (this.isShutTo(request)) this.refuse(request, response);
      else handle(request, response);
    });
    server.keepAliveTimeout = timeouts.keepAliveTimeout;
    server.requestTimeout = timeouts.requestTimeout;
    return server.setTimeout(timeouts.connectionTimeout);
  };

  /** From now on the load counts: operations, which come to `path`, hold a place from when their body has arrived until they are answered. */
  watch(server: FastifyInstance, path: string, load: LoadLimit, metrics: Metrics): void {
    this.guard = { load, metrics };
    const places = new WeakMap<object, Leave>();
    server.addHook('preHandler', (request, reply, done) => {
      if (request.routeOptions.url !== path) return done();
      const enter = (leave: Leave): void => {
        // Nothing is done for whoever went away while waiting.
        if (reply.raw.destroyed) return leave();
        places.set(request, leave);
        reply.raw.once('close', leave);
        done();
      };
      const refuse = (): void =>
        void reply.code(503).headers(HEADERS).type(mediaTypeFor(request.headers.accept)).send(REFUSAL);
      load.enter().then(enter, refuse);
    });
    server.addHook('onSend', (request, _reply, payload, done) => {
      places.get(request)?.();
      done(null, payload);
    });
  }

  private isShutTo({ url = '' }: IncomingMessage): boolean {
    return this.guard !== null && this.guard.load.isFull() && !HEALTH.test(url);
  }

  private refuse(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(503, { ...HEADERS, 'content-type': mediaTypeFor(request.headers.accept) }).end(REFUSAL);
    this.guard?.metrics.request(request.method ?? 'none', 'none', 503, 0);
  }
}
