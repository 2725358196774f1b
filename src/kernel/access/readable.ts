import { type DataScope, scopeOf, type Viewer } from './viewer.js';

/** A piece of SQL with its parameters in order. */
export interface Sql {
  readonly text: string;
  readonly params: readonly unknown[];
}

interface Placed {
  /** Record kind, as in `record_grant.kind` and in action names (`<kind>.read`). */
  readonly kind: string;
  readonly table: string;
  /** False for kinds whose rows are never deleted softly. */
  readonly softDeleted?: boolean;
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
  return kind;
}

/** The declared kind of that name; null when there is none. */
export function readableKind(name: string): ReadableKind | null {
  return kinds.get(name) ?? null;
}

/** Whether records of other kinds belong to those of this one (`through`). */
export function isAbove(name: string): boolean {
  return [...kinds.values()].some((kind) => 'through' in kind && kind.through?.parent.kind === name);
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

/** The read predicate taken apart: a row is visible when one of these is true, and each can be answered from an index of its own. Never empty. */
export function visibleBranches(viewer: Viewer, kind: ReadableKind, alias: string): readonly Sql[] {
  const scope = scopeOf(viewer, `${kind.kind}.read`);
  const found = 'aboutKind' in kind || 'parent' in kind ? [] : branchesOf(scope, kind, alias);
  if (found.length < 2) return [visible(viewer, kind, alias)];
  if (kind.softDeleted === false) return found;
  return found.map(({ text, params }) => ({ text: `${alias}.deleted_at IS NULL AND ${text}`, params }));
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
  const lives = parentLives ? ` AND ${up}.deleted_at IS NULL` : '';
  return {
    text: `EXISTS (SELECT 1 FROM ${parent.table} ${up} WHERE ${up}.id = ${alias}.${parentKey}${lives} AND ${inner.text})`,
    params: inner.params,
  };
}

const ALL = '1=1';
const NONE = '1=0';

/** True for rows that one of the branches reaches. */
function branches(scope: DataScope, kind: OwnedKind, alias: string): Sql {
  return anyOf(branchesOf(scope, kind, alias));
}

/** True where one of the conditions is; never when there is none. */
export function anyOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return { text: NONE, params: [] };
  const text = conditions.map((condition) => condition.text).join(' OR ');
  return {
    text: conditions.length === 1 ? text : `(${text})`,
    params: conditions.flatMap(({ params }) => params),
  };
}

/** The ways by which the scope reaches rows, each of which an index answers: mine, my departments', granted to me, and by the record above. */
function branchesOf(scope: DataScope, { kind, owner, department, through }: OwnedKind, alias: string): Sql[] {
  if (scope.all) return [{ text: ALL, params: [] }];
  const found: Sql[] = [];
  const among = (column: string, ids: readonly string[]): void => {
    if (ids.length > 0) found.push({ text: `${alias}.${column} IN (${places(ids)})`, params: ids });
  };
  among(owner, scope.ownerIds);
  among(department, scope.departmentIds);
  if (scope.grantedTo.length > 0) {
    found.push(grantedIn(scope, `${alias}.id`, kind));
    if (through) found.push(...branchesThrough(scope, through.parent, `${alias}.${through.key}`));
  }
  return found;
}

/** Whoever owns the record above reads what belongs to it, and a grant of it that spreads reaches that as well; a deleted one hands on nothing. */
function branchesThrough(scope: DataScope, parent: OwnedKind, key: string): Sql[] {
  const { kind, table, owner } = parent;
  const spread = grantedIn(scope, key, kind, {
    join: ` JOIN ${table} up ON up.id = g.record_id AND up.deleted_at IS NULL`,
  });
  if (scope.grantLevel !== 'read') return [spread];
  const owned = `${key} IN (SELECT up.id FROM ${table} up WHERE up.deleted_at IS NULL AND up.${owner} IN (${places(scope.grantedTo)}))`;
  return [spread, { text: owned, params: scope.grantedTo }];
}

function grantedIn(scope: DataScope, key: string, kind: string, spreading: { join: string } | null = null): Sql {
  return {
    text:
      `${key} IN (SELECT g.record_id FROM record_grant g${spreading?.join ?? ''} WHERE g.kind = ? AND g.person_id IN (${places(scope.grantedTo)})` +
      ` AND g.level IN (${scope.grantLevel === 'edit' ? "'edit'" : "'read','edit'"})${spreading ? ' AND g.spreads = 1' : ''}` +
      ` AND g.deleted_at IS NULL AND (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)))`,
    params: [kind, ...scope.grantedTo],
  };
}

function places(ids: readonly string[]): string {
  return ids.map(() => '?').join(',');
}
