import type { FastifyInstance } from 'fastify';
import type { RequestErrorCode } from './domain-error.js';
import { mediaTypeFor } from './media-type.js';

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

/** Refuses compressed bodies: what they would grow to is not known before. */
export function refuseCompression(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done();
    const message = 'Bodies are taken as they are: send this one without Content-Encoding.';
    void reply.status(415).type(mediaTypeFor(request.headers.accept));
    void reply.send(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }));
  });
}

/** The message of Fastify's or Nest's own error body; null for every other body. */
function messageOf(payload: string): string | null {
  if (!payload.startsWith('{"') || !payload.includes('"statusCode":')) return null;
  const { statusCode, message } = JSON.parse(payload) as { statusCode?: unknown; message?: unknown };
  return typeof statusCode === 'number' ? String(message) : null;
}
