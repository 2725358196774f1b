import type { Sql } from '../access/readable.js';
import type { ListDefinition } from './define-list.js';
import { orderSql, type ResolvedOrder } from './keyset.js';

interface PageShape {
  readonly list: ListDefinition;
  readonly order: ResolvedOrder;
  readonly columns: string;
  readonly limit: number;
}

/**
 * One page over the branches of the read predicate. Several branches joined by OR would be answered by no index: so each is read by itself
 * in the list's order, a page at most, and the page is taken from what they bring together.
 */
export function pageSql({ list, order, columns, limit }: PageShape, branches: readonly Sql[]): Sql {
  const { table } = list.readable;
  const ordered = `ORDER BY ${orderSql(order, 't')} LIMIT ${limit}`;
  const [only] = branches;
  if (only && branches.length === 1)
    return { text: `SELECT ${columns} FROM ${table} t WHERE ${only.text} ${ordered}`, params: only.params };
  const keys = order.steps.map(({ column }) => `t.${column}`).join(', ');
  const parts = branches.map(({ text }) => `(SELECT ${keys} FROM ${table} t WHERE ${text} ${ordered})`);
  return {
    text: `SELECT ${columns} FROM (${parts.join(' UNION ')}) page JOIN ${table} t ON t.id = page.id ${ordered}`,
    params: branches.flatMap(({ params }) => params),
  };
}

/** How many rows the branches reach together. */
export function countSql(table: string, branches: readonly Sql[]): Sql {
  const [only] = branches;
  if (only && branches.length === 1)
    return { text: `SELECT COUNT(*) AS n FROM ${table} t WHERE ${only.text}`, params: only.params };
  const parts = branches.map(({ text }) => `(SELECT t.id FROM ${table} t WHERE ${text})`);
  return {
    text: `SELECT COUNT(*) AS n FROM (${parts.join(' UNION ')}) counted`,
    params: branches.flatMap(({ params }) => params),
  };
}
