import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Refusal {
  readonly __typename: string;
  readonly code: string;
  readonly path: string[];
  readonly currentVersion?: number;
}
interface Saved {
  readonly customer: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly lifecycle: string;
  } | null;
  readonly userErrors: Refusal[];
}

const ERRORS = 'userErrors { __typename code path message ... on StaleRecordError { currentVersion } }';
const CREATE = `mutation($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id version name lifecycle } ${ERRORS} } }`;
const UPDATE = `mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { customer { id version name lifecycle } ${ERRORS} } }`;

async function create(person: World['alice'], input: object): Promise<Saved> {
  return (await person.get<{ customerCreate: Saved }>(CREATE, { input })).customerCreate;
}
async function update(person: World['alice'], input: object): Promise<Saved> {
  return (await person.get<{ customerUpdate: Saved }>(UPDATE, { input })).customerUpdate;
}

describe('customerCreate', () => {
  test('adds the customer with history, audit, event and search words', async () => {
    const { customer, userErrors } = await create(world.alice, {
      name: '华夏光电有限公司',
      shortName: '华夏光电',
      phone: '010-8888 6666',
    });
    expect(userErrors).toEqual([]);
    expect(customer).toMatchObject({ version: 1, name: '华夏光电有限公司', lifecycle: 'POTENTIAL' });
    const [row] = await sql<{ owner_id: string; department_id: string }>(
      'SELECT owner_id, department_id FROM customer WHERE id = ?',
      [customer!.id],
    );
    expect(row).toEqual({ owner_id: world.alice.id, department_id: world.departments.north });
    const history = await sql('SELECT version, actor_id FROM customer_history WHERE id = ?', [customer!.id]);
    expect(history).toEqual([{ version: 1, actor_id: world.alice.id }]);
    const audit = await sql<{ action: string; changes: string }>(
      'SELECT action, changes FROM audit_entry JOIN audit_value ON entry_id = id WHERE record_id = ?',
      [customer!.id],
    );
    expect(audit).toHaveLength(1);
    expect(JSON.parse(audit[0]!.changes)).toMatchObject({ name: [null, '华夏光电有限公司'] });
    expect(await sql('SELECT name FROM outbox_event WHERE record_id = ?', [customer!.id])).toEqual([
      { name: 'CustomerCreated' },
    ]);
    for (const term of ['光电', 'hxgd', '8886', 'ＨＸＧＤ'.toLowerCase()]) {
      const found = await world.alice.get<{ customers: { nodes: { id: string }[] } }>(
        'query($term: String!) { customers(filter: { search: $term }) { nodes { id } } }',
        { term },
      );
      expect([term, found.customers.nodes.map(({ id }) => id)]).toEqual([term, [customer!.id]]);
    }
  });

  test.each([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ name: 'x'.repeat(201) }, 'INVALID_MAX_LENGTH', ['input', 'name']],
    [{ name: '某公司', creditCode: '91350100M000100Y44' }, 'INVALID_CREDIT_CODE', ['input', 'creditCode']],
    [{ name: '某公司', parentId: '4242' }, 'INVALID_REFERENCE', ['input', 'parentId']],
    [{ name: '某公司', foundedYear: 3000 }, 'INVALID_MAX', ['input', 'foundedYear']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const { customer, userErrors } = await create(world.alice, input);
    expect(customer).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('is denied to those without the action, and nothing is written', async () => {
    const before = await rowCounts();
    const { errors } = await world.analyst.ask(CREATE, { input: { name: '某公司' } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('a repeated key gives the first answer and no second customer; another input with it is a conflict', async () => {
    const input = { name: '幂等公司', idempotencyKey: 'key-1' };
    const first = await create(world.alice, input);
    const before = await rowCounts();
    expect(await create(world.alice, input)).toEqual(first);
    expect(await rowCounts()).toEqual(before);
    const twins = await Promise.all(
      [1, 2, 3].map(() => create(world.aaron, { name: '双生公司', idempotencyKey: 'twin' })),
    );
    expect(new Set(twins.map(({ customer }) => customer?.id)).size).toBe(1);
    const { errors } = await world.alice.ask(CREATE, { input: { ...input, name: '别的公司' } });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});

describe('customerUpdate', () => {
  test('changes what is given, keeps the rest, and leaves gap-free history', async () => {
    const id = await aCustomer().ownedBy(world.alice).named('旧名公司').save();
    const { customer } = await update(world.alice, {
      customerId: id,
      expectedVersion: 1,
      name: '新名公司',
      lifecycle: 'INTENDING',
    });
    expect(customer).toMatchObject({ version: 2, name: '新名公司', lifecycle: 'INTENDING' });
    const history = await sql<{ version: number; valid_from: Date; valid_to: Date; name: string }>(
      'SELECT version, valid_from, valid_to, name FROM customer_history WHERE id = ? ORDER BY version',
      [id],
    );
    expect(history.map(({ name }) => name)).toEqual(['旧名公司', '新名公司']);
    expect(history[0]!.valid_to).toEqual(history[1]!.valid_from);
  });

  test('refuses null for what cannot be empty, and a wrong parent', async () => {
    const id = await aCustomer().ownedBy(world.alice).save();
    expect((await update(world.alice, { customerId: id, expectedVersion: 1, name: null })).userErrors).toMatchObject([
      { code: 'INVALID_IS_NOT_EMPTY', path: ['input', 'name'] },
    ]);
    expect((await update(world.alice, { customerId: id, expectedVersion: 1, parentId: id })).userErrors).toMatchObject([
      { code: 'INVALID_PARENT' },
    ]);
  });

  test('a stale version is refused with the current one; of ten concurrent changes one wins', async () => {
    const id = await aCustomer().ownedBy(world.alice).save();
    const change = (city: string) => update(world.alice, { customerId: id, expectedVersion: 1, city });
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => change(`城市${index}`)));
    expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    for (const { userErrors } of results)
      if (userErrors.length > 0)
        expect(userErrors).toMatchObject([{ __typename: 'StaleRecordError', code: 'STALE_RECORD', currentVersion: 2 }]);
  });

  test('someone who may not see it gets NOT_FOUND, exactly as for a missing one, and nothing is written', async () => {
    const id = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const foreign = await world.bob.ask(UPDATE, { input: { customerId: id, expectedVersion: 1, name: '夺' } });
    const missing = await world.bob.ask(UPDATE, { input: { customerId: '4242', expectedVersion: 1, name: '夺' } });
    expect(foreign).toEqual(missing);
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const seenOnly = await world.executive.ask(UPDATE, { input: { customerId: id, expectedVersion: 1, name: '夺' } });
    expect(seenOnly.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});
