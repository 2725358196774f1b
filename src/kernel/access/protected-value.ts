import { snakeCase } from '../database/snake-naming.js';
import type { ProtectedField } from './protected-fields.js';
import { readableKind, type Sql, visible } from './readable.js';
import type { Viewer } from './viewer.js';

/** The statement that finds what stands in a protected field of a record which the viewer sees: `value`, `version`, and `may_act`, whether `<kind>.reveal` reaches it. */
export function protectedValueSql(viewer: Viewer, { kind: name, field }: ProtectedField, id: string): Sql {
  const kind = readableKind(name);
  if (!kind) throw new Error(`${name} has no read predicate: add defineReadable.`);
  const seen = visible(viewer, kind, 't');
  const may = visible(viewer, kind, 't', 'reveal');
  return {
    text: `SELECT t.${snakeCase(field)} AS value, t.version, (${may.text}) AS may_act FROM ${kind.table} t WHERE t.id = ? AND ${seen.text}`,
    params: [...may.params, id, ...seen.params],
  };
}
