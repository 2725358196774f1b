import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderStep } from '../../src/kernel/lists/define-list.js';
import { RequestRefused } from '../../src/kernel/runtime/domain-error.js';
import { addAll, allPages, listReader, TRIAL, type TrialRow } from './support/customer-lists.js';
import { viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
let rows: TrialRow[];
const alice = viewer('7');
const seed = seedFor('keyset pages');

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  const chance = new Chance(seed);
  await addAll(
    one,
    Array.from({ length: 90 }, () => ({
      name: chance.oneOf(['甲', '乙', '乙 ', 'a', 'A', 'é', '𠮷野家', '😀', 'z%_\\']),
      city: chance.oneOf([null, '北京', '上海', '上海']),
      employees: chance.oneOf([null, -5, 0, 7, 7, 1_000_000]),
      annualRevenue: chance.oneOf([null, '-0.01', '0.00', '9007199254740993.01', '9007199254740993.02']),
      createdAt: new Date(Date.UTC(2026, 0, 1) + chance.below(4)),
    })),
  );
  rows = (await allPages(one, alice, { first: 100, orderBy: null })).rows;
});
afterAll(() => kernel.close());

type Key = (row: TrialRow) => { readonly empty: boolean; compare(other: TrialRow): number };

/** Compares as utf8mb4_bin does: by code point, blanks at the end aside. */
function compareText(a: string, b: string): number {
  const [left, right] = [[...a.padEnd(20)], [...b.padEnd(20)]];
  for (const [index, character] of left.entries()) {
    const difference = character.codePointAt(0)! - (right[index] ?? ' ').codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return 0;
}

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
const KEYS: Record<string, Key> = {
  NAME: (row) => ({ empty: false, compare: (other) => compareText(row.name, other.name) }),
  CITY: (row) => ({ empty: row.city === null, compare: (other) => compareText(row.city!, other.city!) }),
  EMPLOYEES: (row) => ({ empty: row.employees === null, compare: (other) => row.employees! - other.employees! }),
  REVENUE: (row) => ({
    empty: row.annualRevenue === null,
    compare: (other) => Number(cents(row.annualRevenue!) - cents(other.annualRevenue!)),
  }),
  CREATED: (row) => ({ empty: false, compare: (other) => row.createdAt.getTime() - other.createdAt.getTime() }),
};

/** A row without a value comes first going up and last going down; the id decides, in the direction of the last step. */
function sorted(steps: readonly OrderStep[]): string[] {
  const byId = (a: TrialRow, b: TrialRow): number => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
  return [...rows]
    .sort((a, b) => {
      for (const { field, direction } of steps) {
        const [left, right] = [KEYS[field]!(a), KEYS[field]!(b)];
        const order = left.empty || right.empty ? Number(right.empty) - Number(left.empty) : left.compare(b);
        if (order !== 0) return direction === 'ASC' ? order : -order;
      }
      return steps.at(-1)!.direction === 'ASC' ? byId(a, b) : -byId(a, b);
    })
    .map(({ id }) => id);
}

const steps = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(...Object.keys(KEYS)),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  { selector: ({ field }) => field, minLength: 1, maxLength: 3 },
);

test('pages in every order, with ties and missing values, are the whole list in that order', async () => {
  expect(rows).toHaveLength(90);
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 4, max: 40 }), async (orderBy, first) => {
      const paged = await allPages(one, alice, { first, orderBy });
      expect(paged.rows.map(({ id }) => id)).toEqual(sorted(orderBy));
      expect(paged.pages).toBe(Math.ceil(90 / first));
      expect(paged.total).toBe(90);
    }),
    { seed, numRuns: 40 },
  );
}, 120_000);

test('rows added and removed between pages do not shift what stays', async () => {
  const reader = listReader(one);
  const args = { first: 30, orderBy: [{ field: 'CITY', direction: 'DESC' as const }] };
  const whole = sorted(args.orderBy);
  const page = await reader.page<TrialRow>(TRIAL, alice, args);
  await addAll(one, [{ name: '新来的', city: '齐齐哈尔' }]);
  await one.database.write('UPDATE customer SET deleted_at = created_at WHERE id IN (?, ?)', [whole[0]!, whole[29]!]);
  const next = await reader.page<TrialRow>(TRIAL, alice, { ...args, after: page.pageInfo.endCursor });
  expect(next.nodes.map(({ id }) => id)).toEqual(whole.slice(30, 60));
  await one.database.write('UPDATE customer SET deleted_at = NULL');
  await one.database.write("DELETE FROM customer WHERE name = '新来的'");
});

