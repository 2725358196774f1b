import { asksThePast } from './named-moments.js';
import { positive, type ListSize, type RowPlan } from './row-plan.js';

/** Values that the client sent for the operation's variables. */
export type Variables = Readonly<Record<string, unknown>>;

/** Sums stop growing here, so that no product becomes infinite. */
const CEILING = 1e12;

interface Rows {
  /** Rows for one instance of the parent. */
  readonly own: number;
  /** Rows per record of the page that the parent is. */
  readonly paged: number;
  readonly readsPage: boolean;
  /** Whether the total of the page that the parent is, is asked for. */
  readonly counts: boolean;
}

/**
 * Rows that the plan may read with these variables: each record counts one, a list multiplies what stands inside it, a total, a
 * figure and a list of the past count the work of finding them. Selections of
 * different types are added up, though a record has only one of them, so the figure is an upper bound.
 */
export function rowCost(plan: RowPlan, variables: Variables): number {
  return rowsOf(plan, variables, new Map()).own;
}

function rowsOf(plan: RowPlan, variables: Variables, known: Map<RowPlan, Rows>): Rows {
  const before = known.get(plan);
  if (before) return before;
  let own = 0;
  let paged = 0;
  let readsPage = false;
  let counts = false;
  for (const { role, size, work, total, past, inside } of plan.fields) {
    const rows = rowsOf(inside, variables, known);
    own += work + (asksThePast(past.moments, variables) ? past.work : 0);
    if (role === 'rows') own += sizeWith(size, variables) * (1 + rows.own + rows.paged);
    else if (role === 'page') {
      own += rows.own + (rows.readsPage ? sizeWith(size, variables) * (1 + rows.paged) : 1);
      own += rows.counts ? total : 0;
    } else if (role === 'total') counts = true;
    else if (role === 'through') own += rows.own + rows.paged;
    else {
      paged += rows.own + rows.paged;
      readsPage = true;
    }
  }
  for (const fragment of plan.fragments) {
    const rows = rowsOf(fragment, variables, known);
    own += rows.own;
    paged += rows.paged;
    readsPage ||= rows.readsPage;
    counts ||= rows.counts;
  }
  const sum: Rows = { own: Math.min(own, CEILING), paged: Math.min(paged, CEILING), readsPage, counts };
  known.set(plan, sum);
  return sum;
}

function sizeWith(size: ListSize, variables: Variables): number {
  if (typeof size === 'number') return Math.min(size, CEILING);
  const sent = Object.hasOwn(variables, size.variable) ? positive(variables[size.variable]) : null;
  return Math.min(sent ?? size.fallback, CEILING);
}
