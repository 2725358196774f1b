import { knows, requireKnown } from '../access/field-access.js';
import type { Sql } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { isRecordId } from '../database/record-mapper.js';
import { RequestRefused } from '../runtime/domain-error.js';
import type { Direction, ListDefinition, OrderStep } from './define-list.js';

/** An order with its columns looked up; the id stands last. */
export interface ResolvedOrder {
  readonly key: string;
  readonly steps: readonly { readonly column: string; readonly direction: Direction; readonly type: string }[];
}

const MOST_STEPS = 3;

/** The order asked for, or the list's own as far as the viewer knows its columns, with the id as the last step. Throws BAD_USER_INPUT, FORBIDDEN. */
export function resolveOrder(
  list: ListDefinition,
  viewer: Viewer,
  orderBy: readonly OrderStep[] | null | undefined,
): ResolvedOrder {
  const asked = orderBy && orderBy.length > 0 ? orderBy : ownOrder(list, viewer);
  if (asked.length > MOST_STEPS) throw refused(`"orderBy" takes at most ${MOST_STEPS} steps.`);
  const steps = asked.map(({ field, direction }) => {
    const order = Object.hasOwn(list.orders, field) ? list.orders[field] : undefined;
    if (!order) throw refused(`"${field}" is no order of this list.`);
    requireKnown(viewer, list.readable.table, order.column, field);
    return { column: order.column, direction, type: order.type };
  });
  const last = steps.at(-1)?.direction ?? 'ASC';
  return {
    key: asked.map(({ field, direction }) => `${field} ${direction}`).join(','),
    steps: [...steps, { column: 'id', direction: last, type: 'id' }],
  };
}

function ownOrder({ defaultOrder, orders, readable }: ListDefinition, viewer: Viewer): readonly OrderStep[] {
  return defaultOrder.filter(({ field }) => knows(viewer, readable.table, orders[field]!.column));
}

/** `ORDER BY` list of an order. */
export function orderSql(order: ResolvedOrder, alias: string): string {
  return order.steps.map(({ column, direction }) => `${alias}.${column} ${direction}`).join(', ');
}

/** The cursor of a row: the order and the row's values in it. */
export function encodeCursor(order: ResolvedOrder, values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order.key, ...values])).toString('base64url');
}

/** The condition "after this cursor". Throws BAD_USER_INPUT for a cursor of another list or order. */
export function afterSql(order: ResolvedOrder, cursor: string, alias: string): Sql {
  const values = decodeCursor(order, cursor);
  const texts: string[] = [];
  const params: unknown[] = [];
  const equal: string[] = [];
  const equalParams: unknown[] = [];
  order.steps.forEach(({ column, direction }, index) => {
    const value = values[index];
    const name = `${alias}.${column}`;
    const beyond = beyondSql(name, direction, value);
    if (beyond) {
      texts.push([...equal, beyond].join(' AND '));
      params.push(...equalParams, ...(value === null ? [] : [value]));
    }
    equal.push(`${name} <=> ?`);
    equalParams.push(value);
  });
  const text = `(${texts.map((part) => `(${part})`).join(' OR ')})`;
  const bound = values[0] === null ? null : boundSql(order.steps[0]!, alias);
  return bound ? { text: `${bound} AND ${text}`, params: [values[0], ...params] } : { text, params };
}

/** Says once more where the page begins, in words that an index can start from. */
function boundSql({ column, direction }: ResolvedOrder['steps'][number], alias: string): string {
  const name = `${alias}.${column}`;
  return direction === 'ASC' ? `${name} >= ?` : `(${name} <= ? OR ${name} IS NULL)`;
}

/** NULL comes first going up and last going down, as the engines order it. */
function beyondSql(name: string, direction: Direction, value: unknown): string | null {
  if (direction === 'ASC') return value === null ? `${name} IS NOT NULL` : `${name} > ?`;
  return value === null ? null : `(${name} < ? OR ${name} IS NULL)`;
}

function decodeCursor(order: ResolvedOrder, cursor: string): unknown[] {
  try {
    const [key, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (key === order.key && values.length === order.steps.length)
      return values.map((value, index) => cursorValue(order.steps[index]!.type, value));
  } catch {
    // Falls through to the refusal: the text is no cursor.
  }
  throw refused(
    'The argument "after" is no cursor of this list in this order. Use pageInfo.endCursor of the page before.',
  );
}

/** A cursor comes back from outside: what no row can have given out is refused. Throws TypeError. */
function cursorValue(type: string, value: unknown): unknown {
  if (type === 'id' ? typeof value === 'string' && isRecordId(value) : value === null) return value;
  if (type === 'dateTime' && typeof value === 'string') return dateOf(value);
  if (type === 'text' && typeof value === 'string') return value;
  if (type === 'number' && (typeof value === 'number' || typeof value === 'string') && isPlainNumber(value))
    return value;
  throw new TypeError('no value of this order');
}

/** Numbers as the driver reads them: INT and DOUBLE as numbers, BIGINT and DECIMAL as text. */
function isPlainNumber(value: number | string): boolean {
  return /^-?\d{1,25}(\.\d{1,25})?(e[+-]?\d{1,3})?$/i.test(String(value)) && Number.isFinite(Number(value));
}

function dateOf(value: string): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new TypeError('no date');
  return date;
}

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}
