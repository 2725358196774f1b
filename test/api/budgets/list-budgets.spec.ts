import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { CONNECTIONS, hasRelations, nestedQuery, plainQuery } from './connection-queries.js';
import { manyRecords } from './many-records.js';

/** SQL statements that a page may cost, whatever its size: alone, and with every relation of its records. */
const BUDGETS: Readonly<Record<string, { readonly page: number; readonly nested: number }>> = {
  accountApplications: { page: 2, nested: 3 },
  approvalProcesses: { page: 2, nested: 3 },
  approvals: { page: 3, nested: 13 },
  auditTrail: { page: 2, nested: 4 },
  approvalsToDecide: { page: 2, nested: 5 },
  churnWarnings: { page: 2, nested: 5 },
  contacts: { page: 2, nested: 3 },
  customers: { page: 2, nested: 18 },
  departments: { page: 2, nested: 3 },
  deputies: { page: 2, nested: 3 },
  exchangeRates: { page: 2, nested: 2 },
  handovers: { page: 2, nested: 6 },
  interactions: { page: 2, nested: 5 },
  notifications: { page: 3, nested: 4 },
  opportunities: { page: 2, nested: 8 },
  people: { page: 2, nested: 6 },
  positions: { page: 2, nested: 2 },
  products: { page: 2, nested: 3 },
  roles: { page: 2, nested: 2 },
  serviceCases: { page: 2, nested: 11 },
  serviceDesk: { page: 3, nested: 12 },
  serviceProcesses: { page: 2, nested: 2 },
  sessions: { page: 2, nested: 2 },
};

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  await manyRecords(world);
}, 120_000);
afterAll(closeSql);

/** Who sees more than twenty records of the list. */
function askerOf(name: string): TestPerson {
  if (name === 'serviceDesk') return world.sven;
  return name === 'approvalsToDecide' || name === 'notifications' ? world.nora : world.admin;
}

/** The statements of a page of that many records. */
async function statementsOf(name: string, query: string, first: number): Promise<string[]> {
  // How many rows each way of the predicate reaches is looked up once a minute; it counts for no page.
  await askerOf(name).get(query, { first });
  await control('clearStatements');
  const { list } = await askerOf(name).get<{ list: { totalCount: number; nodes: unknown[] } }>(query, { first });
  expect(list.nodes).toHaveLength(first);
  expect(list.totalCount).toBeGreaterThan(first);
  return control<string[]>('statements');
}

const names = [...CONNECTIONS.keys()].map((name): [string] => [name]);

test('every list of the schema has its budget here', () => {
  expect(Object.keys(BUDGETS).sort()).toEqual([...CONNECTIONS.keys()].sort());
});

describe('a page alone', () => {
  test.each(names)('%s costs the same for 2 records and for 20, within its budget', async (name) => {
    const query = plainQuery(name);
    const few = await statementsOf(name, query, 2);
    expect(await statementsOf(name, query, 20)).toHaveLength(few.length);
    expect(few.length).toBeLessThanOrEqual(BUDGETS[name]!.page);
  });
});

describe('a page with every relation of its records', () => {
  test.each(names.filter(([name]) => hasRelations(name)))(
    '%s costs the same for 2 records and for 20, within its budget',
    async (name) => {
      const query = nestedQuery(name);
      const few = await statementsOf(name, query, 2);
      expect(await statementsOf(name, query, 20)).toHaveLength(few.length);
      expect(few.length).toBeLessThanOrEqual(BUDGETS[name]!.nested);
    },
  );
});
