import { requireKnown } from '../access/field-access.js';
import type { Sql } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { isRecordId } from '../database/record-mapper.js';
import { RequestRefused } from '../runtime/domain-error.js';
import type { FilterField, FilterValue, ListDefinition } from './define-list.js';
import { keywordCondition } from './search-index.js';
import { foldText } from './search-text.js';

const DEEPEST = 3;
const LONGEST_IN = 100;
const MOST_CONDITIONS = 100;
const MOST_SEARCHES = 3;

const ALWAYS: Sql = { text: '1=1', params: [] };
const NEVER: Sql = { text: '1=0', params: [] };

/** What a filter has used up of what one request may ask. */
interface Spent {
  conditions: number;
  searches: number;
}

/** The filter as a condition on `alias`; only names of the list's allow-list reach the SQL. Throws BAD_USER_INPUT, and FORBIDDEN for a field that the viewer's roles hide or mask. */
export function filterSql(
  list: ListDefinition,
  viewer: Viewer,
  filter: FilterValue | null | undefined,
  alias: string,
): Sql | null {
  if (!filter) return null;
  const sql = levelSql({ list, viewer, alias, spent: { conditions: 0, searches: 0 } }, filter, 1);
  return sql === ALWAYS ? null : sql;
}

/** What a filter is read for. */
interface Reading {
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly alias: string;
  readonly spent: Spent;
}

function levelSql(reading: Reading, filter: FilterValue, depth: number): Sql {
  const { list, viewer, alias, spent } = reading;
  if (depth > DEEPEST) throw refused(`and/or/not may be nested at most ${DEEPEST} deep.`);
  const inner = (value: unknown): Sql => {
    spend(spent, 'conditions', MOST_CONDITIONS);
    return levelSql(reading, value as FilterValue, depth + 1);
  };
  const parts: Sql[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (value === null || value === undefined) continue;
    if (name === 'and') parts.push(allOf((value as unknown[]).map(inner)));
    else if (name === 'or') parts.push(oneOf((value as unknown[]).map(inner)));
    else if (name === 'not') parts.push(negated(inner(value)));
    else if (name === 'search' && list.search) {
      spend(spent, 'searches', MOST_SEARCHES);
      parts.push(searchSql(list, viewer, String(value), alias));
    } else {
      const field = Object.hasOwn(list.filters, name) ? list.filters[name] : undefined;
      if (!field) throw refused(`"${name}" is no filter of this list.`);
      requireKnown(viewer, list.readable.table, field.column, name);
      const conditions = operatorsSql(field, name, value as Record<string, unknown>, alias);
      for (const condition of conditions) {
        spend(spent, 'conditions', MOST_CONDITIONS);
        parts.push(condition);
      }
    }
  }
  return allOf(parts);
}

function spend(spent: Spent, what: keyof Spent, most: number): void {
  spent[what] += 1;
  if (spent[what] > most) throw refused(`A filter takes at most ${most} ${what}.`);
}

/** Of nothing: always true. */
function allOf(parts: readonly Sql[]): Sql {
  if (parts.includes(NEVER)) return NEVER;
  const limiting = parts.filter((part) => part !== ALWAYS);
  return limiting.length === 0 ? ALWAYS : join(limiting, ' AND ');
}

/** Of nothing: never true. */
function oneOf(parts: readonly Sql[]): Sql {
  if (parts.includes(ALWAYS)) return ALWAYS;
  const possible = parts.filter((part) => part !== NEVER);
  return possible.length === 0 ? NEVER : join(possible, ' OR ');
}

/** A condition on a missing value is not met, so its negation is. */
function negated(part: Sql): Sql {
  if (part === ALWAYS) return NEVER;
  return part === NEVER ? ALWAYS : { text: `NOT COALESCE(${part.text}, 0)`, params: part.params };
}

function join(parts: readonly Sql[], word: string): Sql {
  return { text: `(${parts.map((part) => part.text).join(word)})`, params: parts.flatMap((part) => part.params) };
}

function searchSql({ readable, search = [] }: ListDefinition, viewer: Viewer, term: string, alias: string): Sql {
  if (foldText(term) === '') return ALWAYS;
  if (term.length > 100) throw refused('"search" takes at most 100 characters.');
  return keywordCondition(viewer, { kind: readable.kind, table: readable.table, columns: search, alias }, term);
}

function operatorsSql(field: FilterField, name: string, operators: Record<string, unknown>, alias: string): Sql[] {
  return Object.entries(operators)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([operator, value]) => operatorSql(field, `${alias}.${field.column}`, name, operator, value));
}

function operatorSql(field: FilterField, column: string, name: string, operator: string, value: unknown): Sql {
  const like = String(value).replace(/[\\%_]/g, (character) => `\\${character}`);
  switch (operator) {
    case 'eq':
      return equalsOneOf(field, column, [value]);
    case 'in': {
      const values = value as unknown[];
      if (values.length > LONGEST_IN) throw refused(`"${name}.in" takes at most ${LONGEST_IN} values.`);
      return equalsOneOf(field, column, values);
    }
    case 'gte':
      return { text: `${column} >= ?`, params: [value] };
    case 'lte':
      return { text: `${column} <= ?`, params: [value] };
    case 'contains':
      return { text: `${column} LIKE ?`, params: [`%${like}%`] };
    case 'startsWith':
      return { text: `${column} LIKE ?`, params: [`${like}%`] };
    case 'isEmpty':
      return { text: `${column} IS ${value ? '' : 'NOT '}NULL`, params: [] };
    default:
      throw refused(`"${operator}" is no condition on "${name}".`);
  }
}

/** A text that is no id refers to nothing; the engines would read '12abc' as 12. */
function equalsOneOf({ type }: FilterField, column: string, values: readonly unknown[]): Sql {
  const possible = type === 'id' ? values.filter((value) => isRecordId(String(value))) : values;
  if (possible.length === 0) return NEVER;
  if (possible.length === 1) return { text: `${column} = ?`, params: possible };
  return { text: `${column} IN (${possible.map(() => '?').join(',')})`, params: possible };
}

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}
