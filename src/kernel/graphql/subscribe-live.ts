import { setTimeout as sleep } from 'node:timers/promises';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { DatabaseAway } from '../database/retryable.js';
import { inRequest, type RequestScope } from '../runtime/request-scope.js';
import { executeOperation } from './execute.js';
import type { CostShown } from './operation-gate.js';

const ASK_AGAIN_MS = 1_000;

/** What a running subscription needs of its surroundings. */
export interface LiveSurroundings {
  /** The subscriber as of now. */
  readonly scope: () => Promise<RequestScope>;
  /** Takes one event from the subscriber's budget, or tells how long to wait. */
  readonly charge: (scope: RequestScope) => CostShown | { readonly waitMs: number };
  /** Called once, when the subscription has ended. */
  readonly ended: () => void;
}

/** Runs a subscription; each event is executed in a scope of its own, so that loaders and rights are never stale. */
export async function subscribeLive(
  args: ExecutionArgs,
  around: LiveSurroundings,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  let live: LiveResults | null = null;
  try {
    const source = await inRequest(args.contextValue as RequestScope, () => createSourceEventStream(args));
    if (!(Symbol.asyncIterator in source)) return source;
    live = new LiveResults(args, source[Symbol.asyncIterator](), around);
    return live;
  } finally {
    if (!live) around.ended();
  }
}

/** The answers to a subscription's events; ends at once when its reader leaves or is signed out. */
class LiveResults implements AsyncIterableIterator<ExecutionResult> {
  private closed = false;

  constructor(
    private readonly args: ExecutionArgs,
    private readonly events: AsyncIterator<unknown>,
    private readonly around: LiveSurroundings,
  ) {}

  async next(): Promise<IteratorResult<ExecutionResult>> {
    const event = await this.events.next();
    if (event.done) return this.return();
    const scope = await this.scope();
    if (this.closed || !scope?.viewer) return this.return();
    const cost = await this.charged(scope);
    if (!cost) return this.return();
    const { schema, document, operationName, variableValues } = this.args;
    const variables = variableValues as Record<string, unknown> | undefined;
    const value = await executeOperation({ schema, document, operationName, variables, scope, rootValue: event.value });
    return { done: false, value: { ...value, extensions: { cost } } };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    if (!this.closed) {
      this.closed = true;
      this.around.ended();
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
        return await this.around.scope();
      } catch (error) {
        if (!(error instanceof DatabaseAway)) throw error;
        await sleep(ASK_AGAIN_MS, undefined, { ref: false });
      }
    }
    return null;
  }

  /** An event beyond the subscriber's budget waits until it is refilled: nothing is lost, it only comes later. */
  private async charged(scope: RequestScope): Promise<CostShown | null> {
    while (!this.closed) {
      const charge = this.around.charge(scope);
      if ('requested' in charge) return charge;
      await sleep(Math.min(charge.waitMs, ASK_AGAIN_MS), undefined, { ref: false });
    }
    return null;
  }
}
