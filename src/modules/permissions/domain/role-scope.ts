import { type DataScope, EVERYTHING, NOTHING, type Viewer } from '../../../kernel/access/viewer.js';

/** Data scopes 数据范围 that a role can give an action. */
export const ROLE_SCOPES = ['OWN', 'DEPARTMENT', 'DEPARTMENT_AND_BELOW', 'NAMED_DEPARTMENTS', 'ALL'] as const;
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
    grantedTo: standing.personId,
    grantLevel: permission.action.endsWith('.read') || permission.action.endsWith('.report') ? 'read' : 'edit',
  };
  switch (permission.scope) {
    case 'ALL':
      return EVERYTHING;
    case 'OWN':
      return { ...granted, ownerIds: [standing.personId] };
    case 'DEPARTMENT':
      return { ...granted, ownerIds: [standing.personId], departmentIds: [standing.departmentId] };
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
    grantedTo: a.grantedTo ?? b.grantedTo,
    grantLevel: a.grantLevel,
  };
}

/** Whether somebody who holds `held` may give another person `granted`; that person's own rows count for nothing. */
export function covers(held: DataScope, granted: DataScope): boolean {
  if (held.all) return true;
  return !granted.all && granted.departmentIds.every((id) => held.departmentIds.includes(id));
}

/** Whether the viewer holds what the role gives somebody standing there: each action as far as it reaches; the administrator role only as an administrator. */
export function holdsRole(
  viewer: Viewer,
  role: { readonly administrator: boolean; readonly permissions: readonly RolePermission[] },
  standing: Standing,
): boolean {
  if (role.administrator) return viewer.type === 'ADMINISTRATOR' && viewer.scopes.get('role.edit')?.all === true;
  return role.permissions.every((permission) => {
    const held = viewer.scopes.get(permission.action);
    return held !== undefined && covers(held, scopeOfPermission(permission, standing));
  });
}
