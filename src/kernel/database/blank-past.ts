import { gramsOf } from '../lists/search-text.js';
import type { Database } from './database.js';
import { OPEN_END } from './record-kind.js';
import type { MappedKind } from './record-mapper.js';

/** Columns of a table that cannot hold NULL get an empty text instead. */
const EMPTY = '';
const WORDS_AT_ONCE = 500;

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
  const before = await searchTexts(database, kind, id);
  const found = await database.write(`UPDATE ${kind.table}_history SET ${sets} WHERE id = ? ${until}`, [...blanks, id]);
  await forgetWords(database, kind, id, before, await searchTexts(database, kind, id));
  return found;
}

/** Every text that the record was ever found by. */
async function searchTexts(database: Database, kind: MappedKind, id: string): Promise<string[]> {
  if (!kind.columns.some(({ property }) => property === 'searchText')) return [];
  const rows = await database.rows<{ text: string }>(
    `SELECT DISTINCT search_text AS text FROM ${kind.table}_history WHERE id = ?`,
    [id],
  );
  return rows.map(({ text }) => text);
}

/** Takes the words out of the search index that only blanked texts had. */
async function forgetWords(
  database: Database,
  kind: MappedKind,
  id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const kept = new Set(after.flatMap((text) => [...gramsOf(text)]));
  const lost = [...new Set(before.flatMap((text) => [...gramsOf(text)]))].filter((gram) => !kept.has(gram));
  for (let from = 0; from < lost.length; from += WORDS_AT_ONCE) {
    const some = lost.slice(from, from + WORDS_AT_ONCE);
    await database.write(
      `DELETE FROM search_gram WHERE kind = ? AND record_id = ? AND gram IN (${some.map(() => '?').join(',')})`,
      [kind.definition.kind, id, ...some],
    );
  }
}
