import { knownActions } from '../../../kernel/access/actions.js';
import { actionsShowingFields } from '../../../kernel/access/field-sight.js';
import {
  type FieldRule,
  type ProtectedField,
  protectedFields,
  strictness,
} from '../../../kernel/access/protected-fields.js';
import { type DataScope, EVERYTHING, NOTHING, scopeOf, type Viewer } from '../../../kernel/access/viewer.js';

/** Data scopes 数据范围 that a role can give an action. */
export const ROLE_SCOPES = [
  'NONE',
  'OWN',
  'OWN_TEAM',
  'DEPARTMENT',
  'DEPARTMENT_AND_BELOW',
  'NAMED_DEPARTMENTS',
  'ALL',
] as const;
export type RoleScope = (typeof ROLE_SCOPES)[number];

/** One action of a role with the rows it reaches. */
export interface RolePermission {
  readonly action: string;
  readonly scope: RoleScope;
  /** For NAMED_DEPARTMENTS. */
  readonly departmentIds?: readonly string[];
}

/** Where the person stands in the organisation. */
export interface Standing {
  readonly personId: string;
  /** The main department. */
  readonly departmentId: string;
  /** Every department that the person belongs to: the main one first, then those besides. */
  readonly departmentIds: readonly string[];
  /** These departments and all below them. */
  readonly departmentIdsBelow: readonly string[];
  /** Everybody who reports to the person, directly or over others; disabled people too. */
  readonly teamIds: readonly string[];
}

/** The rows one permission reaches for a person standing there. Grants to the person by name always count. */
export function scopeOfPermission(permission: RolePermission, standing: Standing): DataScope {
  const granted: DataScope = {
    ...NOTHING,
    grantedTo: [standing.personId],
    grantLevel: permission.action.endsWith('.read') || permission.action.endsWith('.report') ? 'read' : 'edit',
  };
  switch (permission.scope) {
    case 'NONE':
      return NOTHING;
    case 'ALL':
      return EVERYTHING;
    case 'OWN':
      return { ...granted, ownerIds: [standing.personId] };
    case 'OWN_TEAM':
      return { ...granted, ownerIds: [standing.personId, ...standing.teamIds] };
    case 'DEPARTMENT':
      return { ...granted, ownerIds: [standing.personId], departmentIds: standing.departmentIds };
    case 'DEPARTMENT_AND_BELOW':
      return { ...granted, ownerIds: [standing.personId], departmentIds: standing.departmentIdsBelow };
    case 'NAMED_DEPARTMENTS':
      return { ...granted, departmentIds: permission.departmentIds ?? [] };
  }
}

/** The union of two scopes: several roles add up. */
export function unite(a: DataScope, b: DataScope): DataScope {
  if (a.all || b.all) return EVERYTHING;
  return {
    all: false,
    ownerIds: [...new Set([...a.ownerIds, ...b.ownerIds])],
    departmentIds: [...new Set([...a.departmentIds, ...b.departmentIds])],
    grantedTo: [...new Set([...a.grantedTo, ...b.grantedTo])],
    grantLevel: a.grantLevel,
  };
}

/** Whether somebody who holds `held` may give that person `granted`; the person's own rows count for nothing. */
export function covers(held: DataScope, granted: DataScope, personId: string): boolean {
  if (held.all) return true;
  const owners = granted.ownerIds.filter((id) => id !== personId);
  return (
    !granted.all &&
    granted.departmentIds.every((id) => held.departmentIds.includes(id)) &&
    owners.every((id) => held.ownerIds.includes(id))
  );
}

/** Whether the scope reaches all rows of that person: as their owner, or as rows of every department that they belong to. */
function reachesRowsOf({ all, ownerIds, departmentIds }: DataScope, person: Standing): boolean {
  return all || ownerIds.includes(person.personId) || person.departmentIds.every((id) => departmentIds.includes(id));
}

/** Where one row stands, as grants and scopes see it. */
export interface RowPlace {
  readonly ownerId: string | null;
  readonly departmentId: string | null;
}

