import { getNamedType, type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import type { Coverage } from '../coverage/coverage.js';
import { columnOf } from '../model/columns.js';
import type { Chance } from '../support/chance.js';
import { SEARCHED } from '../world/search-texts.js';
import { type Row, rowsOf, type Value, type World } from '../world/rows.js';

/** What arguments are drawn from. */
export interface Drawing {
  readonly chance: Chance;
  readonly world: World;
  readonly schema: GraphQLSchema;
  readonly coverage: Coverage;
}

type Filter = Record<string, unknown>;

const LOGIC = ['and', 'or', 'not', 'search'];
const MOST_CONDITIONS = 4;

/** A filter of the pairs of field and operator that were compared least often at this place; values are those of rows, seen or unseen. */
export function drawFilter(drawing: Drawing, place: string, type: string): Filter | null {
  const input = drawing.schema.getType(`${type}Filter`);
  if (!isInputObjectType(input)) return null;
  const pairs = Object.values(input.getFields())
    .filter(({ name }) => !LOGIC.includes(name))
    .flatMap((field) => operatorsOf(field.type).map((operator) => ({ name: field.name, operator })));
  const rest = leastCovered(drawing, pairs, ({ name, operator }) => `${place}(filter.${name}.${operator})`);
  const conditions = rest
    .slice(0, drawing.chance.between(1, MOST_CONDITIONS))
    .map(({ name, operator }) => condition(drawing, type, name, operator));
  if ('search' in input.getFields() && drawing.chance.percent(30)) conditions.push(drawSearch(drawing, type));
  return combine(drawing.chance, conditions);
}

function operatorsOf(type: unknown): string[] {
  const named = getNamedType(type as never);
  return isInputObjectType(named) ? Object.keys(named.getFields()) : [];
}

/** Those compared least often come first, in a drawn order among themselves. */
export function leastCovered<T>({ chance, coverage }: Drawing, items: readonly T[], path: (item: T) => string): T[] {
  return chance.shuffled(items).sort((a, b) => coverage.count(path(a)) - coverage.count(path(b)));
}

/** Conditions that all rows could fail are put beside each other by `or`, so that answers are not all empty. */
function combine(chance: Chance, conditions: Filter[]): Filter {
  const [first] = conditions;
  if (!first) return {};
  if (conditions.length === 1) return chance.percent(25) ? { not: first } : first;
  const way = chance.below(4);
  if (way === 0) return { and: conditions };
  if (way === 1) return { or: conditions.slice(1), not: first };
  return { or: conditions };
}

function condition(drawing: Drawing, type: string, name: string, operator: string): Filter {
  const { chance, world } = drawing;
  if (operator === 'isEmpty') return { [name]: { isEmpty: chance.percent(50) } };
  const column = columnOf(type, name);
  const rows = rowsOf(world, type).filter((row) => (row[column] ?? null) !== null);
  const value = rows.length > 0 ? chance.pick(rows)[column]! : fallback(drawing, type, name);
  if (operator === 'in') return { [name]: { in: [value, ...chance.some(rows, 2).map((row) => row[column]!)] } };
  if (operator === 'contains') return { [name]: { contains: partOf(chance, String(value)) } };
  if (operator === 'startsWith') return { [name]: { startsWith: String(value).slice(0, chance.between(1, 3)) } };
  return { [name]: { [operator]: value } };
}

/** Any value of the type, where no row has one. */
function fallback({ schema }: Drawing, type: string, name: string): Value {
  const input = schema.getType(`${type}Filter`);
  const operators = isInputObjectType(input) ? getNamedType(input.getFields()[name]!.type) : null;
  const fields = isInputObjectType(operators) ? operators.getFields() : {};
  const named = getNamedType((fields['eq'] ?? fields['gte'])!.type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  const values: Record<string, Value> = {
    ...{ Int: 1, Float: 1, Boolean: true, ID: '4242', String: 'x', Decimal: '1.00' },
    ...{ LocalDate: '2026-01-05', DateTime: '2026-01-05T00:00:00.000Z' },
  };
  return values[named.name] ?? 'x';
}

function partOf(chance: Chance, text: string): string {
  const from = chance.below(Math.max(1, text.length - 1));
  return text.slice(from, from + chance.between(1, 3));
}

/** Part of what some row is found by, seen or unseen. */
function drawSearch({ chance, world }: Drawing, type: string): Filter {
  const rows: readonly Row[] = rowsOf(world, type);
  const columns = SEARCHED[type] ?? [];
  const text = rows.length > 0 ? String(chance.pick(rows)[chance.pick(columns)] ?? 'nothing') : 'nothing';
  const word = text.split(/\s/)[0]!;
  const part = partOf(chance, word).trim();
  return { search: part === '' || /^[\d@.%]+$/.test(part) ? word : part };
}

/** One or two steps, those compared least often at this place. */
export function drawOrder(drawing: Drawing, place: string, type: string): Filter[] | null {
  const fields = drawing.schema.getType(`${type}OrderField`);
  if (!isEnumType(fields)) return null;
  const steps = fields
    .getValues()
    .flatMap(({ name }) => ['ASC', 'DESC'].map((direction) => ({ field: name, direction })));
  const drawn = leastCovered(drawing, steps, (step) => `${place}(orderBy.${step.field}.${step.direction})`);
  const [first, ...rest] = drawn;
  const second = rest.find(({ field }) => field !== first!.field);
  return second && drawing.chance.percent(40) ? [first!, second] : [first!];
}
