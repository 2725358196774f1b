import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { shown } from '../access/field-access.js';
import { type Sql, visible, visibleBranches } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { NotFound, RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { BranchSizes } from './branch-sizes.js';
import { branchCountSql, branchPageSql, countSql, pageSql } from './branch-sql.js';
import type { ListArgs, ListDefinition } from './define-list.js';
import { filterSql } from './filter-sql.js';
import { afterSql, encodeCursor, orderSql, resolveOrder, type ResolvedOrder } from './keyset.js';
import { Page } from './page.js';

type Row = Record<string, unknown> & { id: string };

const MOST = 100;

/** Reads lists, single records and relations, always through the viewer's read predicate. */
@Injectable()
export class ListReader {
  constructor(
    private readonly database: Database,
    private readonly sizes: BranchSizes,
  ) {}

  /** One page. `within` narrows the list further (a parent, a state) and comes from code, never from input. */
  async page<N>(list: ListDefinition, viewer: Viewer, args: ListArgs, within: Sql | null = null): Promise<Page<N>> {
    const order = resolveOrder(list, viewer, args.orderBy);
    const first = pageSize(args.first);
    const asked = all([within, filterSql(list, viewer, args.filter, 't')]);
    const after = args.after ? afterSql(order, args.after, 't') : null;
    const shape = { list, order, columns: columnsSql(list, order), limit: first + 1 };
    const branches = visibleBranches(viewer, list.readable, 't');
    if (!branches) {
      const where = all([visible(viewer, list.readable, 't'), asked]);
      const page = pageSql(shape, all([where, after]));
      return this.read<N>({ ...shape, viewer, first }, page, () => this.count(countSql(list.readable.table, where)));
    }
    const suited = await this.sizes.suited(branches);
    const page = branchPageSql(
      shape,
      suited.map(({ condition, few }) => ({ where: all([condition, asked, after]), few })),
    );
    const found = branches.map(({ few }) => few);
    return this.read<N>({ ...shape, viewer, first }, page, () =>
      this.count(branchCountSql(list.readable.table, found, asked)),
    );
  }

  private async read<N>(
    { list, order, viewer, first }: { list: ListDefinition; order: ResolvedOrder; viewer: Viewer; first: number },
    { text, params }: Sql,
    count: () => Promise<number>,
  ): Promise<Page<N>> {
    return toPage<N>(list, viewer, order, await this.database.rows<Row>(text, params), first, count);
  }

  /** The record with that id; NOT_FOUND when it is missing or unseen. */
  async one<N>(list: ListDefinition, viewer: Viewer, id: string): Promise<N> {
    const [row] = await this.byIds<N & { id: string }>(list, viewer, [id]);
    if (!row) throw new NotFound();
    return row;
  }

  /** The visible ones among the records with these ids. */
  async byIds<N>(list: ListDefinition, viewer: Viewer, ids: readonly string[]): Promise<N[]> {
    const numbers = ids.filter(isRecordId);
    if (numbers.length === 0) return [];
    const where = visible(viewer, list.readable, 't');
    const rows = await this.database.rows<Row>(
      `SELECT ${columnsSql(list, null)} FROM ${list.readable.table} t WHERE t.id IN (${numbers.map(() => '?').join(',')}) AND ${where.text}`,
      [...numbers, ...where.params],
    );
    return rows.map((row) => readable<N>(list, viewer, row));
  }

  /** A to-one relation, batched over the operation; null when the record is missing or unseen. */
  related<N extends { id: string }>(
    list: ListDefinition,
    scope: RequestScope,
    id: string | null | undefined,
  ): Promise<N | null> {
    if (!id || !scope.viewer) return Promise.resolve(null);
    const { viewer } = scope;
    const loader = loaderOf<string, N | null>(scope, `one:${list.name}`, async (ids) => {
      const found = new Map((await this.byIds<N>(list, viewer, ids)).map((row) => [row.id, row]));
      return ids.map((wanted) => found.get(wanted) ?? null);
    });
    return loader.load(id);
  }

  /** A to-many relation: the first page of each parent in one statement; a later page (`after`) alone. */
  children<N>(
    list: ListDefinition,
    scope: RequestScope,
    parentColumn: string,
    parentId: string,
    args: ListArgs,
  ): Promise<Page<N>> {
    const viewer = scope.viewer!;
    if (args.after) return this.page<N>(list, viewer, args, { text: `t.${parentColumn} = ?`, params: [parentId] });
    const key = `many:${list.name}:${parentColumn}:${JSON.stringify(args)}`;
    return loaderOf<string, Page<N>>(scope, key, (ids) =>
      this.firstPages<N>(list, scope, parentColumn, ids, args),
    ).load(parentId);
  }

  private async firstPages<N>(
    list: ListDefinition,
    scope: RequestScope,
    parentColumn: string,
    parents: readonly string[],
    args: ListArgs,
  ): Promise<Page<N>[]> {
    const viewer = scope.viewer!;
    const first = pageSize(args.first);
    const order = resolveOrder(list, viewer, args.orderBy);
    const among: Sql = { text: `t.${parentColumn} IN (${parents.map(() => '?').join(',')})`, params: parents };
    const where = all([among, visible(viewer, list.readable, 't'), filterSql(list, viewer, args.filter, 't')]);
    const rows = await this.database.rows<Row & { _parent: string }>(
      `SELECT * FROM (SELECT ${columnsSql(list, order)}, t.${parentColumn} AS _parent,
         ROW_NUMBER() OVER (PARTITION BY t.${parentColumn} ORDER BY ${orderSql(order, 't')}) AS _place
       FROM ${list.readable.table} t WHERE ${where.text}) ranked WHERE _place <= ${first + 1} ORDER BY _parent, _place`,
      where.params,
    );
    const groups = new Map<string, Row[]>(parents.map((id) => [id, []]));
    for (const row of rows) groups.get(row._parent)?.push(row);
    const totals = loaderOf<string, number>(
      scope,
      `count:${list.name}:${parentColumn}:${JSON.stringify(args.filter ?? null)}`,
      (ids) => this.counts(list, parentColumn, ids, viewer, args),
    );
    return parents.map((id) => toPage<N>(list, viewer, order, groups.get(id)!, first, () => totals.load(id)));
  }

  private async count({ text, params }: Sql): Promise<number> {
    const row = await this.database.one<{ n: string }>(text, params);
    return Number(row?.n ?? 0);
  }

  private async counts(
    list: ListDefinition,
    parentColumn: string,
    parents: readonly string[],
    viewer: Viewer,
    args: ListArgs,
  ): Promise<number[]> {
    const among: Sql = { text: `t.${parentColumn} IN (${parents.map(() => '?').join(',')})`, params: parents };
    const where = all([among, visible(viewer, list.readable, 't'), filterSql(list, viewer, args.filter, 't')]);
    const rows = await this.database.rows<{ parent: string; n: string }>(
      `SELECT t.${parentColumn} AS parent, COUNT(*) AS n FROM ${list.readable.table} t WHERE ${where.text} GROUP BY t.${parentColumn}`,
      where.params,
    );
    const found = new Map(rows.map((row) => [row.parent, Number(row.n)]));
    return parents.map((id) => found.get(id) ?? 0);
  }
}

/** The DataLoader of that name in this operation. */
export function loaderOf<K, V>(
  scope: RequestScope,
  key: string,
  batch: (keys: readonly K[]) => Promise<V[]>,
): DataLoader<K, V> {
  const known = scope.loaders.get(key) as DataLoader<K, V> | undefined;
  if (known) return known;
  const made = new DataLoader<K, V>(batch);
  scope.loaders.set(key, made);
  return made;
}

function pageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > MOST)
    throw new RequestRefused('BAD_USER_INPUT', `The argument "first" must be from 1 to ${MOST}.`);
  return first;
}

