import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestErrorCode } from './domain-error.js';
import { type LoadLimit, overloaded } from './load-limit.js';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

const CODES: Readonly<Record<number, RequestErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

/** Gives what the HTTP server itself refuses (a body that is no JSON, a wrong media type, an unknown address) the form of GraphQL errors, so that clients read one form. */
export function shapeRefusals(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    const message = reply.statusCode >= 400 && typeof payload === 'string' ? messageOf(payload) : null;
    if (message === null) return done(null, payload);
    const code = CODES[reply.statusCode] ?? (reply.statusCode < 500 ? 'BAD_USER_INPUT' : 'INTERNAL');
    void reply.removeHeader('content-length');
    done(null, JSON.stringify({ errors: [{ message, extensions: { code } }] }));
  });
}

const HEALTH = /^\/(health|metrics)\b/;

/** Refuses at once, before its body is read, what finds no room; health and metrics are always answered. */
export function refuseOverload(server: FastifyInstance, load: LoadLimit): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!load.isFull() || HEALTH.test(request.url)) return done();
    const { code, message, retryAfterSeconds: retryAfter } = overloaded();
    void reply.status(503).header('retry-after', String(retryAfter)).type(mediaTypeFor(request));
    void reply.send(JSON.stringify({ errors: [{ message, extensions: { code, retryAfter } }] }));
  });
}

/** Refuses compressed bodies: what they would grow to is not known before. */
export function refuseCompression(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done();
    const message = 'Bodies are taken as they are: send this one without Content-Encoding.';
    void reply.status(415).type(mediaTypeFor(request));
    void reply.send(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }));
  });
}

/** The form of GraphQL over HTTP that the caller asks for. */
function mediaTypeFor({ headers }: FastifyRequest): string {
  const type = headers.accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  return `${type}; charset=utf-8`;
}

/** The message of Fastify's or Nest's own error body; null for every other body. */
function messageOf(payload: string): string | null {
  if (!payload.startsWith('{"') || !payload.includes('"statusCode":')) return null;
  const { statusCode, message } = JSON.parse(payload) as { statusCode?: unknown; message?: unknown };
  return typeof statusCode === 'number' ? String(message) : null;
}
