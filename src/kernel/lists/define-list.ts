import { ArgsType, Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { showsRowsOf } from '../access/field-sight.js';
import { hasPast } from '../access/kind-at.js';
import type { ReadableKind } from '../access/readable.js';
import { DateTime } from '../graphql/scalars.js';
import { AS_OF } from './as-of.js';
import {
  BooleanFilter,
  DateTimeFilter,
  DecimalFilter,
  FloatFilter,
  IdFilter,
  IntFilter,
  LocalDateFilter,
  TextFilter,
} from './filter-inputs.js';
import { LIST_CHANGES } from './list-change.js';

/** A class made at run time for the schema. */
type MadeClass = new () => object;

const FILTER_INPUTS = {
  text: TextFilter,
  id: IdFilter,
  dateTime: DateTimeFilter,
  date: LocalDateFilter,
  decimal: DecimalFilter,
  int: IntFilter,
  float: FloatFilter,
  boolean: BooleanFilter,
};

/** One field that a list may be filtered by. `index` names the index (or the reason) that keeps it quick. */
export interface FilterField {
  readonly column: string;
  readonly type: keyof typeof FILTER_INPUTS | 'enum';
  readonly index: string;
  readonly description: string;
  /** For `enum`: its name in the schema and its members. */
  readonly members?: { readonly name: string; readonly values: object };
}

/** One order that a list offers. */
export interface OrderField {
  readonly column: string;
  readonly index: string;
  readonly description: string;
  /** How a cursor's value goes back into SQL. */
  readonly type: 'text' | 'dateTime' | 'number';
}

export type Direction = 'ASC' | 'DESC';

/** One step of an order, as clients send it. */
export interface OrderStep {
  readonly field: string;
  readonly direction: Direction;
}

interface ListOptions {
  /** Name of the node type; filter, order and connection are named after it. */
  readonly name: string;
  readonly readable: ReadableKind;
  /** Property of the row → column; `id` must be among them. */
  readonly columns: Readonly<Record<string, string>>;
  /** Properties whose columns hold JSON. */
  readonly json?: readonly string[];
  readonly filters: Readonly<Record<string, FilterField>>;
  readonly orders: Readonly<Record<string, OrderField>>;
  readonly defaultOrder: readonly OrderStep[];
  /** Columns that the search text of the kind is made of, where it has one. */
  readonly search?: readonly string[];
}

/** Arguments of a list field. */
export interface ListArgs {
  first: number;
  after?: string | null;
  filter?: FilterValue | null;
  orderBy?: OrderStep[] | null;
  /** The moment at which the list is read; now when not given. */
  asOf?: Date | null;
}

/** A filter as it arrives: fields, and/or/not, search. */
export interface FilterValue {
  readonly [field: string]: unknown;
  readonly and?: FilterValue[] | null;
  readonly or?: FilterValue[] | null;
  readonly not?: FilterValue | null;
  readonly search?: string | null;
}

/** A list that clients can page, filter, order and search; made by `defineList`. */
export interface ListDefinition extends ListOptions {
  readonly Filter: MadeClass;
  readonly Order: MadeClass;
  readonly Args: MadeClass;
  /** Arguments of what changed in the list between two moments. */
  readonly ChangesArgs: MadeClass;
}

export const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Direction of an order.',
  valuesMap: { ASC: { description: 'Smallest first 升序' }, DESC: { description: 'Largest first 降序' } },
});

const lists: ListDefinition[] = [];

/** Lists that keywords are looked for in; each stands for its kind. */
export function searchedLists(): readonly ListDefinition[] {
  return lists.filter(({ search }) => search !== undefined);
}

const enumFilters = new Map<string, MadeClass>();

