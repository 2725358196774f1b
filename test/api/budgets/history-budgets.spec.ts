import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { COMPARISONS, comparisonQuery } from './connection-queries.js';
import { manyRecords } from './many-records.js';

/** SQL statements of a comparison: the differing records, how many they are, their versions, the records at either moment; once a minute the clock and the first year. */
const COMPARISON = 7;
/** The versions, and how many they are. */
const HISTORY = 2;
const VERSIONS = 30;

let world: World;
let from: Date;
let to: Date;
let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  await manyRecords(world);
  customerId = await aCustomer().ownedBy(world.alice).named('多版本').save();
  await addVersions();
  await control('shiftClock', 60_000);
  const [row] = await sql<{ at: Date }>('SELECT UTC_TIMESTAMP(3) AS at');
  from = new Date(row!.at.getTime() - 30 * 86_400_000);
  to = new Date(row!.at.getTime() + 30_000);
  await sql('UPDATE department_history SET valid_from = valid_from - INTERVAL 60 DAY WHERE version = 1 LIMIT 1');
}, 120_000);
afterAll(async () => {
  await control('reset');
  await closeSql();
});

/** As many versions of one customer, a second apart. */
async function addVersions(): Promise<void> {
  const [{ columns }] = (await sql<{ columns: string }>(
    `SELECT GROUP_CONCAT(column_name) AS columns FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = 'customer_history' AND column_name NOT IN ('version', 'city', 'valid_from', 'valid_to')`,
  )) as [{ columns: string }];
  for (let version = 2; version <= VERSIONS; version++) {
    await sql('UPDATE customer_history SET valid_to = valid_from + INTERVAL 1 SECOND WHERE id = ? AND version = ?', [
      customerId,
      version - 1,
    ]);
    await sql(
      `INSERT INTO customer_history (${columns}, version, city, valid_from, valid_to)
       SELECT ${columns}, ?, ?, valid_to, '9999-12-31' FROM customer_history WHERE id = ? AND version = ?`,
      [version, `城市${version}`, customerId, version - 1],
    );
  }
}

interface Listed {
  readonly list: { readonly totalCount: number; readonly nodes: readonly unknown[] };
}

async function statementsOf(query: string, variables: Record<string, unknown>, first: number): Promise<number> {
  await world.admin.get(query, { ...variables, first });
  await control('clearStatements');
  const { list } = await world.admin.get<Listed>(query, { ...variables, first });
  expect(list.nodes).toHaveLength(first);
  expect(list.totalCount).toBeGreaterThan(first);
  return (await control<string[]>('statements')).length;
}

describe('what became of a list', () => {
  test.each([...COMPARISONS.keys()].map((name): [string] => [name]))(
    '%s costs the same for 2 records and for 20, within its budget',
    async (name) => {
      const few = await statementsOf(comparisonQuery(name), { from, to }, 2);
      expect(await statementsOf(comparisonQuery(name), { from, to }, 20)).toBe(few);
      expect(few).toBeLessThanOrEqual(COMPARISON);
    },
  );
});

test('recordHistory costs the same for 2 versions and for 20, within its budget', async () => {
  const query = `query ($id: ID!, $first: Int!) { list: recordHistory(kind: "customer", id: $id, first: $first) {
    totalCount nodes { version event from to changes { field old new } } } }`;
  const few = await statementsOf(query, { id: customerId }, 2);
  expect(await statementsOf(query, { id: customerId }, 20)).toBe(few);
  expect(few).toBeLessThanOrEqual(HISTORY);
});
