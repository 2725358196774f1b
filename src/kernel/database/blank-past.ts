import { gramsOf } from '../lists/search-text.js';
import type { Database } from './database.js';
import { OPEN_END } from './record-kind.js';
import type { MappedKind } from './record-mapper.js';

/** Columns of a table that cannot hold NULL get an empty text instead. */
const EMPTY = '';
const WORDS_AT_ONCE = 500;
/** An erasure and a change that began meanwhile: the version ends a little after the moment that the erasure bears. */
export const SIDE_BY_SIDE_MS = 3_000;

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
  const found = await database.write(`UPDATE ${kind.table}_history SET ${sets} WHERE id = ? ${until}`, [...blanks, id]);
  await forgetWords(database, kind, id);
  return found;
}

/** Takes the words out of the search index that no version of the record has any more: blanked texts had them, or versions that have gone. */
async function forgetWords(database: Database, { definition, table, columns }: MappedKind, id: string): Promise<void> {
  if (!columns.some(({ property }) => property === 'searchText')) return;
  const texts = await database.rows<{ text: string }>(
    `SELECT DISTINCT search_text AS text FROM ${table}_history WHERE id = ?`,
    [id],
  );
  const kept = new Set(texts.flatMap(({ text }) => [...gramsOf(text)]));
  const known = await database.rows<{ gram: string }>('SELECT gram FROM search_gram WHERE kind = ? AND record_id = ?', [
    definition.kind,
    id,
  ]);
  const lost = known.map(({ gram }) => gram).filter((gram) => !kept.has(gram));
  for (let from = 0; from < lost.length; from += WORDS_AT_ONCE) {
    const some = lost.slice(from, from + WORDS_AT_ONCE);
    await database.write(
      `DELETE FROM search_gram WHERE kind = ? AND record_id = ? AND gram IN (${some.map(() => '?').join(',')})`,
      [definition.kind, id, ...some],
    );
  }
}
