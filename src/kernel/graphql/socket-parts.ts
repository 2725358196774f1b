import type { Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../access/authenticator.js';
import type { LoadLimit } from '../runtime/load-limit.js';
import type { Log } from '../runtime/logging.js';
import type { Metrics } from '../runtime/metrics.js';
import type { OperationGate } from './operation-gate.js';
import type { RequestContexts } from './request-context.js';

/** What the socket server works with. */
export interface SocketParts {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly contexts: RequestContexts;
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly gate: OperationGate;
  readonly load: LoadLimit;
}
