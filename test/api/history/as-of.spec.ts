import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { request } from '../../support/client.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { actNow } from '../approvals/approval-steps.js';
import { payloadOf } from '../customers/contact-calls.js';
import { momentPasses } from './history-steps.js';

let world: World;
/** Moments between the changes, the first before any of them. */
const moments: string[] = [];
let customerId: string;
let otherId: string;

async function change(person: World['alice'], mutation: string, input: Record<string, unknown>): Promise<void> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const answer = await person.get<Record<string, { userErrors: unknown[] }>>(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { message code path } } }`,
    { input },
  );
  expect(answer[mutation]!.userErrors).toEqual([]);
}

const versionOf = async (id: string): Promise<number> =>
  (await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [id]))[0]!.version;

beforeAll(async () => {
  world = await freshWorld();
  const { alice, aaron, nora } = world;
  customerId = await aCustomer().ownedBy(alice).named('长江电子').with({ city: '北京' }).save();
  otherId = await aCustomer().ownedBy(alice).named('黄河机械').save();
  moments.push((await momentPasses()).toISOString());
  const input = { customerId, expectedVersion: await versionOf(customerId) };
  await change(alice, 'customerUpdate', { ...input, name: '华夏科技', city: '上海', idempotencyKey: 'asof-1' });
  await change(alice, 'contactCreate', { customerId, name: '李雷', phone: '13800138000', idempotencyKey: 'asof-2' });
  moments.push((await momentPasses()).toISOString());
  const next = { customerId, expectedVersion: await versionOf(customerId), ownerId: aaron.id, reason: '换人' };
  const { approvalId } = await payloadOf(alice, 'customerAssign', next);
  await actNow(nora, 'Approve', approvalId!);
  await sql('UPDATE customer SET deleted_at = NOW() WHERE id = ?', [otherId]);
  moments.push((await momentPasses()).toISOString());
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const LIST = `query ($asOf: DateTime, $filter: CustomerFilter) {
  customers(asOf: $asOf, filter: $filter, orderBy: [{ field: CREATED_AT }]) {
    totalCount nodes { name city owner { login } contacts { totalCount nodes { name phone customer { name } } } }
  }
}`;

interface Listed {
  readonly customers: { readonly totalCount: number; readonly nodes: readonly Record<string, unknown>[] };
}

const listed = async (
  person: World['alice'],
  asOf: string | null,
  filter: unknown = null,
): Promise<Listed['customers']> => (await person.get<Listed>(LIST, { asOf, filter })).customers;

describe('a list as of a moment', () => {
  test('shows what was so then, with the relations of that moment', async () => {
    const first = await listed(world.alice, moments[0]!);
    expect(first.totalCount).toBe(2);
    expect(first.nodes[0]).toEqual({
      ...{ name: '长江电子', city: '北京', owner: { login: 'alice' } },
      contacts: { totalCount: 0, nodes: [] },
    });
    const second = await listed(world.alice, moments[1]!);
    expect(second.nodes[0]).toEqual({
      ...{ name: '华夏科技', city: '上海', owner: { login: 'alice' } },
      contacts: { totalCount: 1, nodes: [{ name: '李雷', phone: '13800138000', customer: { name: '华夏科技' } }] },
    });
  });

  test('is seen by whoever today’s rights reach at that moment’s owner', async () => {
    const names = async (person: World['alice'], asOf: string | null): Promise<unknown[]> =>
      (await listed(person, asOf, { city: { eq: '上海' } })).nodes.map(({ name }) => name);
    expect(await names(world.alice, moments[1]!)).toEqual(['华夏科技']);
    expect(await names(world.alice, moments[2]!)).toEqual([]);
    expect(await names(world.aaron, moments[1]!)).toEqual([]);
    expect(await names(world.aaron, moments[2]!)).toEqual(['华夏科技']);
    expect(await names(world.bob, moments[1]!)).toEqual([]);
    expect(await names(world.nora, moments[0]!)).toEqual([]);
  });

  test('filters, counts and searches what was so then', async () => {
    const found = async (asOf: string | null, search: string): Promise<number> =>
      (await listed(world.nora, asOf, { search })).totalCount;
    expect(await found(moments[1]!, '华夏')).toBe(1);
    expect(await found(moments[0]!, '华夏')).toBe(0);
    expect(await found(null, '华夏')).toBe(1);
  });

  test('pages by cursor within the moment', async () => {
    const page = `query ($asOf: DateTime, $after: String) {
      customers(asOf: $asOf, first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } }
    }`;
    type Paged = { customers: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    const first = (await world.nora.get<Paged>(page, { asOf: moments[0] })).customers;
    const rest = (await world.nora.get<Paged>(page, { asOf: moments[0], after: first.pageInfo.endCursor })).customers;
    expect([...first.nodes, ...rest.nodes].map(({ name }) => name).sort()).toEqual(['长江电子', '黄河机械']);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });
});

describe('a single record as of a moment', () => {
  const ONE = `query ($id: ID!, $asOf: DateTime) { customer(id: $id, asOf: $asOf) { name version } }`;

  test('beside itself as it is now, in one document', async () => {
    const both = await world.nora.get<Record<string, { name: string; owner: { login: string } }>>(
      `query ($id: ID!, $asOf: DateTime) {
        then: customer(id: $id, asOf: $asOf) { name owner { login } }
        now: customer(id: $id) { name owner { login } }
      }`,
      { id: customerId, asOf: moments[0] },
    );
    expect(both).toEqual({
      then: { name: '长江电子', owner: { login: 'alice' } },
      now: { name: '华夏科技', owner: { login: 'aaron' } },
    });
  });

  test('a relation can be asked of another moment than its parent', async () => {
    const { customer } = await world.nora.get<{ customer: unknown }>(
      `query ($id: ID!, $asOf: DateTime) { customer(id: $id) { name contacts(asOf: $asOf) { totalCount } } }`,
      { id: customerId, asOf: moments[0] },
    );
    expect(customer).toEqual({ name: '华夏科技', contacts: { totalCount: 0 } });
  });

  test('who does not reach it there gets what a missing one gets', async () => {
    const unseen = await world.alice.ask(ONE, { id: customerId, asOf: moments[2] });
    const missing = await world.alice.ask(ONE, { id: '1', asOf: moments[2] });
    expect(unseen.errors).toEqual(missing.errors);
    expect(unseen.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await world.alice.get<{ customer: unknown }>(ONE, { id: customerId, asOf: moments[1] })).customer).toEqual({
      name: '华夏科技',
      version: 2,
    });
  });

  test('whoever is not signed in learns nothing of moments', async () => {
    const { errors } = await request(null, ONE, { id: customerId, asOf: '1999-01-01T00:00:00Z' });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a moment that is not settled, still to come or before the first record is refused in words', async () => {
    const refused = async (asOf: string): Promise<string> => {
      const { errors } = await world.nora.ask(ONE, { id: customerId, asOf });
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
      return errors![0]!.message;
    };
    const [row] = await sql<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
    const now = row!.now.getTime() + 120_000;
    expect(await refused(new Date(now - 1_000).toISOString())).toContain('at least 5 seconds ago');
    expect(await refused(new Date(now + 3_600_000).toISOString())).toContain('at least 5 seconds ago');
    expect(await refused('1999-01-01T00:00:00Z')).toContain('before the first record');
  });
});
