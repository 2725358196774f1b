import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts } from '../../support/server.js';
import { department, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aDeputy, aHolder, aRole } from '../access/records-of-bob.js';
import { inDays, sendDeputy } from './deputies.js';
import { payloadOf, send } from './organisation.js';
import { sendShare, sendUnshare, share } from './record-shares.js';

const LENT = [
  ...['person.read', 'person.create', 'person.edit', 'role.read', 'role.edit', 'department.read', 'department.edit'],
  ...['customer.read', 'customer.edit', 'customer.assign'],
].map((action) => ({ action, scope: 'ALL' as const }));

let world: World;
/** Holds everything that is lent. */
let chief: TestPerson;
/** Stands in for the chief; holds nothing but sight of people. */
let temp: TestPerson;
beforeEach(async () => {
  world = await freshWorld();
  chief = await aHolder('chief', world.departments.root, LENT);
  temp = await aHolder('temp', world.departments.south, [{ action: 'person.read', scope: 'ALL' }]);
  await aDeputy(chief, temp);
});
afterAll(closeSql);

const READS = [{ action: 'customer.read', scope: 'OWN' }] as const;

test('a deputy sees and acts for the principal, and gives none of it: no role to anybody, not to themselves', async () => {
  const customerId = await aCustomer().ownedBy(world.bob).save();
  expect(await temp.get('query($id: ID!) { customer(id: $id) { id } }', { id: customerId })).toEqual({
    customer: { id: customerId },
  });
  const renamed = await payloadOf(temp, 'personUpdate', { personId: world.bob.id, expectedVersion: 1, name: '波波' });
  expect(renamed.userErrors).toEqual([]);
  const roleId = await aRole('reads', READS);
  const plain = await aHolder('plain', world.departments.north, []);
  const before = await rowCounts();
  for (const { id } of [plain, temp]) {
    const input = { personId: id, expectedVersion: 1, roleIds: [roleId] };
    expect((await payloadOf(temp, 'personUpdate', input)).userErrors).toMatchObject([{ code: 'INVALID_ROLE' }]);
  }
  const created = { login: 'newcomer', name: '新人', departmentId: world.departments.south, roleIds: [roleId] };
  expect((await payloadOf(temp, 'personCreate', created)).userErrors).toMatchObject([{ code: 'INVALID_ROLE' }]);
  expect(await rowCounts()).toEqual(before);
  const given = await payloadOf(chief, 'personUpdate', { personId: plain.id, expectedVersion: 1, roleIds: [roleId] });
  expect(given.userErrors).toEqual([]);
});

test('nor makes or changes a role, which would outlast the deputyship', async () => {
  const roleId = await aRole('reads', READS);
  const before = await rowCounts();
  const code = async (name: string, input: object): Promise<unknown> => {
    const query = `mutation($input: ${name}Input!) { done: ${name[0]!.toLowerCase()}${name.slice(1)}(input: $input) { userErrors { code } } }`;
    return (await temp.get<{ done: { userErrors: { code: string }[] } }>(query, { input })).done.userErrors[0]?.code;
  };
  const permissions = [{ action: 'customer.read', scope: 'ALL' }];
  expect(await code('RoleCreate', { code: 'mine', name: '自用', permissions })).toBe('ROLE_EXCEEDS');
  expect(await code('RoleUpdate', { roleId, expectedVersion: 1, permissions })).toBe('ROLE_EXCEEDS');
  expect(await rowCounts()).toEqual(before);
});

test('nor appoints deputies of others, moves departments or people so that somebody gains', async () => {
  const { north, south, root } = world.departments;
  const below = await department('新区', root);
  const plain = await aHolder('plain', north, READS);
  const above = await department('上级', root);
  await aHolder('head', above, [{ action: 'customer.read', scope: 'DEPARTMENT_AND_BELOW' }]);
  const before = await rowCounts();
  const input = { principalId: plain.id, deputyId: world.sara.id, until: inDays(1), reason: '年假' };
  expect((await sendDeputy(temp, 'Create', input)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const move = { departmentId: below, expectedVersion: 1, parentId: above };
  expect((await payloadOf(temp, 'departmentMove', move)).userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
  const leader = await aHolder('boss', south, [{ action: 'customer.read', scope: 'OWN_TEAM' }]);
  const under = { personId: plain.id, expectedVersion: 1, managerId: leader.id };
  expect((await payloadOf(temp, 'personUpdate', under)).userErrors).toMatchObject([{ code: 'INVALID_MANAGER' }]);
  expect((await rowCounts())['deputy']).toEqual(before['deputy']);
  expect((await send(chief, 'departmentMove', move)).data?.done.userErrors).toMatchObject([]);
});

test('nor shares records; what the principal shared they take back', async () => {
  const customerId = await aCustomer().ownedBy(world.bob).save();
  const { share: given } = await share(chief, customerId, world.alice);
  const before = await rowCounts();
  for (const level of ['READ', 'EDIT'])
    expect((await sendShare(temp, customerId, world.sara, { level })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await rowCounts()).toEqual(before);
  expect((await sendUnshare(temp, given!.id)).errors).toBeUndefined();
});
