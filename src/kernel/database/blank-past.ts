import type { Database } from './database.js';
import { OPEN_END } from './record-kind.js';
import type { MappedKind } from './record-mapper.js';

/** Columns of a table that cannot hold NULL get an empty text instead. */
const EMPTY = '';

/**
 * Blanks fields in the versions of a record that hold no more, and in the row itself once the record is deleted; what a living record
 * says now is changed by its own edit mutation. Tells how many versions it found.
 */
export async function blankPast(
  database: Database,
  kind: MappedKind,
  id: string,
  fields: readonly string[],
  deleted: boolean,
): Promise<number> {
  const names = [...fields, ...(kind.columns.some(({ property }) => property === 'searchText') ? ['searchText'] : [])];
  const columns = kind.columns.filter(({ property }) => names.includes(property));
  const sets = columns.map(({ column }) => `${column} = ?`).join(', ');
  const blanks = columns.map(({ nullable }) => (nullable ? null : EMPTY));
  if (deleted) await database.write(`UPDATE ${kind.table} SET ${sets} WHERE id = ?`, [...blanks, id]);
  const until = deleted ? '' : `AND valid_to < '${OPEN_END}'`;
  return database.write(`UPDATE ${kind.table}_history SET ${sets} WHERE id = ? ${until}`, [...blanks, id]);
}
