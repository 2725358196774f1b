import type { Sql } from '../access/readable.js';
import { RequestRefused } from '../runtime/domain-error.js';
import type { FilterField, FilterValue, ListDefinition } from './define-list.js';
import { keywordCondition } from './search-index.js';

const DEEPEST = 3;
const LONGEST_IN = 100;

/** The filter as a condition on `alias`; only names of the list's allow-list reach the SQL. Throws BAD_USER_INPUT. */
export function filterSql(
  list: ListDefinition,
  filter: FilterValue | null | undefined,
  alias: string,
  depth = 1,
): Sql | null {
  if (!filter) return null;
  if (depth > DEEPEST) throw refused(`and/or/not may be nested at most ${DEEPEST} deep.`);
  const parts: Sql[] = [];
  const nested = (some: readonly FilterValue[], word: string): void => {
    const inner = some.map((one) => filterSql(list, one, alias, depth + 1)).filter((sql) => sql !== null);
    if (inner.length > 0) parts.push(join(inner, word));
  };
  for (const [name, value] of Object.entries(filter)) {
    if (value === null || value === undefined) continue;
    if (name === 'and') nested(value as FilterValue[], ' AND ');
    else if (name === 'or') nested(value as FilterValue[], ' OR ');
    else if (name === 'not') {
      const inner = filterSql(list, value as FilterValue, alias, depth + 1);
      if (inner) parts.push({ text: `NOT COALESCE(${inner.text}, 0)`, params: inner.params });
    } else if (name === 'search') parts.push(searchSql(list, value as string, alias));
    else {
      const field = list.filters[name];
      if (!field) throw refused(`"${name}" is no filter of this list.`);
      parts.push(...operatorsSql(field, name, value as Record<string, unknown>, alias));
    }
  }
  return parts.length === 0 ? null : join(parts, ' AND ');
}

function join(parts: readonly Sql[], word: string): Sql {
  return { text: `(${parts.map((part) => part.text).join(word)})`, params: parts.flatMap((part) => part.params) };
}

function searchSql(list: ListDefinition, term: string, alias: string): Sql {
  if (term.trim() === '') return { text: '1=1', params: [] };
  if (term.length > 100) throw refused('"search" takes at most 100 characters.');
  return keywordCondition(list.readable.kind, alias, term);
}

function operatorsSql(field: FilterField, name: string, operators: Record<string, unknown>, alias: string): Sql[] {
  const column = `${alias}.${field.column}`;
  return Object.entries(operators)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([operator, value]) => operatorSql(column, name, operator, value));
}

function operatorSql(column: string, name: string, operator: string, value: unknown): Sql {
  const like = String(value).replace(/[\\%_]/g, (character) => `\\${character}`);
  switch (operator) {
    case 'eq':
      return { text: `${column} = ?`, params: [value] };
    case 'in': {
      const values = value as unknown[];
      if (values.length > LONGEST_IN) throw refused(`"${name}.in" takes at most ${LONGEST_IN} values.`);
      if (values.length === 0) return { text: '1=0', params: [] };
      return { text: `${column} IN (${values.map(() => '?').join(',')})`, params: values };
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

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}
