import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilterValue } from '../../src/kernel/lists/define-list.js';
import { filterSql } from '../../src/kernel/lists/filter-sql.js';
import { addAll, allPages, listReader, TRIAL, type TrialRow } from './support/customer-lists.js';
import { HOSTILE } from './support/hostile-texts.js';
import { viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
let rows: TrialRow[];
const alice = viewer('7');
const seed = seedFor('filters');

const NAMES = ['华夏', '华夏科技', 'GTX Pro', '100%', 'a_b', 'a\\b', "O'Hara"];
const CITIES = [null, '北京', '上海'];
const SIZES = [null, 0, 5, 12];
const AMOUNTS = [null, '-1.00', '0.00', '10.50'];
const OWNERS = ['11', '12', '288230376151711745', '288230376151711746'];

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  const chance = new Chance(seed);
  await addAll(
    one,
    Array.from({ length: 60 }, () => ({
      name: chance.oneOf(NAMES),
      city: chance.oneOf(CITIES),
      employees: chance.oneOf(SIZES),
      annualRevenue: chance.oneOf(AMOUNTS),
      ownerId: chance.oneOf(OWNERS),
      parentId: chance.oneOf([null, '11', '12']),
      createdAt: new Date(Date.UTC(2026, 0, 1 + chance.below(5))),
    })),
  );
  rows = (await allPages(one, alice, { first: 100 })).rows;
});
afterAll(() => kernel.close());

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
const part = fc.constantFrom('华', '夏科', 'GTX', '%', '_', '\\', 'a_', "'", 'o', '');
const text = (values: readonly (string | null)[]): fc.Arbitrary<object> => {
  const given = values.filter((value) => value !== null);
  return fc.oneof(
    fc.record({ eq: maybe(fc.constantFrom(...given, 'nobody')) }),
    fc.record({ in: maybe(fc.array(fc.constantFrom(...given), { maxLength: 3 })) }),
    fc.record({ contains: part }),
    fc.record({ startsWith: part, isEmpty: maybe(fc.boolean()) }),
    fc.record({ isEmpty: fc.boolean() }),
  );
};
const id = fc.oneof(
  fc.record({ eq: fc.constantFrom(...OWNERS, '11abc', 'abc') }),
  fc.record({ in: fc.array(fc.constantFrom(...OWNERS, '12x'), { maxLength: 3 }) }),
  fc.record({ isEmpty: fc.boolean() }),
);
const int = fc.record(
  {
    eq: maybe(fc.constantFrom(0, 5, 6)),
    gte: maybe(fc.integer({ min: -1, max: 13 })),
    lte: maybe(fc.integer({ min: -1, max: 13 })),
  },
  { requiredKeys: [] },
);
const decimal = fc.record(
  { gte: maybe(fc.constantFrom('-2.00', '0.00', '10.50')), isEmpty: maybe(fc.boolean()) },
  { requiredKeys: [] },
);
const moment = fc.record(
  {
    gte: maybe(fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 0, day)))),
    lte: maybe(fc.integer({ min: 0, max: 6 }).map((day) => new Date(Date.UTC(2026, 0, day)))),
  },
  { requiredKeys: [] },
);

const condition = (name: string, value: fc.Arbitrary<object>): fc.Arbitrary<[string, object]> =>
  value.map((operators) => [name, operators]);
/** One or two conditions. */
const leaf = fc
  .uniqueArray(
    fc.oneof(
      condition('name', text(NAMES)),
      condition('city', text(CITIES)),
      condition('employees', int),
      condition('annualRevenue', decimal),
      condition('createdAt', moment),
      condition('ownerId', id),
      condition('parentId', id),
    ),
    { selector: ([name]) => name, minLength: 1, maxLength: 2 },
  )
  .map((entries) => Object.fromEntries(entries) as object);
const level = (below: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(
      leaf,
      fc.record(
        { and: fc.array(below, { maxLength: 2 }), or: fc.array(below, { maxLength: 2 }), not: below },
        { requiredKeys: [] },
      ),
    )
    .map(([own, nested]) => ({ ...own, ...nested }));
const filter = level(level(leaf));

/** What the filter means, told in memory: no value meets no condition but isEmpty. */
function meets(row: TrialRow, value: FilterValue): boolean {
  return Object.entries(value).every(([name, condition]) => {
    if (condition === null || condition === undefined) return true;
    if (name === 'and') return (condition as FilterValue[]).every((one) => meets(row, one));
    if (name === 'or') return (condition as FilterValue[]).some((one) => meets(row, one));
    if (name === 'not') return !meets(row, condition as FilterValue);
    const field = row[name as keyof TrialRow];
    return Object.entries(condition).every(([operator, wanted]) => holds(field, operator, wanted));
  });
}

function holds(field: unknown, operator: string, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined) return true;
  if (operator === 'isEmpty') return (field === null) === wanted;
  if (field === null) return false;
  if (operator === 'eq') return field === wanted;
  if (operator === 'in') return (wanted as unknown[]).includes(field);
  if (operator === 'contains') return String(field).includes(String(wanted));
  if (operator === 'startsWith') return String(field).startsWith(String(wanted));
  const [left, right] = [Number(field), Number(wanted)];
  return operator === 'gte' ? left >= right : left <= right;
}