/** Makes filter input, order input and arguments of a list from its allow-list; whatever is not named here cannot be asked. */
export function defineList(options: ListOptions): ListDefinition {
  showsRowsOf(options.readable.kind, options.readable.table);
  const Filter = filterInput(options);
  const Order = orderInput(options);
  const Args = named('ListArgs', options.name);
  ArgsType()(Args);
  const add = (type: () => unknown, name: string, field: object): void =>
    Field(type as () => MadeClass, field)(Args.prototype as object, name);
  add(() => Int, 'first', { defaultValue: 20, description: 'How many to return at most: 1–100.' });
  add(() => String, 'after', {
    nullable: true,
    description: 'Cursor of the entry after which to go on (`pageInfo.endCursor`).',
  });
  add(() => Filter, 'filter', { nullable: true, description: 'Only entries that meet this.' });
  add(() => [Order], 'orderBy', {
    nullable: true,
    description: 'Order of the entries; ties are broken by id. At most 3 steps.',
  });
  if (hasPast(options.readable)) add(() => DateTime, 'asOf', { nullable: true, description: AS_OF });
  const list = { ...options, Filter, Order, Args, ChangesArgs: changesArgs(options.name, Filter) };
  lists.push(list);
  return list;
}

function changesArgs(name: string, Filter: MadeClass): MadeClass {
  const Args = named('ChangesArgs', name);
  ArgsType()(Args);
  const add = (type: () => unknown, field: string, options: object): void =>
    Field(type as () => MadeClass, options)(Args.prototype as object, field);
  add(() => DateTime, 'from', { description: 'The earlier moment.' });
  add(() => DateTime, 'to', { description: 'The later moment, at least 5 seconds ago.' });
  add(() => Filter, 'filter', { nullable: true, description: 'The list that is compared: entries that meet this.' });
  add(() => [LIST_CHANGES], 'change', {
    nullable: true,
    description: 'Only what came, went or changed; left out, all of it. `totalCount` counts it.',
  });
  add(() => Int, 'first', { defaultValue: 20, description: 'How many to return at most: 1–100.' });
  add(() => String, 'after', {
    nullable: true,
    description: 'Cursor of the entry after which to go on (`pageInfo.endCursor`).',
  });
  return Args;
}

function filterInput({ name, filters, search }: ListOptions): MadeClass {
  const Filter = named('Filter', name);
  InputType(`${name}Filter`, { description: `Conditions on ${name}; all that are given must hold.` })(Filter);
  const add = (type: () => unknown, field: string, description: string): void =>
    Field(type as () => MadeClass, { nullable: true, description })(Filter.prototype as object, field);
  for (const [field, { type, members, description }] of Object.entries(filters)) {
    const input = type === 'enum' ? enumFilter(members!) : FILTER_INPUTS[type];
    add(() => input, field, description);
  }
  if (search)
    add(
      () => String,
      'search',
      'Keyword: characters of a name (Chinese too), pinyin initials, or part of a phone number; quickest from two characters on.',
    );
  add(() => [Filter], 'and', 'All of these must hold.');
  add(() => [Filter], 'or', 'One of these must hold.');
  add(() => Filter, 'not', 'This must not hold.');
  return Filter;
}

function orderInput({ name, orders }: ListOptions): MadeClass {
  const fields = Object.fromEntries(Object.keys(orders).map((field) => [field, field]));
  registerEnumType(fields, {
    name: `${name}OrderField`,
    description: `What ${name} entries can be ordered by.`,
    valuesMap: Object.fromEntries(Object.entries(orders).map(([field, { description }]) => [field, { description }])),
  });
  const Order = named('Order', name);
  InputType(`${name}Order`, { description: `One step of an order of ${name} entries.` })(Order);
  Field(() => fields, { description: 'What to order by.' })(Order.prototype as object, 'field');
  Field(() => Direction, { defaultValue: 'ASC', description: 'Which end comes first.' })(
    Order.prototype as object,
    'direction',
  );
  return Order;
}

function enumFilter({ name, values }: { readonly name: string; readonly values: object }): MadeClass {
  const known = enumFilters.get(name);
  if (known) return known;
  const Filter = named('Filter', name);
  InputType(`${name}Filter`, { description: `Conditions on a ${name}; all that are given must hold.` })(Filter);
  Field(() => values, { nullable: true, description: 'Equal to this value.' })(Filter.prototype as object, 'eq');
  Field(() => [values], { nullable: true, description: 'Equal to one of these values.' })(
    Filter.prototype as object,
    'in',
  );
  Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })(
    Filter.prototype as object,
    'isEmpty',
  );
  enumFilters.set(name, Filter);
  return Filter;
}

function named(suffix: string, name: string): MadeClass {
  const className = `${name}${suffix}`;
  return { [className]: class {} }[className]!;
}
