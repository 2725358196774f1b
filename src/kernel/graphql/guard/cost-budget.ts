import { LRUCache } from 'lru-cache';

/** What a caller has left after a request. */
export interface BudgetState {
  /** False when the request costs more than is left; nothing is taken then. */
  readonly allowed: boolean;
  /** Whole rows that may still be asked for now. */
  readonly remaining: number;
  /** When a refused request would be allowed, or when the budget is full again; milliseconds since 1970-01-01 UTC. */
  readonly resetAt: number;
}

export interface CostBudgetOptions {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly millis: () => number;
  readonly perMinute: number;
  /** Callers remembered at once; the one heard of longest ago is forgotten first and starts anew with a full budget. */
  readonly maxKeys?: number;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

const MINUTE_MS = 60_000;

/** Token bucket of rows per caller: a minute's budget at once, refilled evenly. Counts within one process. */
export class CostBudget {
  private readonly millis: () => number;
  private readonly perMinute: number;
  private readonly buckets: LRUCache<string, Bucket>;

  constructor({ millis, perMinute, maxKeys = 20_000 }: CostBudgetOptions) {
    this.millis = millis;
    this.perMinute = perMinute;
    this.buckets = new LRUCache({ max: maxKeys });
  }

  /** Takes the cost from the caller's budget. A clock that runs backwards refills nothing. */
  spend(key: string, cost: number): BudgetState {
    const now = this.millis();
    const before = this.buckets.get(key) ?? { left: this.perMinute, at: now };
    const refilled = (Math.max(0, now - before.at) / MINUTE_MS) * this.perMinute;
    const left = Math.min(this.perMinute, before.left + refilled);
    const allowed = cost <= left;
    const rest = allowed ? left - cost : left;
    this.buckets.set(key, { left: rest, at: Math.max(now, before.at) });
    const missing = allowed ? this.perMinute - rest : Math.min(cost, this.perMinute) - rest;
    return { allowed, remaining: Math.floor(rest), resetAt: now + Math.ceil((missing / this.perMinute) * MINUTE_MS) };
  }
}
