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
interface OwnedKind extends Placed {
  readonly owner: string;
  readonly department: string;
}

/** A record kind that is seen with its parent: the asker's scope for this kind is applied to the parent's owner and department. */
interface ChildKind extends Placed {
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

function branches(scope: DataScope, kind: OwnedKind, alias: string): Sql {
  if (scope.all) return { text: ALL, params: [] };
  const texts: string[] = [];
  const params: unknown[] = [];
  const anyOf = (column: string, ids: readonly string[]): void => {
    if (ids.length === 0) return;
    texts.push(`${alias}.${column} IN (${ids.map(() => '?').join(',')})`);
    params.push(...ids);
  };
  anyOf(kind.owner, scope.ownerIds);
  anyOf(kind.department, scope.departmentIds);
  if (scope.grantedTo.length > 0) {
    texts.push(
      `${alias}.id IN (SELECT g.record_id FROM record_grant g WHERE g.kind = ? AND g.person_id IN (${scope.grantedTo.map(() => '?').join(',')})` +
        ` AND g.level IN (${scope.grantLevel === 'edit' ? "'edit'" : "'read','edit'"})` +
        ` AND g.deleted_at IS NULL AND (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)))`,
    );
    params.push(kind.kind, ...scope.grantedTo);
  }
  if (texts.length === 0) return { text: NONE, params: [] };
  return { text: texts.length === 1 ? texts[0]! : `(${texts.join(' OR ')})`, params };
}
