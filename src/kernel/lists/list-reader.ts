import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { shown } from '../access/field-access.js';
import { kindAt } from '../access/kind-at.js';
import { fromOf, type Sql, visible, visibleBranches } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { NotFound } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { BranchSizes } from './branch-sizes.js';
import { branchCountSql, branchPageSql, countSql, pageSql } from './branch-sql.js';
import type { ListArgs, ListDefinition } from './define-list.js';
import { filterSql } from './filter-sql.js';
import { afterSql, encodeCursor, orderSql, resolveOrder, type ResolvedOrder } from './keyset.js';
import { markMoment } from './moments.js';
import { Page, pageSize } from './page.js';

type Row = Record<string, unknown> & { id: string };

/** What a page is read for. */
interface AskedPage {
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly order: ResolvedOrder;
  readonly first: number;
  /** The moment that the rows are of; null: now. */
  readonly at: Date | null;
}

/** Reads lists, single records and relations, always through the viewer's read predicate. */
@Injectable()
export class ListReader {
  constructor(
    private readonly database: Database,
    private readonly sizes: BranchSizes,
  ) {}

  /** One page. `within` narrows the list further (a parent, a state) and comes from code, never from input. */
  async page<N>(list: ListDefinition, viewer: Viewer, args: ListArgs, within: Sql | null = null): Promise<Page<N>> {
    const at = args.asOf ?? null;
    const kind = kindAt(list.readable, at);
    const from = fromOf(kind);
    const order = resolveOrder(list, viewer, args.orderBy);
    const first = pageSize(args.first);
    const asked = all([within, filterSql(list, viewer, args.filter, 't')]);
    const after = args.after ? afterSql(order, args.after, 't') : null;
    const shape = { list, from, order, columns: columnsSql(list, order), limit: first + 1 };
    const branches = visibleBranches(viewer, kind, 't');
    if (!branches) {
      const where = all([visible(viewer, kind, 't'), asked]);
      const page = pageSql(shape, all([where, after]));
      return this.read<N>({ ...shape, viewer, first, at }, page, () => this.count(countSql(from, where)));
    }
    // How many rows a branch reaches is looked up in those of now: only the time of the answer depends on it.
    const suited = await this.sizes.suited(branches, at ? visibleBranches(viewer, list.readable, 't')! : branches);
    const page = branchPageSql(
      shape,
      suited.map(({ condition, few }) => ({ where: all([condition, asked, after]), few })),
    );
    const found = branches.map(({ few }) => few);
    return this.read<N>({ ...shape, viewer, first, at }, page, () => this.count(branchCountSql(from, found, asked)));
  }

  private async read<N>(asked: AskedPage, { text, params }: Sql, count: () => Promise<number>): Promise<Page<N>> {
    return toPage<N>(asked, await this.database.rows<Row>(text, params), count);
  }

  /** The record with that id, now or at a moment; NOT_FOUND when it is missing or unseen there. */
  async one<N>(list: ListDefinition, viewer: Viewer, id: string, at: Date | null = null): Promise<N> {
    const [row] = await this.byIds<N & { id: string }>(list, viewer, [id], at);
    if (!row) throw new NotFound();
    return row;
  }

  /** The visible ones among the records with these ids, now or at a moment. */
  async byIds<N>(list: ListDefinition, viewer: Viewer, ids: readonly string[], at: Date | null = null): Promise<N[]> {
    const numbers = ids.filter(isRecordId);
    if (numbers.length === 0) return [];
    const kind = kindAt(list.readable, at);
    const where = visible(viewer, kind, 't');
    const rows = await this.database.rows<Row>(
      `SELECT ${columnsSql(list, null)} FROM ${fromOf(kind)} t WHERE t.id IN (${numbers.map(() => '?').join(',')}) AND ${where.text}`,
      [...numbers, ...where.params],
    );
    return rows.map((row) => readable<N>(list, viewer, row, at));
  }

  /** A to-one relation, batched over the operation; null when the record is missing or unseen. */
  related<N extends { id: string }>(
    list: ListDefinition,
    scope: RequestScope,
    id: string | null | undefined,
  ): Promise<N | null> {
    if (!id || !scope.viewer) return Promise.resolve(null);
    const { viewer, asOf = null } = scope;
    const loader = loaderOf<string, N | null>(scope, `one:${list.name}`, async (ids) => {
      const found = new Map((await this.byIds<N>(list, viewer, ids, asOf)).map((row) => [row.id, row]));
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
    if (args.after) {
      const asked = { ...args, asOf: scope.asOf ?? null };
      return this.page<N>(list, viewer, asked, { text: `t.${parentColumn} = ?`, params: [parentId] });
    }
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
    const at = scope.asOf ?? null;
    const kind = kindAt(list.readable, at);
    const first = pageSize(args.first);
    const order = resolveOrder(list, viewer, args.orderBy);
    const among: Sql = { text: `t.${parentColumn} IN (${parents.map(() => '?').join(',')})`, params: parents };
    const where = all([among, visible(viewer, kind, 't'), filterSql(list, viewer, args.filter, 't')]);
    const rows = await this.database.rows<Row & { _parent: string }>(
      `SELECT * FROM (SELECT ${columnsSql(list, order)}, t.${parentColumn} AS _parent,
         ROW_NUMBER() OVER (PARTITION BY t.${parentColumn} ORDER BY ${orderSql(order, 't')}) AS _place
       FROM ${fromOf(kind)} t WHERE ${where.text}) ranked WHERE _place <= ${first + 1} ORDER BY _parent, _place`,
      where.params,
    );
    const groups = new Map<string, Row[]>(parents.map((id) => [id, []]));
    for (const row of rows) groups.get(row._parent)?.push(row);
    const totals = loaderOf<string, number>(
      scope,
      `count:${list.name}:${parentColumn}:${JSON.stringify(args.filter ?? null)}`,
      (ids) => this.counts(list, parentColumn, ids, viewer, { ...args, asOf: at }),
    );
    const asked = { list, viewer, order, first, at };
    return parents.map((id) => toPage<N>(asked, groups.get(id)!, () => totals.load(id)));
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
    const kind = kindAt(list.readable, args.asOf ?? null);
    const among: Sql = { text: `t.${parentColumn} IN (${parents.map(() => '?').join(',')})`, params: parents };
    const where = all([among, visible(viewer, kind, 't'), filterSql(list, viewer, args.filter, 't')]);
    const rows = await this.database.rows<{ parent: string; n: string }>(
      `SELECT t.${parentColumn} AS parent, COUNT(*) AS n FROM ${fromOf(kind)} t WHERE ${where.text} GROUP BY t.${parentColumn}`,
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
  { list, viewer, order, first, at }: AskedPage,
  rows: readonly Row[],
  count: () => Promise<number>,
): Page<N> {
  const nodes = rows.slice(0, first).map((row) => readable<N>(list, viewer, row, at));
  const cursorOf = (node: N): string =>
    encodeCursor(
      order,
      order.steps.map((_, index) => (node as Record<string, unknown>)[`_o${index}`] ?? null),
    );
  return new Page(nodes, rows.length > first, cursorOf, count);
}

/** The row as the viewer may see it: columns under a rule are emptied or masked before anything else reads them. */
function readable<N>(list: ListDefinition, viewer: Viewer, row: Row, at: Date | null): N {
  if (at) markMoment(row, at);
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
