import type { Row } from '../world/rows.js';

/** What a role says of one action. */
export interface Permission {
  readonly action: string;
  readonly scope: string;
  readonly departmentIds?: readonly string[];
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

/** Whether the role lets its holders read the kind of that field. */
export function givesRead(role: Row, field: string): boolean {
  const action = `${field.split('.')[0]}.read`;
  return permissionsOf(role).some((one) => one.action === action && one.scope !== 'NONE');
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
