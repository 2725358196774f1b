import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld } from '../../support/world.js';

const LOAD_MS = 240_000;
const DAY_MS = 86_400_000;
const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }';

interface Department {
  readonly id: string;
  readonly parentId: string | null;
}
interface Owned {
  readonly owner: { readonly name: string; readonly manager: { readonly id: string } | null } | null;
  readonly department: { readonly name: string } | null;
}

let token: string;

async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await request<T>(token, query, variables);
  expect(errors).toBeUndefined();
  return data!;
}

beforeAll(async () => {
  // Somebody asks about last year before the sample is there, so the server looks up when its records begin; the imports count all the same.
  const { nora } = await freshWorld();
  await nora.ask('query ($asOf: DateTime!) { customers(asOf: $asOf) { totalCount } }', { asOf: momentOf(365) });
  const accounts = await control<{ login: string; password: string; role: string }[]>('sampleCompany');
  const { login, password } = accounts.find(({ role }) => role === 'executive')!;
  const { data } = await request<{ signIn: { accessToken: string } }>(null, SIGN_IN, { input: { login, password } });
  token = data!.signIn.accessToken;
}, LOAD_MS);
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const TIMES: readonly (readonly [when: string, days: number])[] = [
  ['a month ago', 30],
  ['a year ago', 365],
];
const momentOf = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

describe.each(TIMES)('the organisation of the sample company %s', (_when, days) => {
  const asOf = momentOf(days);

  test('has the owners and departments of the customers and deals of then', async () => {
    const fields = 'totalCount nodes { owner { name manager { id } } department { name } }';
    const lists = await ask<Record<'customers' | 'opportunities', { totalCount: number; nodes: Owned[] }>>(
      `query($asOf: DateTime!) { customers(first: 100, asOf: $asOf) { ${fields} } opportunities(first: 100, asOf: $asOf) { ${fields} } }`,
      { asOf },
    );
    for (const { totalCount, nodes } of Object.values(lists)) {
      expect(totalCount).toBeGreaterThan(10);
      for (const { owner, department } of nodes)
        expect([owner?.name, owner?.manager?.id, department?.name]).toEqual(Array(3).fill(expect.any(String)));
    }
  });

  test('has the products of the deals of then', async () => {
    const { opportunities, products } = await ask<{
      opportunities: { nodes: { lines: { product: { name: string } | null }[] }[] };
      products: { totalCount: number };
    }>(
      `query($asOf: DateTime!) { opportunities(first: 50, asOf: $asOf) { nodes { lines { product { name } } } }
       products(asOf: $asOf) { totalCount } }`,
      { asOf },
    );
    expect(products.totalCount).toBeGreaterThan(5);
    const lines = opportunities.nodes.flatMap((deal) => deal.lines);
    expect(lines.length).toBeGreaterThan(0);
    for (const { product } of lines) expect(product?.name).toEqual(expect.any(String));
  });

  test('has a board of each department that equals the list of then', async () => {
    const { departments } = await ask<{ departments: { nodes: Department[] } }>(
      'query($asOf: DateTime!) { departments(first: 100, asOf: $asOf) { nodes { id parentId } } }',
      { asOf },
    );
    const below = (id: string): string[] => [
      id,
      ...departments.nodes.filter(({ parentId }) => parentId === id).flatMap((one) => below(one.id)),
    ];
    let all = 0;
    for (const { id } of departments.nodes) {
      const { board, list } = await ask<{ board: { count: number }[]; list: { totalCount: number } }>(
        `query($id: ID!, $ids: [ID!], $asOf: DateTime!) {
          board: opportunityBoard(departmentId: $id, asOf: $asOf) { count }
          list: opportunities(first: 1, filter: { departmentId: { in: $ids } }, asOf: $asOf) { totalCount }
        }`,
        { id, ids: below(id), asOf },
      );
      const count = board.reduce((sum, column) => sum + column.count, 0);
      expect([id, count]).toEqual([id, list.totalCount]);
      all += count;
    }
    expect(all).toBeGreaterThan(100);
  });
});

test('people, roles, departments, products and prices hold from before the first customer and deal', async () => {
  const tables = ['department', 'person', 'job_position', 'role', 'role_membership', 'product', 'product_price'];
  for (const table of [...tables, 'stage', 'service_process']) {
    const late = await sql(
      `SELECT id FROM ${table} WHERE deleted_at IS NULL AND ${table === 'stage' ? 'model_id = (SELECT id FROM stage_model WHERE active = 1) AND' : ''}
       ${table === 'service_process' ? 'active = 1 AND' : ''}
       created_at >= (SELECT MIN(valid_from) FROM (SELECT valid_from FROM customer_history UNION ALL SELECT valid_from FROM opportunity_history) firsts)`,
    );
    expect([table, late]).toEqual([table, []]);
  }
  const [price] = await sql<{ late: string }>(
    'SELECT COUNT(*) AS late FROM product_price WHERE effective_from > (SELECT MIN(DATE(valid_from)) FROM opportunity_history)',
  );
  expect(Number(price!.late)).toBe(0);
});
