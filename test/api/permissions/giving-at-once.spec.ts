import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql } from '../../support/server.js';
import { department, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder, aRole } from '../access/records-of-bob.js';
import { payloadOf, type Refusal } from './organisation.js';

/** Two who pass each other do so in one round of two or three. */
const ROUNDS = 10;
const PEOPLE = ['person.read', 'person.edit'].map((action) => ({ action, scope: 'ALL' as const }));

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const give = async (giver: TestPerson, { id: personId }: TestPerson, roleId: string): Promise<Refusal[]> =>
  (await payloadOf(giver, 'personUpdate', { personId, expectedVersion: 1, roleIds: [roleId] })).userErrors;

async function editRole(editor: TestPerson, roleId: string, scope: string): Promise<Refusal[]> {
  const query = 'mutation($input: RoleUpdateInput!) { done: roleUpdate(input: $input) { userErrors { code } } }';
  const input = { roleId, expectedVersion: 1, permissions: [{ action: 'customer.read', scope }] };
  return (await editor.get<{ done: { userErrors: Refusal[] } }>(query, { input })).done.userErrors;
}

test('of a role that grows and the same role given to somebody beyond the editor’s reach one is refused', async () => {
  const { root, north, south } = world.departments;
  const editor = await aHolder('editor', north, [
    ...['role.read', 'role.edit'].map((action) => ({ action, scope: 'ALL' as const })),
    { action: 'customer.read', scope: 'DEPARTMENT' },
  ]);
  const giver = await aHolder('giver', root, [...PEOPLE, { action: 'customer.read', scope: 'OWN' }]);
  for (let round = 0; round < ROUNDS; round++) {
    const roleId = await aRole(`grows${round}`, [{ action: 'customer.read', scope: 'OWN' }]);
    const taker = await aHolder(`far${round}`, south, []);
    const done = await Promise.all([editRole(editor, roleId, 'DEPARTMENT'), give(giver, taker, roleId)]);
    expect([round, done.flat().length]).toEqual([round, 1]);
  }
});

test('of a department that moves and a role that reaches below its new place one is refused', async () => {
  const { root } = world.departments;
  const departments = ['department.read', 'department.edit'].map((action) => ({ action, scope: 'ALL' as const }));
  const mover = await aHolder('mover', root, departments);
  const roleId = await aRole('below', [{ action: 'customer.read', scope: 'DEPARTMENT_AND_BELOW' }]);
  for (let round = 0; round < ROUNDS; round++) {
    const above = await department(`上级${round}`, root);
    const moved = await department(`新区${round}`, root);
    const named = { action: 'customer.read', scope: 'NAMED_DEPARTMENTS', departmentIds: [above] } as const;
    const giver = await aHolder(`named${round}`, root, [...PEOPLE, named]);
    const taker = await aHolder(`above${round}`, above, []);
    const [move, given] = await Promise.all([
      payloadOf(mover, 'departmentMove', { departmentId: moved, expectedVersion: 1, parentId: above }),
      give(giver, taker, roleId),
    ]);
    expect([round, move.userErrors.length + given.length]).toEqual([round, 1]);
  }
});

test('of somebody who comes to report to a leader and a role over their team one is refused', async () => {
  const { root, south } = world.departments;
  const placer = await aHolder('placer', root, PEOPLE);
  const giver = await aHolder('leads', root, [...PEOPLE, { action: 'customer.read', scope: 'OWN' }]);
  const roleId = await aRole('team', [{ action: 'customer.read', scope: 'OWN_TEAM' }]);
  for (let round = 0; round < ROUNDS; round++) {
    const leader = await aHolder(`leader${round}`, south, []);
    const worker = await aHolder(`worker${round}`, south, []);
    const [placed, given] = await Promise.all([
      payloadOf(placer, 'personUpdate', { personId: worker.id, expectedVersion: 1, managerId: leader.id }),
      give(giver, leader, roleId),
    ]);
    expect([round, placed.userErrors.length + given.length]).toEqual([round, 1]);
  }
});

test('of a role that is deleted and the same role given one is refused', async () => {
  const { root, south } = world.departments;
  const query = 'mutation($input: RoleDeleteInput!) { done: roleDelete(input: $input) { userErrors { code } } }';
  const giver = await aHolder('gives', root, PEOPLE);
  for (let round = 0; round < ROUNDS; round++) {
    const roleId = await aRole(`ends${round}`, []);
    const taker = await aHolder(`takes${round}`, south, []);
    const [ended, given] = await Promise.all([
      world.admin.get<{ done: { userErrors: Refusal[] } }>(query, { input: { roleId, expectedVersion: 1 } }),
      give(giver, taker, roleId),
    ]);
    expect([round, ended.done.userErrors.length + given.length]).toEqual([round, 1]);
  }
});
