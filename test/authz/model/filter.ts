import { getNamedType, isInputObjectType } from 'graphql';
import type { Row, Value } from '../world/rows.js';
import { SEARCHED } from '../world/search-texts.js';
import type { Asked } from './asked.js';
import { columnOf } from './columns.js';
import { knows, requireKnown } from './places.js';

/** A filter as clients send it. */
export type Filter = Readonly<Record<string, unknown>>;

const NUMERIC = /^(Decimal|Int|Float)Filter$/;

/** Conditions on what the asker does not know are forbidden, whatever rows there are. */
export function checkFilter(asked: Asked, type: string, filter: Filter | null | undefined): void {
  for (const [name, value] of Object.entries(filter ?? {})) {
    if (value === null || value === undefined || name === 'search') continue;
    if (name === 'not') checkFilter(asked, type, value as Filter);
    else if (name === 'and' || name === 'or') for (const one of value as Filter[]) checkFilter(asked, type, one);
    else requireKnown(asked, type, columnOf(type, name));
  }
}

/** Whether the row meets the filter; a condition on a missing value is not met, so its negation is. */
export function meetsFilter(asked: Asked, type: string, row: Row, filter: Filter | null | undefined): boolean {
  return Object.entries(filter ?? {}).every(([name, value]) => {
    if (value === null || value === undefined) return true;
    const inner = (one: Filter): boolean => meetsFilter(asked, type, row, one);
    if (name === 'and') return (value as Filter[]).every(inner);
    if (name === 'or') return (value as Filter[]).some(inner);
    if (name === 'not') return !inner(value as Filter);
    if (name === 'search') return found(asked, type, row, String(value));
    return operatorsHold(row[columnOf(type, name)] ?? null, value as Filter, operatorsOf(asked, type, name));
  });
}

/** Type of the operators of a filter field, such as `TextFilter`. */
function operatorsOf({ schema }: Asked, type: string, field: string): string {
  const input = schema.getType(`${type}Filter`);
  if (!isInputObjectType(input)) throw new Error(`There is no ${type}Filter.`);
  return getNamedType(input.getFields()[field]!.type).name;
}

/** Every word stands in a column that search looks into and the asker knows. */
function found(asked: Asked, type: string, row: Row, term: string): boolean {
  const texts = (SEARCHED[type] ?? [])
    .filter((column) => knows(asked, type, column))
    .map((column) => String(row[column] ?? '').toLowerCase());
  const words = term.trim().toLowerCase().split(/\s+/);
  return words.every((word) => texts.some((text) => text.includes(word)));
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
