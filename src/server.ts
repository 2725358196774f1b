import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { LOG, type Log, NestLog } from './kernel/runtime/logging.js';
import { GRAPHQL_PATH } from './kernel/graphql/graphql.module.js';
import { HttpDoor } from './kernel/runtime/http-door.js';
import { refuseCompression, shapeRefusals } from './kernel/runtime/http-refusals.js';
import { LoadLimit } from './kernel/runtime/load-limit.js';
import { secureHeaders } from './kernel/runtime/secure-headers.js';
import { measureRequests } from './kernel/runtime/metrics-requests.js';
import { Metrics } from './kernel/runtime/metrics.js';
import type { Settings } from './kernel/runtime/settings.js';

const BODY_LIMIT_BYTES = 100 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 5_000;
/** Longer than any answer takes; a client that leaves its answer unread so long is cut off. */
const IDLE_TIMEOUT_MS = 60_000;

/** Builds the application: connected, migrated, not yet listening. */
export async function createServer(settings: Settings): Promise<NestFastifyApplication> {
  const door = new HttpDoor();
  const adapter = new FastifyAdapter({
    serverFactory: door.server,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      maxHeaderSize: 16 * 1024,
      // Node looks for requests that take too long only this often; by default every 30 s.
      connectionsCheckingInterval: 1_000,
    },
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  const server = app.getHttpAdapter().getInstance();
  measureRequests(server, app.get(Metrics));
  shapeRefusals(server);
  await secureHeaders(app);
  refuseCompression(server);
  door.watch(server, GRAPHQL_PATH, app.get(LoadLimit), app.get(Metrics));
  app.useLogger(new NestLog(app.get<Log>(LOG)));
  return app;
}
