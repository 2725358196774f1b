import { getNamedType, type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import type { Coverage } from '../coverage/coverage.js';
import type { Asked } from '../model/asked.js';
import { columnOf, orderColumn } from '../model/columns.js';
import { knows } from '../model/places.js';
import type { Chance } from '../support/chance.js';
import { SEARCHED } from '../world/search-texts.js';
import { type Row, rowsOf, type Value, versionsOf, type World } from '../world/rows.js';

/** What arguments are drawn from. */
export interface Drawing {
  readonly chance: Chance;
  readonly world: World;
  readonly schema: GraphQLSchema;
  readonly coverage: Coverage;
  /** Moments past at which the company is asked. */
  readonly moments: readonly string[];
  /** Who asks: mostly by what they may know, sometimes by what is hidden from them, which refuses the whole question. */
  readonly asked: Asked;
}

type Filter = Record<string, unknown>;

const LOGIC = ['and', 'or', 'not', 'search'];
const REFUSED_PERCENT = 12;
const SEARCH_PERCENT = 30;

/** A filter of the pairs of field and operator that were compared least often at this place; values are those of rows, seen or unseen. */
export function drawFilter(drawing: Drawing, place: string, type: string, deep = true): Filter | null {
  const input = drawing.schema.getType(`${type}Filter`);
  if (!isInputObjectType(input)) return null;
  const path = ({ name, operator }: Pair): string => `${place}(filter.${name}.${operator})`;
  const pairs = Object.values(input.getFields())
    .filter(({ name }) => !LOGIC.includes(name))
    .flatMap((field) => operatorsOf(field.type).map((operator) => ({ name: field.name, operator })));
  const open = pairsToDraw(drawing, pairs, ({ name }) => knows(drawing.asked, type, columnOf(type, name)));
  const conditions = leastCovered(drawing, open, path)
    .slice(0, howMany(drawing, open.map(path)))
    .map(({ name, operator }) => condition(drawing, type, name, operator));
  if ('search' in input.getFields() && drawing.chance.percent(SEARCH_PERCENT))
    conditions.push(drawSearch(drawing, type));
  return combine(drawing, place, conditions, deep);
}

interface Pair {
  readonly name: string;
  readonly operator: string;
}

/** Mostly what the asker may know. */
export function pairsToDraw<T>({ chance }: Drawing, items: readonly T[], known: (item: T) => boolean): readonly T[] {
  return chance.percent(REFUSED_PERCENT) ? items : items.filter(known);
}

/** More at once while some were never compared. */
export function howMany({ chance, coverage }: Drawing, paths: readonly string[]): number {
  return paths.some((path) => coverage.count(path) === 0) ? chance.between(3, 8) : chance.between(1, 3);
}

function operatorsOf(type: unknown): string[] {
  const named = getNamedType(type as never);
  return isInputObjectType(named) ? Object.keys(named.getFields()) : [];
}

/** Those compared least often come first, in a drawn order among themselves. */
export function leastCovered<T>({ chance, coverage }: Drawing, items: readonly T[], path: (item: T) => string): T[] {
  return chance.shuffled(items).sort((a, b) => coverage.count(path(a)) - coverage.count(path(b)));
}

/** Conditions that all rows could fail are put beside each other by `or`, so that answers are not all empty; ways used least come first. */
function combine(drawing: Drawing, place: string, conditions: Filter[], deep: boolean): Filter {
  const { chance } = drawing;
  const [way] = leastCovered(
    drawing,
    chance.percent(50) ? ['or'] : ['and', 'or', 'not'],
    (one) => `${place}(filter.${one})`,
  );
  const [first, ...rest] = conditions;
  if (!first) return way === 'not' ? { not: { not: {} } } : { [way!]: [{}] };
  if (way === 'not') return rest.length === 0 ? { not: first } : { or: rest, not: first };
  if (way === 'or') return rest.length === 0 ? first : { or: conditions };
  if (!deep) return { and: conditions.slice(0, 2) };
  const half = Math.ceil(conditions.length / 2);
  return { and: [{ or: conditions.slice(0, half) }, { or: conditions.slice(half) }].filter(({ or }) => or.length > 0) };
}

function condition(drawing: Drawing, type: string, name: string, operator: string): Filter {
  const { chance, world } = drawing;
  if (operator === 'isEmpty') return { [name]: { isEmpty: chance.percent(50) } };
  const column = columnOf(type, name);
  const rows = everKnown(world, type).filter((row) => (row[column] ?? null) !== null);
  const value = rows.length > 0 ? chance.pick(rows)[column]! : fallback(drawing, type, name);
  if (operator === 'in') return { [name]: { in: [value, ...chance.some(rows, 2).map((row) => row[column]!)] } };
  if (operator === 'contains') return { [name]: { contains: partOf(chance, String(value)) } };
  if (operator === 'startsWith') return { [name]: { startsWith: String(value).slice(0, chance.between(1, 3)) } };
  return { [name]: { [operator]: value } };
}

/** The rows of now and those of the past. */
function everKnown(world: World, type: string): readonly Row[] {
  return [...rowsOf(world, type), ...versionsOf(world, type)];
}

/** Mostly a moment while the place was asked of none; null: now. */
export function drawMoment({ chance, coverage, moments }: Drawing, place: string, share: number): string | null {
  return chance.percent(coverage.count(`${place}(asOf)`) === 0 ? 80 : share) ? chance.pick(moments) : null;
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

/** Part of what some row is found by, seen or unseen; rather in a column that is kept from the asker. */
function drawSearch({ chance, world, asked }: Drawing, type: string): Filter {
  const rows = everKnown(world, type);
  const columns = SEARCHED[type] ?? [];
  const kept = columns.filter((column) => !knows(asked, type, column));
  const column = chance.pick(kept.length > 0 && chance.percent(70) ? kept : columns);
  const filled = rows.filter((row) => (row[column] ?? null) !== null);
  const text = filled.length > 0 ? String(chance.pick(filled)[column]) : 'nothing';
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
  const open = pairsToDraw(drawing, steps, ({ field }) => knows(drawing.asked, type, orderColumn(type, field)));
  const drawn = leastCovered(drawing, open, (step) => `${place}(orderBy.${step.field}.${step.direction})`);
  const [first, ...rest] = drawn;
  if (!first) return null;
  const second = rest.find(({ field }) => field !== first.field);
  return second && drawing.chance.percent(40) ? [first, second] : [first];
}
