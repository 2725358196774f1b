import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { bearerToken } from '../access/authenticator.js';
import { ClientSocket } from './client-socket.js';
import { authorizationOf, socketOperations } from './socket-operations.js';
import type { SocketParts } from './socket-parts.js';
import { SocketSessions } from './socket-sessions.js';
import { type SocketExtra, wireSocket } from './socket-wire.js';

const MAX_FRAME_BYTES = 64 * 1024;
const INIT_WAIT_MS = 3_000;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** Clients that do not answer the closing of their socket are cut off after this time. */
const GOODBYE_MS = 2_000;
/** Sockets that have not signed in yet; each may take the time of the sign-in for it. */
const MOST_UNKNOWN = 2_000;
const NO_ROOM = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Serves graphql-transport-ws on the HTTP server, behind the same gate, executor and error form as HTTP; returns the way to stop. */
export function serveSockets(parts: SocketParts): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // One message of each socket per turn of the event loop: many that send much at once must not make everybody wait for all of it.
    allowSynchronousEvents: false,
    WebSocket: ClientSocket,
    handleProtocols,
  });
  const sessions = new SocketSessions(parts.authenticator);
  parts.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== parts.path) socket.destroy();
    else if (sockets.clients.size - sessions.size >= MOST_UNKNOWN) socket.end(NO_ROOM);
    else sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    ...session(parts, sessions),
    ...socketOperations(parts),
  });
  sockets.on('connection', (socket, request) => {
    parts.metrics.socketOpened();
    socket.on('close', () => parts.metrics.socketClosed());
    wireSocket(protocol, socket, request, parts.log);
  });
  return async () => {
    sessions.stop();
    const grace = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, GOODBYE_MS);
    for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    clearTimeout(grace);
  };
}

type Options = ServerOptions<Record<string, unknown>, SocketExtra>;

/** Sign-in by the token in the connection's parameters, and its end. */
function session(parts: SocketParts, sessions: SocketSessions): Options {
  const { authenticator, load, log } = parts;
  return {
    connectionInitWaitTimeout: INIT_WAIT_MS,
    onConnect: async ({ connectionParams, extra: { socket } }) => {
      const token = bearerToken(authorizationOf(connectionParams));
      try {
        const claims = await authenticator.claimsOf(token);
        if (!claims || !(await load.run(() => authenticator.viewerOf(token, 'zh-CN')))) return false;
        // One that was closed meanwhile has had its onClose, and nobody would forget it.
        if (socket.readyState !== socket.OPEN) return false;
        if (!sessions.add(socket, claims)) {
          socket.close(CloseCode.TooManyInitialisationRequests, 'Too many sockets');
          return false;
        }
        return true;
      } catch (error) {
        log.warn({ err: error }, 'a socket could not sign in');
        // Clients come back after 1013; after most other codes they give up.
        socket.close(TRY_AGAIN_LATER, 'Try again later');
        return false;
      }
    },
    onClose: ({ extra: { socket } }) => sessions.remove(socket),
  };
}
