import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { LoadLimit } from '../runtime/load-limit.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { SETTINGS, type Settings } from '../runtime/settings.js';
import { type BudgetState, CostBudget } from './guard/cost-budget.js';
import { REFUSED_ROWS } from './guard/document-limits.js';
import { type Admission, guardDocument } from './guard/guard-document.js';
import { budgetSpent, type Refusal } from './guard/refusals.js';

/** What one request took from its caller's budget, as `extensions.cost` shows it. */
export interface CostShown {
  readonly requested: number;
  readonly remaining: number;
  /** When the budget is full again; after a refusal, when the same request would be let in. */
  readonly resetAt: string;
}

/** The decision on one request, with what it took from the budget. */
export type GateVerdict = (Admission | Refusal) & { readonly charge: CostShown };

/** One request as it arrived, from HTTP or WebSocket. */
export interface ArrivedRequest {
  readonly source: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly schema: GraphQLSchema;
  readonly scope: RequestScope;
}

/** What every operation passes before it is executed, on HTTP and WebSocket alike: the document guard, then the caller's budget of rows. */
@Injectable()
export class OperationGate {
  /** Rows that a caller may ask for within a minute. */
  readonly rowsPerMinute: number;
  private readonly budget: CostBudget;

  constructor(
    @Inject(SETTINGS) { rowsPerMinute }: Settings,
    /** The room and the turns that whatever was let in is executed in. */
    readonly load: LoadLimit,
  ) {
    this.rowsPerMinute = rowsPerMinute;
    this.budget = new CostBudget({ millis: steadyMillis, perMinute: rowsPerMinute });
  }

  /** Decides on a request. A refused document takes from the budget, too. */
  admit({ scope, ...request }: ArrivedRequest): GateVerdict {
    const verdict = guardDocument({ ...request, signedIn: scope.viewer !== null });
    const rows = verdict.ok ? Math.max(1, verdict.cost) : REFUSED_ROWS;
    const state = this.budget.spend(budgetKey(scope), rows);
    const charge = shown(rows, state);
    if (state.allowed) return { ...verdict, charge };
    return { ...budgetSpent(Math.ceil(millisUntil(state.resetAt) / 1000)), charge };
  }

  /** Takes the rows of one event of a running subscription; tells how long to wait when they are not left. */
  chargeEvent(scope: RequestScope, rows: number): CostShown | { readonly waitMs: number } {
    const state = this.budget.spend(budgetKey(scope), rows);
    return state.allowed ? shown(rows, state) : { waitMs: millisUntil(state.resetAt) };
  }
}

/** Not the product's clock: a budget must refill at the same pace whatever the time of day is set to. */
function steadyMillis(): number {
  return performance.timeOrigin + performance.now();
}

function millisUntil(resetAt: number): number {
  return Math.max(1, resetAt - steadyMillis());
}

function budgetKey({ viewer, address }: RequestScope): string {
  return viewer ? `person ${viewer.personId}` : `address ${networkOf(address ?? 'unknown')}`;
}

/** Whoever has an IPv6 address has a whole /64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}

function shown(requested: number, { remaining, resetAt }: BudgetState): CostShown {
  return { requested, remaining, resetAt: new Date(resetAt).toISOString() };
}
