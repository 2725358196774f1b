import { type ExecutionResult, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import type { RequestScope } from '../runtime/request-scope.js';
import { countOperation } from './count-operation.js';
import { executeOperation, type OperationRun } from './execute.js';
import { formatError } from './format-error.js';
import type { GateVerdict } from './operation-gate.js';
import type { SocketParts } from './socket-parts.js';
import type { SocketExtra } from './socket-wire.js';
import { subscribeLive } from './subscribe-live.js';
import { SubscriptionCount, tooManySubscriptions } from './subscription-count.js';

type Parameters = Record<string, unknown>;
type SocketContext = Context<Parameters, SocketExtra>;

/** An operation that was let in, until it is executed. */
interface Admitted {
  readonly verdict: Extract<GateVerdict, { ok: true }>;
  readonly extra: SocketExtra;
  readonly end: () => void;
}

/** How operations of sockets are let in, executed and answered. */
export function socketOperations(parts: SocketParts): ServerOptions<Parameters, SocketExtra> {
  const { schema, log } = parts;
  const admitted = new WeakMap<RequestScope, Admitted>();
  const subscriptions = new SubscriptionCount();
  return {
    onSubscribe: async (context, id, { query: source, operationName, variables }) => {
      const { signal, end } = context.extra.running.begin(() => id in context.subscriptions);
      const scope = await openScope(parts, context, signal).catch(asRefusal);
      const refused = (errors: readonly GraphQLError[]): readonly GraphQLError[] => (end(), errors);
      if (scope instanceof GraphQLError) return refused([scope]);
      const verdict = parts.gate.admit({ source, operationName, variables, schema, scope });
      if (!verdict.ok) return refused(verdict.errors);
      const isLive = verdict.operation.operation === OperationTypeNode.SUBSCRIPTION;
      if (isLive && subscriptions.isFull(personOf(scope))) return refused([tooManySubscriptions()]);
      admitted.set(scope, { verdict, extra: context.extra, end });
      return { schema, document: verdict.document, operationName, variableValues: variables, contextValue: scope };
    },
    execute: ({ document, operationName, variableValues: variables, contextValue }) => {
      const scope = contextValue as RequestScope;
      return execution(parts, { schema, document, operationName, variables, scope }, admitted.get(scope)!);
    },
    subscribe: (args) => {
      const scope = args.contextValue as RequestScope;
      const { verdict, extra, end } = admitted.get(scope)!;
      end();
      const ended = subscriptions.begin(personOf(scope));
      if (!ended) return { errors: [tooManySubscriptions()] };
      const around = {
        scope: () => parts.contexts.renew(scope),
        charge: (now: RequestScope) => parts.gate.chargeEvent(now, Math.max(1, verdict.cost)),
        ended,
      };
      return inTurn(parts, extra, () => subscribeLive(args, around)).catch((error: unknown) => {
        ended();
        return { errors: [asRefusal(error)] };
      });
    },
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, log)) } : undefined,
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, log)),
  };
}

async function execution(parts: SocketParts, run: OperationRun, one: Admitted): Promise<ExecutionResult> {
  const started = performance.now();
  const cost = one.verdict.charge;
  try {
    const result = await inTurn(parts, one.extra, () => executeWanted(run));
    const errors = result.errors?.map((error) => formatError(error, parts.log));
    const operation = getOperationAST(run.document, run.operationName);
    if (operation) countOperation(parts.metrics, operation, errors, performance.now() - started);
    return errors ? result : { ...result, extensions: { cost } };
  } catch (error) {
    return { data: null, errors: [asRefusal(error)] };
  } finally {
    one.end();
  }
}

/** What was completed while it waited for its turn is not begun. */
function executeWanted(run: OperationRun): Promise<ExecutionResult> {
  return run.scope.gone?.aborted ? Promise.resolve({ data: null }) : executeOperation(run);
}

/** The scope of one operation. */
function openScope(parts: SocketParts, context: SocketContext, gone: AbortSignal): Promise<RequestScope> {
  const { request } = context.extra;
  const language = context.connectionParams?.['Accept-Language'] ?? request.headers['accept-language'];
  const facts = {
    authorization: authorizationOf(context.connectionParams),
    acceptLanguage: typeof language === 'string' ? language : undefined,
    requestId: undefined,
    request,
    gone,
  };
  return inTurn(parts, context.extra, () => parts.contexts.open(facts));
}

/** Does the work when the socket's turn has come and the server has room. Throws RATE_LIMITED, UNAVAILABLE. */
function inTurn<T>(parts: SocketParts, { turns }: SocketExtra, work: () => Promise<T>): Promise<T> {
  return turns.run(() => parts.load.run(work));
}

/** The value of `Authorization` in a connection's parameters. */
export function authorizationOf(parameters: Parameters | undefined): unknown {
  return parameters?.['Authorization'] ?? parameters?.['authorization'];
}

/** A refusal of this operation alone: an error thrown at graphql-ws would close the socket for good. */
function asRefusal(error: unknown): GraphQLError {
  return new GraphQLError('The operation cannot start.', { originalError: error instanceof Error ? error : null });
}

function personOf({ viewer, address }: RequestScope): string {
  return viewer?.personId ?? `address ${address ?? ''}`;
}
