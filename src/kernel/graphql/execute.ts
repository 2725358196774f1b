import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { inRequest, type RequestScope } from '../runtime/request-scope.js';
import { compileOperation } from './compile-operation.js';

interface Known {
  uses: number;
  compiled: CompiledQuery | null;
}

/** A document is compiled from this use on: one-time documents are not worth it. */
const COMPILE_AT_USE = 2;
const known = new WeakMap<DocumentNode, Map<string, Known>>();

/** What one operation is run with. */
export interface OperationRun {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly scope: RequestScope;
  readonly rootValue?: unknown;
}

/** Runs a query, a mutation or one event of a subscription; documents that come again are compiled. Never rejects: what fails is an error of the result. */
export async function executeOperation(run: OperationRun): Promise<ExecutionResult> {
  try {
    return await executeOrFail(run);
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    return { data: null, errors: [new GraphQLError(originalError.message, { originalError })] };
  }
}

function executeOrFail(run: OperationRun): Promise<ExecutionResult> {
  const { schema, document, operationName, variables, scope, rootValue } = run;
  const compiled = compiledFor(schema, document, operationName ?? '');
  return inRequest(scope, async () => {
    if (compiled) return runCompiled(compiled, run);
    return execute({
      schema,
      document,
      rootValue,
      contextValue: scope,
      variableValues: variables ?? {},
      operationName: operationName ?? undefined,
    });
  });
}

/** The compiler's own reading of variables knows no defaults of required input fields, and its errors no extensions; so they are read as graphql-js does. */
function runCompiled(compiled: CompiledQuery, run: OperationRun): ExecutionResult | Promise<ExecutionResult> {
  const { schema, document, operationName, variables, scope, rootValue } = run;
  const wanted = getOperationAST(document, operationName || null)?.variableDefinitions ?? [];
  if (wanted.length === 0) return compiled.query(rootValue, scope, {});
  const { errors, coerced } = getVariableValues(schema, wanted, variables ?? {}, { maxErrors: 50 });
  return errors ? { errors } : compiled.query(rootValue, scope, coerced);
}

function compiledFor(schema: GraphQLSchema, document: DocumentNode, operationName: string): CompiledQuery | null {
  const operations = known.get(document) ?? new Map<string, Known>();
  known.set(document, operations);
  const entry = operations.get(operationName) ?? { uses: 0, compiled: null };
  operations.set(operationName, entry);
  entry.uses += 1;
  if (entry.compiled || entry.uses !== COMPILE_AT_USE) return entry.compiled;
  const operation = getOperationAST(document, operationName || null);
  if (!operation || operation.operation === 'subscription') return null;
  // What cannot be compiled is executed as before.
  entry.compiled = compileOperation(schema, document, operationName);
  return entry.compiled;
}
