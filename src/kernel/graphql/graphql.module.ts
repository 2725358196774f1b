import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AccessGuard } from '../access/access.guard.js';
import { Authenticator } from '../access/authenticator.js';
import { describeRequirements } from '../access/requirement-check.js';
import { AskedMoments } from '../lists/asked-moments.js';
import { LOG, type Log } from '../runtime/logging.js';
import { Metrics } from '../runtime/metrics.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { MaskedValueResolver } from './audit/masked-value.resolver.js';
import { askThePast } from './ask-past.js';
import { guardedApollo } from './guarded-apollo.plugin.js';
import { EnumLabelsResolver } from './enum-labels.resolver.js';
import { formatError } from './format-error.js';
import { HistoryResolver } from './history/history.resolver.js';
import { InputPipe } from './input.pipe.js';
import { OperationGate } from './operation-gate.js';
import { PayloadInterceptor } from './payload.interceptor.js';
import { refusedContext } from './refused-context.js';
import { RequestContexts } from './request-context.js';
import { SearchResolver } from './search/search.resolver.js';
import { serveSockets } from './socket-server.js';
import { USER_ERROR_TYPES } from './user-errors.js';

/** Path of the GraphQL endpoint, HTTP and WebSocket alike. */
export const GRAPHQL_PATH = '/graphql';

/** Opens the WebSocket side once the schema is built, and closes it first at shutdown. */
@Injectable()
class Sockets implements OnApplicationBootstrap, OnModuleDestroy {
  private stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly schema: GraphQLSchemaHost,
    private readonly contexts: RequestContexts,
    private readonly authenticator: Authenticator,
    private readonly metrics: Metrics,
    private readonly gate: OperationGate,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    if (!server) return;
    this.stop = serveSockets({
      server,
      path: GRAPHQL_PATH,
      schema: this.schema.schema,
      contexts: this.contexts,
      authenticator: this.authenticator,
      log: this.log,
      metrics: this.metrics,
      gate: this.gate,
      load: this.gate.load,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }
}

@Global()
@Module({ providers: [RequestContexts, OperationGate], exports: [RequestContexts, OperationGate] })
class RequestContextModule {}

/** Apollo Server on Fastify behind the document guard, the same on WebSocket; guard, pipe and interceptor of every root field. */
@Module({
  imports: [
    RequestContextModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [RequestContextModule],
      inject: [RequestContexts, OperationGate, LOG, Metrics, AskedMoments],
      useFactory: (
        contexts: RequestContexts,
        gate: OperationGate,
        log: Log,
        metrics: Metrics,
        moments: AskedMoments,
      ) => ({
        path: GRAPHQL_PATH,
        autoSchemaFile: true,
        sortSchema: true,
        transformSchema: (schema) => askThePast(describeRequirements(schema), moments),
        buildSchemaOptions: { orphanedTypes: USER_ERROR_TYPES },
        introspection: true,
        playground: false,
        graphiql: false,
        includeStacktraceInErrorResponses: false,
        csrfPrevention: true,
        allowBatchedHttpRequests: false,
        documentStore: null,
        persistedQueries: false,
        stopOnTerminationSignals: false,
        context: (request: FastifyRequest<{ Body: unknown }, Server, IncomingMessage>, reply: FastifyReply) =>
          contexts
            .open({
              authorization: request.headers.authorization,
              acceptLanguage: request.headers['accept-language'],
              requestId: headerText(request.headers['x-request-id']),
              request: request.raw,
              gone: goneSignal(reply.raw),
            })
            .catch((error: unknown) => {
              throw refusedContext(error, log);
            }),
        formatError: (_formatted: unknown, error: unknown) => formatError(error, log),
        plugins: [guardedApollo(gate, log, metrics)],
      }),
    }),
  ],
  providers: [
    AuditResolver,
    HistoryResolver,
    SearchResolver,
    MaskedValueResolver,
    EnumLabelsResolver,
    Sockets,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_INTERCEPTOR, useClass: PayloadInterceptor },
  ],
})
export class GraphqlModule {}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Aborted when the connection ends before the answer has gone out. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
