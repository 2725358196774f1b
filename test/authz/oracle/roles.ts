import type { Row } from '../world/rows.js';

/** What a role says of one action. */
export interface Permission {
  readonly action: string;
  readonly scope: string;
  readonly departmentIds?: readonly string[];
}

/** Whether the action only reads. */
export function reads(action: string): boolean {
  return action.endsWith('.read') || action.endsWith('.report');
}

/** From no rule to the strictest. */
const STRICTNESS: readonly (string | null)[] = [null, 'READ_ONLY', 'MASKED', 'HIDDEN'];

interface FieldRule {
  readonly kind: string;
  readonly field: string;
  readonly rule: string;
}

/** How strict a rule is; no rule is 0. */
export function strictness(rule: string | null): number {
  return STRICTNESS.indexOf(rule);
}

/** §4: kinds that keep a copy of a field of another kind. */
const COPIES: Readonly<Record<string, readonly string[]>> = {
  'customer.name': ['opportunity', 'serviceCase', 'churnWarning'],
  'product.price': ['opportunity'],
};

/** §4: whether the role gives sight of the field: by reading or reporting on its kind, or on one that keeps a copy. */
export function givesSight(role: Row, field: string): boolean {
  const kinds = [field.split('.')[0], ...(COPIES[field] ?? [])];
  return permissionsOf(role).some(
    ({ action, scope }) => scope !== 'NONE' && reads(action) && kinds.includes(action.split('.')[0]),
  );
}

/** §4: the mildest of what the roles that give sight say; where none gives it, of the rules that any of them names. */
export function ruleOfRoles(roles: readonly Row[], name: string): string | null {
  const giving = roles.filter((role) => givesSight(role, name));
  const said = giving.length > 0 ? giving : roles.filter((role) => ruleOfRole(role, name) !== null);
  const [mildest] = said.map((role) => ruleOfRole(role, name)).sort((a, b) => strictness(a) - strictness(b));
  return mildest ?? null;
}

/** What the role says of that field; null: nothing. */
export function ruleOfRole(role: Row, name: string): string | null {
  const rules = (role['field_rules'] ?? []) as readonly FieldRule[];
  return rules.find(({ kind, field }) => `${kind}.${field}` === name)?.rule ?? null;
}

/** What the role names. */
export function permissionsOf(role: Row): readonly Permission[] {
  return (role['permissions'] ?? []) as readonly Permission[];
}