/** A cursor as a client could forge it. */
const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a cursor that this list in this order did not give out is refused', async () => {
  const reader = listReader(one);
  const ask = (after: string, field = 'EMPLOYEES'): Promise<unknown> =>
    reader.page(TRIAL, alice, { first: 5, after, orderBy: [{ field, direction: 'ASC' }] });
  const good = (await reader.page(TRIAL, alice, { first: 5, orderBy: [{ field: 'EMPLOYEES', direction: 'ASC' }] }))
    .pageInfo;
  await ask(good.endCursor!);
  const odd = [
    'x',
    '!!!',
    forged({}),
    forged(null),
    forged([]),
    forged(['EMPLOYEES ASC']),
    forged(['EMPLOYEES ASC', 1]),
    forged(['EMPLOYEES ASC', 1, '1', '1']),
    forged(['EMPLOYEES ASC', { toSqlString: 'x' }, '1']),
    forged(['EMPLOYEES ASC', [1], '1']),
    forged(['EMPLOYEES ASC', true, '1']),
    forged(['EMPLOYEES ASC', '1 OR 1=1', '1']),
    forged(['EMPLOYEES ASC', 1, "1' OR '1'='1"]),
    forged(['EMPLOYEES ASC', 1, 1]),
    forged(['EMPLOYEES ASC', 1, null]),
    forged(['EMPLOYEES DESC', 1, '1']),
    forged(['__proto__ ASC', 1, '1']),
    Buffer.from('["EMPLOYEES ASC",1e999,"1"]').toString('base64url'),
    good.endCursor!.slice(0, -3),
  ];
  for (const cursor of odd) {
    const error = await ask(cursor).catch((caught: unknown) => caught);
    expect([cursor, error instanceof RequestRefused && error.code]).toEqual([cursor, 'BAD_USER_INPUT']);
  }
  for (const value of ['yesterday', 17, {}, ''])
    await expect(ask(forged(['CREATED ASC', value, '1']), 'CREATED')).rejects.toThrow('is no cursor');
  await expect(ask(good.endCursor!, 'NAME')).rejects.toThrow('is no cursor');
});

test('orders and sizes outside the list’s own are refused, names of Object.prototype too', async () => {
  const reader = listReader(one);
  for (const field of ['__proto__', 'constructor', 'toString', 'id', 'name; DROP TABLE customer'])
    await expect(reader.page(TRIAL, alice, { first: 5, orderBy: [{ field, direction: 'ASC' }] })).rejects.toThrow(
      'is no order',
    );
  for (const first of [0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(reader.page(TRIAL, alice, { first })).rejects.toThrow('"first"');
  const four = Array.from({ length: 4 }, () => ({ field: 'NAME', direction: 'ASC' as const }));
  await expect(reader.page(TRIAL, alice, { first: 5, orderBy: four })).rejects.toThrow('at most 3');
});

test('the first pages of many parents in one statement are the pages of each parent alone', async () => {
  const [parent, other] = await addAll(one, [{ name: '母公司一' }, { name: '母公司二' }]);
  const kids = Array.from({ length: 14 }, (_, index) => ({
    name: `子公司${index % 5}`,
    city: index % 3 === 0 ? null : '北京',
    parentId: index % 4 === 0 ? other! : parent!,
  }));
  await addAll(one, kids);
  const reader = listReader(one);
  const scope = {
    requestId: 'r',
    locale: 'en' as const,
    viewer: alice,
    address: null,
    statements: 0,
    loaders: new Map(),
  };
  const args = { first: 3, orderBy: [{ field: 'CITY', direction: 'DESC' as const }] };
  const together = await Promise.all(
    [parent!, other!, '1'].map((id) => reader.children<TrialRow>(TRIAL, scope, 'parent_id', id, args)),
  );
  for (const [index, id] of [parent!, other!, '1'].entries()) {
    const alone = await reader.page<TrialRow>(TRIAL, alice, args, { text: 't.parent_id = ?', params: [id] });
    expect(together[index]!.nodes.map((row) => row.id)).toEqual(alone.nodes.map((row) => row.id));
    expect(together[index]!.pageInfo).toEqual(alone.pageInfo);
    expect(await together[index]!.totalCount).toBe(await alone.totalCount);
  }
});
