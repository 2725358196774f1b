import { showsRowsOf } from './field-sight.js';
import { type DataScope, scopeOf, type Viewer } from './viewer.js';

/** A piece of SQL with its parameters in order. */
export interface Sql {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** A log that only grows: what stood in it at a moment follows from when its rows began. */
export interface LogPast {
  /** Column of the moment from which a row holds. */
  readonly began: string;
  /** Column that was still empty at a moment before its value; then `columns` are all that are read. */
  readonly ended?: string;
  readonly columns?: readonly string[];
}

interface Placed {
  /** Record kind, as in `record_grant.kind` and in action names (`<kind>.read`). */
  readonly kind: string;
  readonly table: string;
  /** False for kinds whose rows are never deleted softly. */
  readonly softDeleted?: boolean;
  /** How the past of a kind without `<table>_history` is read. Null: nobody knows it. */
  readonly past?: LogPast | null;
  /** What stands for the table in FROM, where not the rows of now are read. */
  readonly from?: string;
  /** What must hold besides for rows that stand for it, by their alias. */
  readonly when?: (alias: string) => string;
}

/** A record kind that carries its own owner and department. */
export interface OwnedKind extends Placed {
  readonly owner: string;
  readonly department: string;
  /** The record above it, whose owner reads it too, and whose grants that spread reach it. */
  readonly through?: { readonly parent: OwnedKind; readonly key: string };
}

/** A record kind that is seen with its parent: the asker's scope for this kind is applied to the parent's owner and department. */
export interface ChildKind extends Placed {
  readonly parent: OwnedKind;
  readonly parentKey: string;
}

/** A kind whose rows are about records of any kind: seen with scope ALL, with a narrower one where the asker may read that record. */
interface AboutKind extends Placed {
  readonly aboutKind: string;
  readonly aboutId: string;
}

/** How rows of a record kind are placed in the organisation; what the read predicate needs to know. */
export type ReadableKind = OwnedKind | ChildKind | AboutKind;

const kinds = new Map<string, ReadableKind>();

/** Declares a record kind once, in the module that owns its table. */
export function defineReadable<K extends ReadableKind>(kind: K): K {
  if (kinds.has(kind.kind)) throw new Error(`Record kind ${kind.kind} is defined twice.`);
  kinds.set(kind.kind, kind);
  showsRowsOf(kind.kind, kind.table);
  return kind;
}

/** What stands after FROM for the kind. */
export function fromOf({ from, table }: ReadableKind): string {
  return from ?? table;
}

/** Where the record stands with which rows of the kind are seen, and the column with its id; null: they are seen for themselves. */
export function recordAbove(kind: ReadableKind): { readonly table: string; readonly key: string } | null {
  if ('parent' in kind) return { table: kind.parent.table, key: kind.parentKey };
  return 'through' in kind && kind.through ? { table: kind.through.parent.table, key: kind.through.key } : null;
}

/** Further conditions on rows that stand for the kind. */
function whenOf({ when }: ReadableKind, alias: string): string {
  return when ? ` AND ${when(alias)}` : '';
}

/** The declared kind of that name; null when there is none. */
export function readableKind(name: string): ReadableKind | null {
  return kinds.get(name) ?? null;
}

/** The kinds whose records belong to those of this one (`through`). */
export function kindsBelow(name: string): string[] {
  return [...kinds.values()].flatMap((kind) =>
    'through' in kind && kind.through?.parent.kind === name ? [kind.kind] : [],
  );
}

/** Finds a row, if there is any, of a kind whose rows belong to departments; whoever may see it. */
export function rowsOfDepartment(departmentId: string): Sql {
  const owned = [...kinds.values()].filter((kind) => 'department' in kind && kind.department === DEPARTMENT_COLUMN);
  const texts = owned.map(
    ({ table, softDeleted }) =>
      `SELECT id FROM ${table} WHERE ${DEPARTMENT_COLUMN} = ?${softDeleted === false ? '' : ' AND deleted_at IS NULL'}`,
  );
  return { text: `${texts.join(' UNION ALL ')} LIMIT 1`, params: owned.map(() => departmentId) };
}

const DEPARTMENT_COLUMN = 'department_id';

/** The one read predicate: true for rows of `alias` that the viewer reaches with `<kind>.<verb>`. Never empty. */
export function visible(viewer: Viewer, kind: ReadableKind, alias: string, verb = 'read'): Sql {
  const scope = scopeOf(viewer, `${kind.kind}.${verb}`);
  if ('aboutKind' in kind) return aboutVisible(viewer, scope, kind, alias);
  const reach =
    'parent' in kind ? withParent(scope, kind, alias, kind.parent.softDeleted !== false) : branches(scope, kind, alias);
  if (kind.softDeleted === false) return reach;
  return { text: `${alias}.deleted_at IS NULL AND ${reach.text}`, params: reach.params };
}

/** One way by which rows are reached, as its index answers it. */
export interface Branch {
  /** The condition when the rows are few: they are found first, and then looked at. */
  readonly few: Sql;
  /** The condition when they are many: rows come in another order, and each is asked for. */
  readonly many: Sql;
  /** `FROM … WHERE …` that finds about as many rows as the branch reaches, quickly. */
  readonly source: Sql;
}

/** The read predicate taken apart: a row is visible when one of these is true. Null: it is one condition, so there is nothing to take apart. */
export function visibleBranches(viewer: Viewer, kind: ReadableKind, alias: string): readonly Branch[] | null {
  if ('aboutKind' in kind || 'parent' in kind) return null;
  const scope = scopeOf(viewer, `${kind.kind}.read`);
  const found = scope.all ? [] : branchesOf(scope, kind, alias);
  if (found.length === 0) return null;
  if (kind.softDeleted === false) return found;
  const alive = (deletedAt: string, { text, params }: Sql): Sql => ({
    text: `${deletedAt} IS NULL AND ${text}`,
    params,
  });
  return found.map(({ few, many, source }) => ({
    // Through a function, so that no index that begins with it looks better than the branch's own.
    few: alive(`COALESCE(${alias}.deleted_at)`, few),
    many: alive(`${alias}.deleted_at`, many),
    source,
  }));
}

/** The scope alone, without the soft-delete rule; for rows that are joined to a kind already filtered. */
export function reachOf(scope: DataScope, kind: ReadableKind, alias: string): Sql {
  if ('aboutKind' in kind) return { text: scope.all ? ALL : NONE, params: [] };
  return 'parent' in kind ? withParent(scope, kind, alias, false) : branches(scope, kind, alias);
}

/** Without scope ALL: of each kind that the viewer may read, the rows about records that they see. */
function aboutVisible(viewer: Viewer, scope: DataScope, about: AboutKind, alias: string): Sql {
  if (scope.all || !viewer.scopes.has(`${about.kind}.read`)) return reachOf(scope, about, alias);
  const texts: string[] = [];
  const params: unknown[] = [];
  for (const kind of kinds.values()) {
    if ('aboutKind' in kind || !viewer.scopes.has(`${kind.kind}.read`)) continue;
    const of = `${alias}_${kind.table}`;
    const seen = visible(viewer, kind, of);
    texts.push(
      `(${alias}.${about.aboutKind} = ? AND EXISTS (SELECT 1 FROM ${kind.table} ${of} WHERE ${of}.id = ${alias}.${about.aboutId} AND ${seen.text}))`,
    );
    params.push(kind.kind, ...seen.params);
  }
  return texts.length === 0 ? { text: NONE, params } : { text: `(${texts.join(' OR ')})`, params };
}

/** The scope as it reaches the parent; a child of a deleted parent is as gone as the parent. */
function withParent(scope: DataScope, { parent, parentKey }: ChildKind, alias: string, parentLives: boolean): Sql {
  const up = `${alias}_${parent.kind}`;
  const inner = branches(scope, parent, up);
  if (inner.text === NONE || (inner.text === ALL && !parentLives)) return inner;
  const lives = `${whenOf(parent, up)}${parentLives ? ` AND ${up}.deleted_at IS NULL` : ''}`;
  return {
    text: `EXISTS (SELECT 1 FROM ${fromOf(parent)} ${up} WHERE ${up}.id = ${alias}.${parentKey}${lives} AND ${inner.text})`,
    params: inner.params,
  };
}

const ALL = '1=1';
const NONE = '1=0';

/** True for rows that one of the branches reaches. */
function branches(scope: DataScope, kind: OwnedKind, alias: string): Sql {
  if (scope.all) return { text: ALL, params: [] };
  const found = branchesOf(scope, kind, alias).map(({ few }) => few);
  if (found.length === 0) return { text: NONE, params: [] };
  const text = found.map((condition) => condition.text).join(' OR ');
  return { text: found.length === 1 ? text : `(${text})`, params: found.flatMap(({ params }) => params) };
}

/** The ways by which the scope reaches rows: my departments', mine, granted to me, and by the record above. */
function branchesOf(scope: DataScope, kind: OwnedKind, alias: string): Branch[] {
  const { owner, department, through } = kind;
  const found: Branch[] = [];
  const among = (column: string, ids: readonly string[]): void => {
    if (ids.length === 0) return;
    const where = (table: string): Sql => ({ text: `${table}.${column} IN (${places(ids)})`, params: ids });
    const source = where('t');
    found.push({
      few: where(alias),
      many: where(alias),
      source: { text: `FROM ${fromOf(kind)} t WHERE ${source.text}`, params: ids },
    });
  };
  among(department, scope.departmentIds);
  among(owner, scope.ownerIds);
  if (scope.grantedTo.length > 0) {
    found.push(throughTable(granted(scope, kind.kind), `${alias}.id`));
    if (through) found.push(...branchesThrough(scope, through.parent, `${alias}.${through.key}`));
  }
  return found;
}

/** Whoever owns the record above reads what belongs to it, and a grant of it that spreads reaches that as well; a deleted one hands on nothing. */
function branchesThrough(scope: DataScope, above: OwnedKind, key: string): Branch[] {
  const { kind, owner } = above;
  const table = fromOf(above);
  const { from, where, params } = granted(scope, kind);
  const spreading = throughTable(
    {
      key: 'g.record_id',
      from: `${from} JOIN ${table} up ON up.id = g.record_id AND up.deleted_at IS NULL${whenOf(above, 'up')}`,
      where: `${where} AND g.spreads = 1`,
      params,
    },
    key,
  );
  if (scope.grantLevel !== 'read') return [spreading];
  const owned = `up.deleted_at IS NULL${whenOf(above, 'up')} AND up.${owner} IN (${places(scope.grantedTo)})`;
  return [spreading, throughTable({ key: 'up.id', from: `${table} up`, where: owned, params: scope.grantedTo }, key)];
}

/** Rows of another table that reach rows of the kind: the key that they name, where they stand. */
interface Reaching {
  readonly key: string;
  readonly from: string;
  readonly where: string;
  readonly params: readonly unknown[];
}

function granted(scope: DataScope, kind: string): Reaching {
  return {
    key: 'g.record_id',
    from: 'record_grant g',
    where:
      `g.kind = ? AND g.person_id IN (${places(scope.grantedTo)}) AND g.level IN (${scope.grantLevel === 'edit' ? "'edit'" : "'read','edit'"})` +
      ' AND g.deleted_at IS NULL AND (g.until IS NULL OR g.until > UTC_TIMESTAMP(3))',
    params: [kind, ...scope.grantedTo],
  };
}

function throughTable({ key, from, where, params }: Reaching, reached: string): Branch {
  return {
    few: { text: `${reached} IN (SELECT ${key} FROM ${from} WHERE ${where})`, params },
    // Counted, since a bare EXISTS is turned into the same join.
    many: { text: `(SELECT COUNT(*) FROM ${from} WHERE ${key} = ${reached} AND ${where}) > 0`, params },
    source: { text: `FROM ${from} WHERE ${where}`, params },
  };
}

function places(ids: readonly string[]): string {
  return ids.map(() => '?').join(',');
}
