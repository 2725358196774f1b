import type { Row, Value } from '../world/rows.js';
import { defaultOrder, isNumber, orderColumn, type Step } from './columns.js';
import type { Asked } from './asked.js';
import { compare } from './filter.js';
import { knows, requireKnown } from './places.js';

/** An order as clients send it. */
export interface OrderStep {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** A connection as the model answers it; the cursor of a row is its id. */
export interface ModelPage<N> {
  readonly nodes: readonly N[];
  readonly edges: readonly { readonly cursor: string; readonly node: N }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

/** Smallest first, by each step, ties broken by id in the direction of the last step; nothing comes before everything. */
export function inOrder(
  asked: Asked,
  rows: readonly Row[],
  type: string,
  orderBy: readonly OrderStep[] | null | undefined,
): Row[] {
  const steps = stepsOf(asked, type, orderBy);
  return [...rows].sort((a, b) => compareRows(a, b, steps));
}

/** Of the list's own order only what the asker knows; asked for, what they do not know is forbidden. */
function stepsOf(asked: Asked, type: string, orderBy: readonly OrderStep[] | null | undefined): Step[] {
  const named = orderBy?.map(({ field, direction }): Step => [orderColumn(type, field), direction]) ?? [];
  for (const [column] of named) requireKnown(asked, type, column);
  const own = defaultOrder(type).filter(([column]) => knows(asked, type, column));
  const steps = named.length > 0 ? named : own;
  return [...steps, ['id', steps.at(-1)?.[1] ?? 'ASC']];
}

function compareRows(a: Row, b: Row, steps: readonly Step[]): number {
  for (const [column, direction] of steps) {
    const order = compareValues(a[column] ?? null, b[column] ?? null, isNumber(column));
    if (order !== 0) return direction === 'ASC' ? order : -order;
  }
  return 0;
}

function compareValues(a: Value, b: Value, numeric: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compare(a, b, numeric);
}

/** One page of ordered entries, after so many of them. */
export function pageOf<N extends { readonly id: string }>(
  ordered: readonly N[],
  first: number,
  from = 0,
): ModelPage<N> {
  const nodes = ordered.slice(from, from + first);
  return {
    nodes,
    edges: nodes.map((node) => ({ cursor: node.id, node })),
    pageInfo: { hasNextPage: ordered.length > from + first, endCursor: nodes.at(-1)?.id ?? null },
    totalCount: ordered.length,
  };
}
