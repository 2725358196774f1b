import { ruleOf } from '../access/field-access.js';
import { looksMasked, masked } from '../access/masks.js';
import { fieldAt } from '../access/protected-fields.js';
import { DomainError } from '../runtime/domain-error.js';
import type { Operation } from './operation.js';
import { type MappedKind, type RowValues, sameValue } from './record-mapper.js';

/**
 * Refuses what the asker's field rules do not let them write: a changed field that the input names. What follows from an operation by
 * itself (a stage, a sum) is the system's. Throws FIELD_READ_ONLY, FIELD_MASKED with the input's path.
 */
export function checkWrittenFields(
  { actor, input }: Operation,
  kind: MappedKind,
  before: RowValues | null,
  after: RowValues,
): void {
  if (!actor || actor.fieldRules.size === 0) return;
  kind.columns.forEach(({ property, column }, index) => {
    const old = before?.[index] ?? null;
    const field = fieldAt(kind.table, column);
    const rule = ruleOf(actor, field);
    if (!field || !rule || sameValue(old, after[index])) return;
    const path = pathTo(input, property, ['input']);
    if (!path) return;
    const details = { field: property };
    if (rule !== 'MASKED') throw new DomainError('FIELD_READ_ONLY', path, details);
    const shownBefore = field.mask && before ? masked(field.mask, old) : undefined;
    if (looksMasked(after[index]) || after[index] === shownBefore) throw new DomainError('FIELD_MASKED', path, details);
  });
}

/** Where the input, or a part of it, names the property; null where nobody filled it in. */
function pathTo(input: unknown, property: string, above: readonly string[]): readonly string[] | null {
  if (typeof input !== 'object' || input === null) return null;
  if (!Array.isArray(input) && Reflect.get(input, property) !== undefined) return [...above, property];
  for (const [name, part] of Object.entries(input)) {
    const path = pathTo(part, property, [...above, name]);
    if (path) return path;
  }
  return null;
}
