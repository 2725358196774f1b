import type { PendingWrites } from '../database/pending-writes.js';
import { knows } from '../access/field-access.js';
import type { Sql } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import {
  gramsOf,
  gramsOfTerm,
  joinSearchParts,
  PART_START,
  partMark,
  type SearchPart,
  searchWords,
} from './search-text.js';

/** A record that keyword search finds: its search text is written by the door from what the record offers. */
export interface Searchable {
  searchText: string;
  /** How many characters of it are kept; 1000 where nothing is said. */
  readonly searchLength?: number;
  /** What the record is found by, column by column: those that its list names in `search`. */
  searchParts(): readonly SearchPart[];
}

/** What keywords are looked for in. */
interface Searched {
  readonly kind: string;
  readonly table: string;
  /** Columns that the search text is made of. */
  readonly columns: readonly string[];
  readonly alias: string;
}

const LONGEST_TEXT = 1000;

/** Brings the record's search text up to date and returns it; empty for kinds without search. */
export function searchTextOf(record: object): string {
  if (!isSearchable(record)) return '';
  const { searchLength = LONGEST_TEXT } = record;
  record.searchText = [...joinSearchParts(record.searchParts())].slice(0, searchLength).join('');
  return record.searchText;
}

/** The search text that the record was stored with; empty for kinds without search. */
export function storedSearchText(record: object): string {
  return isSearchable(record) ? record.searchText : '';
}

function isSearchable(record: object): record is Searchable {
  return typeof Reflect.get(record, 'searchParts') === 'function';
}

/** Writes the words that a search text has and the one before has not into the gram table. */
export function indexSearch(pending: PendingWrites, kind: string, id: string, before: string, after: string): void {
  if (before !== after) pending.addGrams(kind, id, gramsOf(before), gramsOf(after));
}

/** Condition "the record matches each word": grams narrow by index, LIKE on what the viewer knows of the search text makes it exact. */
export function keywordCondition(viewer: Viewer, searched: Searched, term: string): Sql {
  const conditions = searchWords(term).map((word) => wordCondition(viewer, searched, word));
  const text = conditions.map((condition) => condition.text).join(' AND ');
  return { text: `(${text})`, params: conditions.flatMap(({ params }) => params) };
}

function wordCondition(viewer: Viewer, searched: Searched, folded: string): Sql {
  const { kind, alias } = searched;
  const exact = exactCondition(viewer, searched, `%${folded.replace(/[\\%_]/g, (character) => `\\${character}`)}%`);
  const grams = gramsOfTerm(folded);
  if (grams.length === 0) return exact;
  const joins = grams
    .slice(1)
    .map(
      (_, i) =>
        `JOIN search_gram g${i + 1} ON g${i + 1}.kind = g0.kind AND g${i + 1}.gram = ? AND g${i + 1}.record_id = g0.record_id`,
    )
    .join(' ');
  return {
    text: `(${alias}.id IN (SELECT g0.record_id FROM search_gram g0 ${joins} WHERE g0.kind = ? AND g0.gram = ?) AND ${exact.text})`,
    params: [...grams.slice(1), kind, grams[0], ...exact.params],
  };
}

/** A column that the viewer's roles hide or mask is passed by: what stands in it finds nothing. */
function exactCondition(viewer: Viewer, { table, columns, alias }: Searched, like: string): Sql {
  const text = `${alias}.search_text`;
  const known = columns.filter((column) => knows(viewer, table, column));
  if (known.length === columns.length) return { text: `${text} LIKE ?`, params: [like] };
  if (known.length === 0) return { text: '1=0', params: [] };
  const part = `(LOCATE(?, ${text}) > 0 AND SUBSTRING_INDEX(SUBSTRING_INDEX(${text}, ?, -1), ?, 1) LIKE ?)`;
  return {
    text: `(${known.map(() => part).join(' OR ')})`,
    params: known.flatMap((column) => [partMark(column), `${partMark(column)}\n`, PART_START, like]),
  };
}
