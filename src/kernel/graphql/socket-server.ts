import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Authenticator, bearerToken } from '../access/authenticator.js';
import type { Log } from '../runtime/logging.js';
import type { Metrics } from '../runtime/metrics.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { ClientSocket } from './client-socket.js';
import { countOperation } from './count-operation.js';
import { executeOperation } from './execute.js';
import { formatError } from './format-error.js';
import { guardDocument } from './guard/guard-document.js';
import type { RequestContexts } from './request-context.js';
import { SocketSessions } from './socket-sessions.js';
import { subscribeLive } from './subscribe-live.js';

const MAX_FRAME_BYTES = 64 * 1024;
const INIT_WAIT_MS = 3_000;
const TRY_AGAIN_LATER = 1013;
/** Clients that do not answer the closing of their socket are cut off after this time. */
const GOODBYE_MS = 2_000;

type Parameters = Record<string, unknown> | undefined;
type Socket = Extra & Partial<Record<PropertyKey, unknown>>;
type SocketContext = Context<Record<string, unknown>, Socket>;

/** What the socket server works with. */
export interface SocketParts {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly contexts: RequestContexts;
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Serves graphql-transport-ws on the HTTP server, behind the same guard, executor and error form as HTTP; returns the way to stop. */
export function serveSockets(parts: SocketParts): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    WebSocket: ClientSocket,
  });
  parts.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== parts.path) socket.destroy();
    else sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  sockets.on('connection', (socket) => {
    parts.metrics.socketOpened();
    socket.on('close', () => parts.metrics.socketClosed());
  });
  const sessions = new SocketSessions(parts.authenticator);
  const served = useServer<Record<string, unknown>, Partial<Record<PropertyKey, unknown>>>(
    { ...session(parts, sessions), ...operations(parts), isProd: true },
    sockets,
  );
  // graphql-ws writes each broken frame to the console, which anybody could fill; ws closes such a socket by itself.
  sockets.on('connection', (socket) =>
    socket.removeAllListeners('error').on('error', (error) => parts.log.debug({ err: error }, 'a socket broke')),
  );
  return async () => {
    sessions.stop();
    const grace = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, GOODBYE_MS);
    await served.dispose();
    clearTimeout(grace);
  };
}

type Options = ServerOptions<Record<string, unknown>, Socket>;

/** Sign-in by the token in the connection's parameters, and its end. */
function session(parts: SocketParts, sessions: SocketSessions): Options {
  const { authenticator, log } = parts;
  return {
    connectionInitWaitTimeout: INIT_WAIT_MS,
    onConnect: async ({ connectionParams, extra: { socket } }) => {
      const token = bearerToken(authorizationOf(connectionParams));
      try {
        const claims = await authenticator.claimsOf(token);
        if (!claims || !(await authenticator.viewerOf(token, 'zh-CN'))) return false;
        // One that was closed meanwhile has had its onClose, and nobody would forget it.
        if (socket.readyState !== socket.OPEN) return false;
        sessions.add(socket, claims);
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

/** Guard, execution and the form of results and errors. */
function operations(parts: SocketParts): Options {
  const { schema, log, metrics } = parts;
  return {
    onSubscribe: async (context, _id, payload) => {
      const scope = await openScope(parts, context).catch(asRefusal);
      if (scope instanceof GraphQLError) return [scope];
      const verdict = guardDocument({
        source: payload.query,
        operationName: payload.operationName,
        variables: payload.variables,
        schema,
        signedIn: scope.viewer !== null,
      });
      if (!verdict.ok) return verdict.errors;
      return {
        schema,
        document: verdict.document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: scope,
      };
    },
    execute: async ({ document, operationName, variableValues, contextValue }) => {
      const started = performance.now();
      const scope = contextValue as RequestScope;
      const result = await executeOperation({ schema, document, operationName, variables: variableValues, scope });
      const errors = result.errors?.map((error) => formatError(error, log));
      const operation = getOperationAST(document, operationName);
      if (operation) countOperation(metrics, operation, errors, performance.now() - started);
      return result;
    },
    subscribe: (args) => {
      const scope = args.contextValue as RequestScope;
      return subscribeLive(args, () => parts.contexts.renew(scope));
    },
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, log)) } : undefined,
    onError: (_context, _id, _payload, errors: readonly GraphQLError[]) =>
      errors.map((error) => formatError(error, log)),
  };
}

/** A refusal of this operation alone: an error thrown at graphql-ws would close the socket for good. */
function asRefusal(error: unknown): GraphQLError {
  return new GraphQLError('The operation cannot start.', { originalError: error instanceof Error ? error : null });
}

function openScope(parts: SocketParts, context: SocketContext): Promise<RequestScope> {
  const { request } = context.extra;
  const language = context.connectionParams?.['Accept-Language'] ?? request.headers['accept-language'];
  return parts.contexts.open({
    authorization: authorizationOf(context.connectionParams),
    acceptLanguage: typeof language === 'string' ? language : undefined,
    requestId: undefined,
    address: request.socket.remoteAddress ?? null,
    client: request.headers['user-agent'],
  });
}

function authorizationOf(parameters: Parameters): unknown {
  return parameters?.['Authorization'] ?? parameters?.['authorization'];
}
