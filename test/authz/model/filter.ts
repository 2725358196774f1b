import type { Row, Value } from '../world/rows.js';
import { columnOf } from './columns.js';

/** A filter as clients send it. */
export type Filter = Readonly<Record<string, unknown>>;

const NUMERIC = /^(Decimal|Int|Float)Filter$/;

/** Type of the operators of a filter field, such as `TextFilter`. */
export type OperatorsOf = (type: string, field: string) => string;

/** Whether the row meets the filter; a condition on a missing value is not met, so its negation is. */
export function meets(type: string, row: Row, filter: Filter | null | undefined, operators: OperatorsOf): boolean {
  return Object.entries(filter ?? {}).every(([name, value]) => {
    if (value === null || value === undefined) return true;
    const inner = (one: Filter): boolean => meets(type, row, one, operators);
    if (name === 'and') return (value as Filter[]).every(inner);
    if (name === 'or') return (value as Filter[]).some(inner);
    if (name === 'not') return !inner(value as Filter);
    if (name === 'search') return found(String(row['search_text'] ?? ''), String(value));
    return operatorsHold(row[columnOf(type, name)] ?? null, value as Filter, operators(type, name));
  });
}

/** Every word stands somewhere in the record's search text. */
export function found(text: string, term: string): boolean {
  const words = term.trim().toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}

function operatorsHold(value: Value, operators: Filter, kind: string): boolean {
  return Object.entries(operators)
    .filter(([, wanted]) => wanted !== null && wanted !== undefined)
    .every(([operator, wanted]) => holds(value, operator, wanted, NUMERIC.test(kind)));
}

function holds(value: Value, operator: string, wanted: unknown, numeric: boolean): boolean {
  if (operator === 'isEmpty') return (value === null) === wanted;
  if (value === null) return false;
  const compared = (one: unknown): number => compare(value, one, numeric);
  switch (operator) {
    case 'eq':
      return compared(wanted) === 0;
    case 'in':
      return (wanted as unknown[]).some((one) => compared(one) === 0);
    case 'gte':
      return compared(wanted) >= 0;
    case 'lte':
      return compared(wanted) <= 0;
    case 'contains':
      return String(value).includes(String(wanted));
    case 'startsWith':
      return String(value).startsWith(String(wanted));
    default:
      throw new Error(`The model knows no operator ${operator}.`);
  }
}

/** Negative, zero or positive, as texts by code point or as numbers. */
export function compare(a: unknown, b: unknown, numeric: boolean): number {
  if (numeric) return Number(a) - Number(b);
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}
