import { ruleAt } from '../access/field-access.js';
import { looksMasked, masked } from '../access/masks.js';
import { DomainError } from '../runtime/domain-error.js';
import type { Operation } from './operation.js';
import { type MappedKind, type RowValues, sameValue } from './record-mapper.js';

/**
 * Refuses what the asker's field rules do not let them write: a field that the input names. What follows from an operation by itself (a
 * stage, a sum) is the system's. What does not change is refused alike where the asker does not know the value, lest the answer tell
 * whether they have guessed it; for the same reason a masked value that is sent as it stands counts as written: those properties are
 * answered. Throws FIELD_READ_ONLY, FIELD_MASKED with the input's path.
 */
export function checkWrittenFields(
  { actor, input, called = {} }: Operation,
  kind: MappedKind,
  before: RowValues | null,
  after: RowValues,
): readonly string[] {
  if (!actor || actor.fieldRules.size === 0) return [];
  const sentAgain: string[] = [];
  kind.columns.forEach(({ property, column }, index) => {
    const ruled = ruleAt(actor, kind.table, column);
    if (!ruled) return;
    const old = before?.[index] ?? null;
    const same = sameValue(old, after[index]);
    if (same && ruled.rule === 'READ_ONLY') return;
    const named = namedIn(input, called[property] ?? property, ['input']);
    if (!named) return;
    const details = { field: named.path.at(-1) };
    if (ruled.rule !== 'MASKED') throw new DomainError('FIELD_READ_ONLY', named.path, details);
    const shownBefore = ruled.field.mask && before ? masked(ruled.field.mask, old) : undefined;
    const written = same ? named.value : after[index];
    if (looksMasked(written) || written === shownBefore) throw new DomainError('FIELD_MASKED', named.path, details);
    if (same) sentAgain.push(property);
  });
  return sentAgain;
}

interface Named {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Where the input, or a part of it, names the property, and what it says there; null where nobody filled it in. */
function namedIn(input: unknown, property: string, above: readonly string[]): Named | null {
  if (typeof input !== 'object' || input === null) return null;
  const value: unknown = Array.isArray(input) ? undefined : Reflect.get(input, property);
  if (value !== undefined) return { path: [...above, property], value };
  for (const [name, part] of Object.entries(input)) {
    const named = namedIn(part, property, [...above, name]);
    if (named) return named;
  }
  return null;
}
