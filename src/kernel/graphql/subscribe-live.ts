import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { inRequest, type RequestScope } from '../runtime/request-scope.js';
import { executeOperation } from './execute.js';

/** Runs a subscription; each event is executed in a scope of its own, so that loaders and rights are never stale. */
export async function subscribeLive(
  args: ExecutionArgs,
  freshScope: () => Promise<RequestScope>,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await inRequest(args.contextValue as RequestScope, () => createSourceEventStream(args));
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const run = async (rootValue: unknown): Promise<ExecutionResult> =>
    executeOperation({
      schema: args.schema,
      document: args.document,
      operationName: args.operationName,
      variables: args.variableValues as Record<string, unknown> | undefined,
      scope: await freshScope(),
      rootValue,
    });
  const live: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const event = await events.next();
      return event.done ? { done: true, value: undefined } : { done: false, value: await run(event.value) };
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await events.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return live;
    },
  };
  return live;
}
