import { knownActions } from '../../../kernel/access/actions.js';
import { type FieldRule, protectedFields } from '../../../kernel/access/protected-fields.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { RoleFieldRule, RolePermission, RoleScope } from './role-scope.js';

/** What a role gives, as its form sends it; null and left out alike mean "as it is". */
export interface RoleFacts {
  readonly level?: number | null;
  readonly permissions?:
    | readonly {
        readonly action: string;
        readonly scope: RoleScope;
        readonly departmentIds?: readonly string[] | null;
      }[]
    | null;
  readonly fieldRules?: readonly { readonly field: string; readonly rule: FieldRule }[] | null;
}

/** What the role stores of it; a part that was not sent is left out. Throws INVALID_ACTION, INVALID_DEPARTMENT, INVALID_FIELD, INVALID_FIELD_RULE. */
export function checkRoleFacts({ permissions, fieldRules }: RoleFacts): {
  permissions?: RolePermission[];
  fieldRules?: RoleFieldRule[];
} {
  return {
    ...(permissions ? { permissions: storedPermissions(permissions) } : {}),
    ...(fieldRules ? { fieldRules: storedRules(fieldRules) } : {}),
  };
}

function storedPermissions(permissions: NonNullable<RoleFacts['permissions']>): RolePermission[] {
  return permissions.map(({ action, scope, departmentIds }, place) => {
    const path = ['input', 'permissions', String(place)];
    const twice = permissions.findIndex((one) => one.action === action) < place;
    if (twice || !knownActions().has(action)) throw new DomainError('INVALID_ACTION', [...path, 'action'], { action });
    const named = scope === 'NAMED_DEPARTMENTS';
    if (named !== Boolean(departmentIds?.length))
      throw new DomainError('INVALID_DEPARTMENT', [...path, 'departmentIds']);
    return named ? { action, scope, departmentIds: [...new Set(departmentIds)] } : { action, scope };
  });
}

function storedRules(rules: NonNullable<RoleFacts['fieldRules']>): RoleFieldRule[] {
  return rules.map(({ field: name, rule }, place) => {
    const path = ['input', 'fieldRules', String(place)];
    const field = protectedFields().get(name);
    const twice = rules.findIndex((one) => one.field === name) < place;
    if (!field || twice) throw new DomainError('INVALID_FIELD', [...path, 'field'], { field: name });
    if (rule === 'MASKED' && !field.mask)
      throw new DomainError('INVALID_FIELD_RULE', [...path, 'rule'], { field: name });
    return { kind: field.kind, field: field.field, rule };
  });
}
