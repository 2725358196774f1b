import type { PendingWrites } from '../database/pending-writes.js';
import type { Sql } from '../access/readable.js';
import { gramsOf, gramsOfTerm, searchWords } from './search-text.js';

/** A record that keyword search finds: its search text is written by the door from what the record offers. */
export interface Searchable {
  searchText: string;
  /** Recomputes `searchText` from the record's fields. */
  searchParts(): string;
}

const LONGEST_TEXT = 1000;

/** Brings the record's search text up to date and returns it; empty for kinds without search. */
export function searchTextOf(record: object): string {
  if (!isSearchable(record)) return '';
  record.searchText = [...record.searchParts()].slice(0, LONGEST_TEXT).join('');
  return record.searchText;
}

/** The search text that the record was stored with; empty for kinds without search. */
export function storedSearchText(record: object): string {
  return isSearchable(record) ? record.searchText : '';
}

function isSearchable(record: object): record is Searchable {
  return typeof Reflect.get(record, 'searchParts') === 'function';
}

/** Writes the difference between two search texts into the gram table. */
export function indexSearch(pending: PendingWrites, kind: string, id: string, before: string, after: string): void {
  if (before !== after) pending.changeGrams(kind, id, gramsOf(before), gramsOf(after));
}

/** Condition "the record matches each word": grams narrow by index, LIKE on the search text makes it exact. */
export function keywordCondition(kind: string, alias: string, term: string): Sql {
  const conditions = searchWords(term).map((word) => wordCondition(kind, alias, word));
  const text = conditions.map((condition) => condition.text).join(' AND ');
  return { text: `(${text})`, params: conditions.flatMap(({ params }) => params) };
}

function wordCondition(kind: string, alias: string, folded: string): Sql {
  const like = `%${folded.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const exact = { text: `${alias}.search_text LIKE ?`, params: [like] };
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
    params: [...grams.slice(1), kind, grams[0], like],
  };
}
