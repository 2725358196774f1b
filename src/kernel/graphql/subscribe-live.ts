import { setTimeout as sleep } from 'node:timers/promises';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { DatabaseAway } from '../database/retryable.js';
import { inRequest, type RequestScope } from '../runtime/request-scope.js';
import { executeOperation } from './execute.js';

const ASK_AGAIN_MS = 1_000;

/** Runs a subscription; each event is executed in a scope of its own, so that loaders and rights are never stale. */
export async function subscribeLive(
  args: ExecutionArgs,
  freshScope: () => Promise<RequestScope>,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await inRequest(args.contextValue as RequestScope, () => createSourceEventStream(args));
  if (!(Symbol.asyncIterator in source)) return source;
  return new LiveResults(args, source[Symbol.asyncIterator](), freshScope);
}

/** The answers to a subscription's events; ends at once when its reader leaves or is signed out. */
class LiveResults implements AsyncIterableIterator<ExecutionResult> {
  private closed = false;

  constructor(
    private readonly args: ExecutionArgs,
    private readonly events: AsyncIterator<unknown>,
    private readonly freshScope: () => Promise<RequestScope>,
  ) {}

  async next(): Promise<IteratorResult<ExecutionResult>> {
    const event = await this.events.next();
    if (event.done) return this.return();
    const scope = await this.scope();
    if (this.closed || !scope?.viewer) return this.return();
    const { schema, document, operationName, variableValues } = this.args;
    const variables = variableValues as Record<string, unknown> | undefined;
    const value = await executeOperation({ schema, document, operationName, variables, scope, rootValue: event.value });
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    if (!this.closed) {
      this.closed = true;
      await this.events.return?.();
    }
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Rights as of now. While the database is away the event waits, since the reader would not get it a second time. */
  private async scope(): Promise<RequestScope | null> {
    while (!this.closed) {
      try {
        return await this.freshScope();
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        await sleep(ASK_AGAIN_MS, undefined, { ref: false });
      }
    }
    return null;
  }
}
