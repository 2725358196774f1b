import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { DocumentCache } from './document-cache.js';
import { LIMITS } from './document-limits.js';
import { distinctMoments } from './named-moments.js';
import type { PreparedDocument, PreparedOperation } from './prepare-document.js';
import { badDocument, refusal, tooComplex, tooManyMoments, type Refusal } from './refusals.js';
import { rowCost } from './row-cost.js';

/** One request as it arrives, from HTTP or WebSocket. */
export interface GuardedRequest {
  readonly source: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly schema: GraphQLSchema;
  readonly signedIn: boolean;
}

/** The operation may be executed as it stands: parsed, valid and within all limits. */
export interface Admission {
  readonly ok: true;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Rows that the operation may read, for `extensions.cost` and the caller's budget. */
  readonly cost: number;
  readonly depth: number;
}

export type GuardVerdict = Admission | Refusal;

const caches = {
  signedIn: new WeakMap<GraphQLSchema, DocumentCache>(),
  strangers: new WeakMap<GraphQLSchema, DocumentCache>(),
};

/** Decides whether a request is executed; the one gate in front of every transport. Never throws. */
export function guardDocument(request: GuardedRequest): GuardVerdict {
  const prepared = cacheOf(request.schema, request.signedIn).prepared(request.source);
  return prepared.ok ? admission(prepared, request) : prepared;
}

/** The documents kept for a schema, those of signed-in callers or those of the others. */
export function cacheOf(schema: GraphQLSchema, signedIn: boolean): DocumentCache {
  const kept = signedIn ? caches.signedIn : caches.strangers;
  const cache = kept.get(schema) ?? new DocumentCache(schema, signedIn);
  kept.set(schema, cache);
  return cache;
}

function admission(prepared: PreparedDocument, request: GuardedRequest): GuardVerdict {
  const variables = request.variables ?? {};
  const sent = Object.keys(variables).length;
  if (sent > LIMITS.variables) return refusal([tooComplex('variables', sent)]);
  const deep = levelsBeyond(variables, LIMITS.inputDepth);
  if (deep) return refusal([tooComplex('inputDepth', LIMITS.inputDepth + 1)]);
  const chosen = chosenOperation(prepared.operations, request.operationName);
  if ('ok' in chosen) return chosen;
  const moments = distinctMoments(chosen.plan.moments, variables);
  if (moments.count > LIMITS.moments) return refusal([tooManyMoments(moments.names, moments.count)]);
  const cost = rowCost(chosen.plan.rows, variables);
  if (cost > LIMITS.cost) return refusal([tooComplex('cost', cost)]);
  return { ok: true, document: prepared.document, operation: chosen.node, cost, depth: chosen.depth };
}

/** Whether values are nested deeper than the limit, which reading them would follow without end. */
function levelsBeyond(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // The object of all variables is no level of its own.
  return limit < 0 || Object.values(value).some((inner) => levelsBeyond(inner, limit - 1));
}

function chosenOperation(operations: readonly PreparedOperation[], name?: string | null): PreparedOperation | Refusal {
  const [only, ...others] = operations;
  if (!only) return refusal([badDocument('The document holds no operation.')]);
  if (name) {
    const named = operations.find((operation) => operation.node.name?.value === name);
    return named ?? refusal([badDocument(`The document has no operation named "${name}".`)]);
  }
  if (others.length === 0) return only;
  return refusal([badDocument('The document has several operations; say which one with operationName.')]);
}
