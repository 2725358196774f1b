import { AsyncLocalStorage } from 'node:async_hooks';
import type { Viewer } from '../access/viewer.js';
import type { Locale } from './locale.js';

/** What is known of the request that the current code runs for; also the context of every GraphQL operation. */
export interface RequestScope {
  readonly requestId: string;
  readonly locale: Locale;
  readonly viewer: Viewer | null;
  readonly address: string | null;
  /** What the caller says of its program (User-Agent). */
  readonly client?: string | null;
  /** SQL statements sent so far, for budgets and metrics. */
  statements: number;
  /** DataLoaders of this operation, made on first use. */
  readonly loaders: Map<unknown, unknown>;
  /** The moment at which records are read; now when not given. */
  readonly asOf?: Date | null;
  /** Aborted when the caller has gone away before the answer. */
  readonly gone?: AbortSignal | undefined;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs the work with the scope in reach of everything it calls. */
export function inRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** The scope of the running request; null in jobs and at start. */
export function currentRequest(): RequestScope | null {
  return scopes.getStore() ?? null;
}
