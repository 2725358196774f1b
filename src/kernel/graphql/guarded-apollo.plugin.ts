import type { ApolloServerPlugin, GraphQLRequestListener, GraphQLResponse, HTTPGraphQLHead } from '@apollo/server';
import { type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import type { Log } from '../runtime/logging.js';
import type { Metrics } from '../runtime/metrics.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { executeOperation } from './execute.js';
import { countOperation } from './count-operation.js';
import { formatError, statusOf } from './format-error.js';
import { guardDocument, type GuardVerdict } from './guard/guard-document.js';

/** Stands in for a refused document, which Apollo must not touch. */
const NO_OPERATION = parse('{ __typename }');

/** Puts the document guard before Apollo's own parsing, and our executor in place of Apollo's. */
export function guardedApollo(log: Log, metrics: Metrics): ApolloServerPlugin<RequestScope> {
  let schema: GraphQLSchema;
  return {
    serverWillStart: (service) => {
      schema = service.schema;
      return Promise.resolve();
    },
    requestDidStart: () => Promise.resolve(listener(() => schema, log, metrics)),
  };
}

function listener(schema: () => GraphQLSchema, log: Log, metrics: Metrics): GraphQLRequestListener<RequestScope> {
  let verdict: GuardVerdict | null = null;
  return {
    didResolveSource: (context) => {
      const { source, request, contextValue } = context;
      verdict = guardDocument({
        source,
        operationName: request.operationName,
        variables: request.variables,
        schema: schema(),
        signedIn: contextValue.viewer !== null,
      });
      // Apollo parses and validates only what has no document yet; the guard has done both, within its limits.
      Reflect.set(context, 'document', verdict.ok ? verdict.document : NO_OPERATION);
      return Promise.resolve();
    },
    responseForOperation: async ({ document, operationName, request, contextValue, response }) => {
      if (!verdict?.ok) {
        const errors = (verdict?.errors ?? []).map((error) => formatError(error, log));
        return answer(response.http, { errors }, verdict?.httpStatus);
      }
      const started = performance.now();
      const run = { document, operationName, variables: request.variables, scope: contextValue };
      const result = await executeOperation({ ...run, schema: schema() });
      const errors = result.errors?.map((error) => formatError(error, log));
      countOperation(metrics, verdict.operation, errors, performance.now() - started);
      const extensions = { cost: { rows: verdict.cost } };
      return answer(response.http, { ...(errors ? { errors } : {}), data: result.data ?? null, extensions });
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