/** Whether the permission reaches the row for somebody who stands there; grants by name aside. */
export function reachesRow(permission: RolePermission, standing: Standing, row: RowPlace): boolean {
  return reachesPlace(scopeOfPermission(permission, standing), row);
}

/** Whether the scope reaches what stands there; grants by name aside. */
export function reachesPlace({ all, ownerIds, departmentIds }: DataScope, row: RowPlace): boolean {
  return (
    all ||
    (row.ownerId !== null && ownerIds.includes(row.ownerId)) ||
    (row.departmentId !== null && departmentIds.includes(row.departmentId))
  );
}

/** Whether the viewer holds what the role gives somebody standing there: each action as far as it reaches; the administrator role only by somebody who holds every action on every row, and knows every field. */
export function holdsRole(viewer: Viewer, role: HeldRole, standing: Standing): boolean {
  if (role.administrator)
    return viewer.fieldRules.size === 0 && [...knownActions().keys()].every((action) => viewer.scopes.get(action)?.all);
  const reached = role.permissions.filter(({ scope }) => scope !== 'NONE');
  return (
    noLooser(viewer, role) &&
    reached.every((permission) => {
      const held = viewer.scopes.get(permission.action);
      return held !== undefined && covers(held, scopeOfPermission(permission, standing), standing.personId);
    })
  );
}

/** Whether the viewer reaches all that the role reaches for somebody standing there, that person's own rows among it: so much has whoever stands in for them. */
export function reachesAsMuch(viewer: Viewer, role: HeldRole, standing: Standing): boolean {
  const reached = role.administrator ? [] : role.permissions.filter(({ scope }) => scope !== 'NONE');
  return (
    holdsRole(viewer, role, standing) && reached.every(({ action }) => reachesRowsOf(scopeOf(viewer, action), standing))
  );
}

/** Whether the role shows and lets write no field that the viewer's own rules keep from them. */
function noLooser(viewer: Viewer, role: HeldRole): boolean {
  const showing = actionsShowingFields();
  for (const [name, rule] of viewer.fieldRules) {
    const field = protectedFields().get(name);
    if (!field || !givesSight(role, showing.get(name))) continue;
    if (strictness(ruleOfRole(role, field)) < strictness(rule)) return false;
  }
  return true;
}

/** What one role gives its holders. */
export interface HeldRole {
  readonly code: string;
  readonly name: string;
  readonly administrator: boolean;
  readonly permissions: readonly RolePermission[];
  /** Null: none. */
  readonly fieldRules: readonly RoleFieldRule[] | null;
}

/** What a role says of one field. */
export interface RoleFieldRule {
  readonly kind: string;
  readonly field: string;
  readonly rule: FieldRule;
}

/** The rules that hold for somebody with these roles: field by field the least restrictive of the roles that give sight of it. An approval or the audit may keep a value of which none does: there the mildest counts of the rules that any of them names. */
export function fieldRulesOf(roles: readonly HeldRole[]): Map<string, FieldRule> {
  const rules = new Map<string, FieldRule>();
  const ruled = roles.some(({ fieldRules }) => (fieldRules?.length ?? 0) > 0);
  if (!ruled || roles.some(({ administrator }) => administrator)) return rules;
  const showing = actionsShowingFields();
  for (const [name, field] of protectedFields()) {
    const giving = roles.filter((role) => givesSight(role, showing.get(name)));
    const counting = giving.length > 0 ? giving : roles.filter((role) => ruleOfRole(role, field) !== null);
    const said = counting.map((role) => ruleOfRole(role, field));
    const mildest = said.reduce((one, other) => (strictness(other) < strictness(one) ? other : one), said[0] ?? null);
    if (mildest) rules.set(name, mildest);
  }
  return rules;
}

/** Whether one of the actions that show a field is among what the role gives. */
function givesSight(role: HeldRole, showing: ReadonlySet<string> | undefined): boolean {
  return role.permissions.some(({ action, scope }) => scope !== 'NONE' && showing?.has(action));
}

function ruleOfRole(role: HeldRole, { kind, field }: ProtectedField): FieldRule | null {
  return role.fieldRules?.find((one) => one.kind === kind && one.field === field)?.rule ?? null;
}
