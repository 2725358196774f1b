import { mayHear, shown } from '../access/field-access.js';
import { protectedFields } from '../access/protected-fields.js';
import type { Viewer } from '../access/viewer.js';
import { recordKinds } from '../database/record-kind.js';
import { snakeCase } from '../database/snake-naming.js';

/**
 * The one place through which every value of the audit passes before anybody reads it: under the field rules that the reader stands
 * under today. What a record keeps of others is shown to nobody here: sight of the record is no sight of those. Whoever has a rule on what titles speak of reads nothing of kinds without protected fields, since words stand in those.
 */
export function shownValue(viewer: Viewer, kind: string, field: string, value: unknown): string | null {
  const definition = recordKinds().find((known) => known.kind === kind);
  if (definition?.ofOthers?.includes(field)) return null;
  if (viewer.fieldRules.size === 0) return textOf(value);
  const own = [...protectedFields().values()].some((one) => one.kind === kind);
  if (!own && !mayHear(viewer)) return null;
  const table = definition?.table;
  return table === undefined ? null : textOf(shown(viewer, table, snakeCase(field), value));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
