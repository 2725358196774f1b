import type {
  ApolloServerPlugin,
  GraphQLRequest,
  GraphQLRequestListener,
  GraphQLResponse,
  HTTPGraphQLHead,
} from '@apollo/server';
import { type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import type { Log } from '../runtime/logging.js';
import type { Metrics } from '../runtime/metrics.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { executeOperation } from './execute.js';
import { countOperation } from './count-operation.js';
import { formatError, statusOf } from './format-error.js';
import type { CostShown, GateVerdict, OperationGate } from './operation-gate.js';

const OK = 200;
const BAD_REQUEST = 400;
const TOO_MANY_REQUESTS = 429;

/** Stands in for a refused document, which Apollo must not touch. */
const NO_OPERATION = parse('{ __typename }');

/** Puts the operation gate before Apollo's own parsing, and our executor in place of Apollo's. */
export function guardedApollo(gate: OperationGate, log: Log, metrics: Metrics): ApolloServerPlugin<RequestScope> {
  let schema: GraphQLSchema;
  return {
    serverWillStart: (service) => {
      schema = service.schema;
      return Promise.resolve();
    },
    requestDidStart: () => Promise.resolve(listener(() => schema, gate, log, metrics)),
  };
}

function listener(
  schema: () => GraphQLSchema,
  gate: OperationGate,
  log: Log,
  metrics: Metrics,
): GraphQLRequestListener<RequestScope> {
  let verdict: GateVerdict | null = null;
  return {
    didResolveSource: (context) => {
      const { source, request, contextValue } = context;
      const { operationName, variables } = request;
      verdict = gate.admit({ source, operationName, variables, schema: schema(), scope: contextValue });
      setCostHeaders(context.response.http, gate.rowsPerMinute, verdict.charge);
      // Apollo parses and validates only what has no document yet; the guard has done both, within its limits.
      Reflect.set(context, 'document', verdict.ok ? verdict.document : NO_OPERATION);
      return Promise.resolve();
    },
    responseForOperation: async ({ document, operationName, request, contextValue, response }) => {
      if (!verdict?.ok) {
        const errors = (verdict?.errors ?? []).map((error) => formatError(error, log));
        const spent = verdict?.httpStatus === TOO_MANY_REQUESTS ? { extensions: { cost: verdict.charge } } : {};
        const isPlain = verdict?.httpStatus === BAD_REQUEST && asksForPlainJson(request);
        return answer(response.http, { errors, ...spent }, isPlain ? OK : verdict?.httpStatus);
      }
      const started = performance.now();
      const run = { document, operationName, variables: request.variables, scope: contextValue };
      // Reading and checking a large document takes as long as executing it.
      await gate.load.turn();
      const result = await executeOperation({ ...run, schema: schema() });
      const errors = result.errors?.map((error) => formatError(error, log));
      countOperation(metrics, verdict.operation, errors, performance.now() - started);
      const data = result.data ?? null;
      // A refusal says the same each time, so that nothing tells a missing record from one that may not be seen.
      const shown = errors ? { errors } : { extensions: { cost: verdict.charge } };
      return answer(
        response.http,
        { data, ...shown },
        asksForPlainJson(request) && isOfTheValues(errors) ? OK : undefined,
      );
    },
    willSendResponse: async ({ response }) => {
      const { status } = response.http;
      // Nest's own plugin puts 200 on every answer that has been executed; it has run after this line.
      await Promise.resolve();
      if (status !== undefined) response.http.status = status;
    },
  };
}

type Answer = {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
};

function answer(http: HTTPGraphQLHead, singleResult: Answer, status?: number): GraphQLResponse {
  const errors = singleResult.errors;
  if (errors && (singleResult.data === null || singleResult.data === undefined))
    setRefusalHeaders(http, errors, status);
  return { http, body: { kind: 'single', singleResult } };
}

function setRefusalHeaders(http: HTTPGraphQLHead, errors: readonly GraphQLFormattedError[], status?: number): void {
  http.status = status ?? statusOf(errors);
  const retryAfter = errors[0]?.extensions?.['retryAfter'];
  if (typeof retryAfter === 'number') http.headers.set('retry-after', String(retryAfter));
}

/**
 * Whether the caller takes application/json alone. GraphQL over HTTP wants 200 there for what is wrong with the document, since
 * such clients take another status for an answer of something between them and us.
 */
function asksForPlainJson({ http }: GraphQLRequest): boolean {
  const accept = http?.headers.get('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('application/graphql-response+json');
}

function isOfTheValues(errors: readonly GraphQLFormattedError[] | undefined): boolean {
  return errors?.[0]?.extensions?.['code'] === 'BAD_USER_INPUT' && errors[0].path === undefined;
}

/** The budget as headers too (IETF draft ratelimit-headers), for clients that do not read the body. */
function setCostHeaders(http: HTTPGraphQLHead, limit: number, { requested, remaining, resetAt }: CostShown): void {
  const seconds = Math.max(0, Math.ceil((Date.parse(resetAt) - performance.timeOrigin - performance.now()) / 1000));
  http.headers.set('ratelimit-limit', String(limit));
  http.headers.set('ratelimit-remaining', String(remaining));
  http.headers.set('ratelimit-reset', String(seconds));
  http.headers.set('x-query-cost', String(requested));
}
