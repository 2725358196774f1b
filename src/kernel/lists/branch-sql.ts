import type { Sql } from '../access/readable.js';
import { orderSql, type ResolvedOrder } from './keyset.js';

interface PageShape {
  /** What stands after FROM. */
  readonly from: string;
  readonly order: ResolvedOrder;
  readonly columns: string;
  readonly limit: number;
}

/** One branch with everything else that was asked for. */
export interface AskedBranch {
  readonly where: Sql;
  /** The branch reaches few rows: they are sorted, not looked for in the order of the list. */
  readonly few: boolean;
}

/** One page of a list whose predicate is one condition. */
export function pageSql({ from, order, columns, limit }: PageShape, where: Sql): Sql {
  return {
    text: `SELECT ${columns} FROM ${from} t WHERE ${where.text} ORDER BY ${orderSql(order, 't')} LIMIT ${limit}`,
    params: where.params,
  };
}

/** How many rows meet one condition. */
export function countSql(from: string, { text, params }: Sql): Sql {
  return { text: `SELECT COUNT(*) AS n FROM ${from} t WHERE ${text}`, params };
}

/**
 * One page over the branches of the read predicate. Joined by OR no index would answer them: so each is read by itself in the list's order,
 * a page at most, and the page is taken from what they bring together.
 */
export function branchPageSql({ from, order, columns, limit }: PageShape, branches: readonly AskedBranch[]): Sql {
  const keys = [...new Set(order.steps.map(({ column }) => `t.${column}`))].join(', ');
  // A value that went through a function comes in no index's order, which keeps the optimizer from scanning for a few rows.
  const sorted = order.steps.map(({ column, direction }) => `COALESCE(t.${column}) ${direction}`).join(', ');
  const parts = branches.map(
    ({ where, few }) =>
      `(SELECT ${keys} FROM ${from} t WHERE ${where.text} ORDER BY ${few ? sorted : orderSql(order, 't')} LIMIT ${limit})`,
  );
  return {
    text: `SELECT ${columns} FROM (${parts.join(' UNION ')}) page JOIN ${from} t ON t.id = page.id ORDER BY ${orderSql(order, 't')} LIMIT ${limit}`,
    params: branches.flatMap(({ where }) => where.params),
  };
}

/** How many rows the branches reach together: those of the first, of the second those that the first does not reach, and so on. */
export function branchCountSql(from: string, branches: readonly Sql[], asked: Sql): Sql {
  const params: unknown[] = [];
  const parts = branches.map(({ text, params: own }, index) => {
    const before = branches.slice(0, index);
    params.push(...own, ...before.flatMap((one) => one.params), ...asked.params);
    const others = before.map((one) => ` AND (${one.text}) IS NOT TRUE`).join('');
    return `(SELECT COUNT(*) FROM ${from} t WHERE ${text}${others}${asked.text === '' ? '' : ` AND ${asked.text}`})`;
  });
  return { text: `SELECT ${parts.join(' + ')} AS n`, params };
}