const columnTexts = new WeakMap<ListDefinition, Map<string, string>>();

/** The columns of a list in an order; the text is the same each time and so kept. */
function columnsSql(list: ListDefinition, order: ResolvedOrder | null): string {
  const texts = columnTexts.get(list) ?? new Map<string, string>();
  columnTexts.set(list, texts);
  const key = order ? `by ${order.key}` : '';
  const text = texts.get(key) ?? columnsText(list, order);
  texts.set(key, text);
  return text;
}

function columnsText(list: ListDefinition, order: ResolvedOrder | null): string {
  const columns = Object.entries(list.columns).map(([property, column]) => `t.${column} AS ${property}`);
  const keys = (order?.steps ?? []).map(({ column }, index) => `t.${column} AS _o${index}`);
  return [...columns, ...keys].join(', ');
}

function toPage<N>(
  list: ListDefinition,
  viewer: Viewer,
  order: ResolvedOrder,
  rows: readonly Row[],
  first: number,
  count: () => Promise<number>,
): Page<N> {
  const nodes = rows.slice(0, first).map((row) => readable<N>(list, viewer, row));
  const cursorOf = (node: N): string =>
    encodeCursor(
      order,
      order.steps.map((_, index) => (node as Record<string, unknown>)[`_o${index}`] ?? null),
    );
  return new Page(nodes, rows.length > first, cursorOf, count);
}

/** The row as the viewer may see it: columns under a rule are emptied or masked before anything else reads them. */
function readable<N>(list: ListDefinition, viewer: Viewer, row: Row): N {
  if (viewer.fieldRules.size > 0)
    for (const [property, column] of Object.entries(list.columns))
      row[property] = shown(viewer, list.readable.table, column, row[property]);
  for (const property of list.json ?? []) {
    const value = row[property];
    if (typeof value === 'string') row[property] = JSON.parse(value) as unknown;
  }
  return row as N;
}

function all(parts: readonly (Sql | null)[]): Sql {
  const given = parts.filter((part): part is Sql => part !== null && part.text !== '');
  return { text: given.map((part) => part.text).join(' AND '), params: given.flatMap((part) => part.params) };
}