test('random filters give what their meaning gives in memory', async () => {
  await fc.assert(
    fc.asyncProperty(filter, async (value) => {
      const found = await allPages(one, alice, { first: 100, filter: value as FilterValue });
      expect(found.rows.map((row) => row.id).sort()).toEqual(
        rows
          .filter((row) => meets(row, value as FilterValue))
          .map((row) => row.id)
          .sort(),
      );
      expect(found.total).toBe(found.rows.length);
    }),
    { seed, numRuns: 200 },
  );
}, 120_000);

test('an alternative that always holds makes the whole hold; none at all, never', async () => {
  const count = async (value: FilterValue): Promise<number> =>
    (await allPages(one, alice, { first: 100, filter: value })).total;
  expect(await count({ or: [{}, { name: { eq: 'nobody' } }] })).toBe(60);
  expect(await count({ or: [] })).toBe(0);
  expect(await count({ and: [] })).toBe(60);
  expect(await count({ not: {} })).toBe(0);
  expect(await count({ not: { or: [] } })).toBe(60);
});

test('names outside the allow-list never reach SQL, those of Object.prototype neither', () => {
  const odd = (text: string): FilterValue => JSON.parse(text) as FilterValue;
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'deleted_at', 'name = name OR 1', ''])
    expect(() => filterSql(TRIAL, alice, odd(`{${JSON.stringify(name)}: {"eq": "x"}}`), 't')).toThrow('is no filter');
  for (const operator of ['__proto__', 'constructor', 'ne', '= 1 OR 1 =', ''])
    expect(() => filterSql(TRIAL, alice, odd(`{"name": {${JSON.stringify(operator)}: "x"}}`), 't')).toThrow(
      'is no condition',
    );
});

test('depth, number of conditions, of values and of searches are bounded', () => {
  const deep = { and: [{ and: [{ and: [{ name: { eq: 'x' } }] }] }] } as unknown as FilterValue;
  expect(() => filterSql(TRIAL, alice, deep, 't')).toThrow('at most 3 deep');
  const wide = { or: Array.from({ length: 51 }, () => ({ name: { contains: 'x' } })) } as unknown as FilterValue;
  expect(() => filterSql(TRIAL, alice, wide, 't')).toThrow('at most 100 conditions');
  const searches = { and: Array.from({ length: 4 }, () => ({ search: '华夏' })) } as unknown as FilterValue;
  expect(() => filterSql(TRIAL, alice, searches, 't')).toThrow('at most 3 searches');
  const many = { name: { in: Array.from({ length: 101 }, () => 'x') } };
  expect(() => filterSql(TRIAL, alice, many, 't')).toThrow('at most 100 values');
  expect(() => filterSql(TRIAL, alice, { search: 'x'.repeat(101) }, 't')).toThrow('at most 100 characters');
});

test('hostile values stay values: found exactly where they stand, never part of a statement', async () => {
  await addAll(
    one,
    HOSTILE.map((name) => ({ name, city: '敌意' })),
  );
  one.database.sent.length = 0;
  for (const value of HOSTILE) {
    const found = async (filter: FilterValue): Promise<string[]> =>
      (await allPages(one, alice, { first: 100, filter: { ...filter, city: { eq: '敌意' } } })).rows.map(
        ({ name }) => name,
      );
    const same = HOSTILE.filter((name) => name.trimEnd() === value.trimEnd());
    expect(await found({ name: { eq: value } })).toEqual(expect.arrayContaining(same));
    expect(await found({ name: { in: [value, 'x'] } })).toHaveLength(same.length);
    expect(await found({ name: { contains: value } })).toContain(value);
    expect(await found({ name: { startsWith: value } })).toContain(value);
    expect(await found({ search: value })).toContain(value);
    expect(await found({ ownerId: { eq: value } })).toEqual([]);
    expect(await found({ not: { name: { contains: value } } })).not.toContain(value);
    const reader = listReader(one);
    expect(await reader.byIds(TRIAL, alice, [value])).toEqual([]);
  }
  const statements = one.database.sent.join('\n');
  for (const value of HOSTILE.filter((text) => text.length > 3)) expect(statements).not.toContain(value);
  expect(statements).not.toMatch(/undefined|\[object/);
});
