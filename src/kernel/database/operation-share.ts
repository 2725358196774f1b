import type { RequestScope } from '../runtime/request-scope.js';

interface Share {
  running: number;
  readonly waiting: (() => void)[];
}

/** One operation runs at most this part of the pool's statements at once. */
const PART_OF_POOL = 3;

/**
 * Keeps one operation from holding all connections: its statements outside transactions beyond its share wait for its own earlier ones,
 * so that those of others find connections free. A statement waits for nothing while it runs, so that no wait is for ever.
 */
export class OperationShare {
  private readonly shares = new WeakMap<RequestScope, Share>();
  private readonly most: number;

  constructor(poolSize: number) {
    this.most = Math.max(1, Math.floor(poolSize / PART_OF_POOL));
  }

  /** Runs a statement of the operation when its share has room; what belongs to no request is not held back. */
  async run<T>(scope: RequestScope | null, statement: () => Promise<T>): Promise<T> {
    if (!scope) return statement();
    const share = this.shares.get(scope) ?? { running: 0, waiting: [] };
    this.shares.set(scope, share);
    if (share.running < this.most) share.running += 1;
    else await new Promise<void>((resolve) => share.waiting.push(resolve));
    try {
      return await statement();
    } finally {
      // The place goes on to whoever waits; given up in between, a newcomer could take it as well.
      const next = share.waiting.shift();
      if (next) next();
      else share.running -= 1;
    }
  }
}
