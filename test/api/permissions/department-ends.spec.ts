import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { department, freshWorld, insertRecord, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { newPerson, payloadOf, send } from './organisation.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const remove = (departmentId: string, expectedVersion = 1) =>
  payloadOf(world.admin, 'departmentDelete', { departmentId, expectedVersion });
const isThere = async (id: string): Promise<boolean> => {
  const query = '{ departments(first: 100) { nodes { id } } }';
  const { departments } = await world.admin.get<{ departments: { nodes: { id: string }[] } }>(query);
  return departments.nodes.some((node) => node.id === id);
};

describe('departmentDelete', () => {
  test('takes an empty department out of the tree; history and audit stay', async () => {
    const id = await department('撤销组', world.departments.south);
    expect(await isThere(id)).toBe(true);
    expect((await remove(id)).userErrors).toEqual([]);
    expect(await isThere(id)).toBe(false);
    const [row] = await sql<{ deleted_at: Date | null }>('SELECT deleted_at FROM department WHERE id = ?', [id]);
    expect(row!.deleted_at).not.toBeNull();
    expect(await sql('SELECT version FROM department_history WHERE id = ? ORDER BY version', [id])).toHaveLength(2);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [id])).toEqual([
      { action: 'department.delete' },
    ]);
    const input = { login: 'nowhere', name: '新人', departmentId: id, roleIds: [] };
    expect((await payloadOf(world.admin, 'personCreate', input)).userErrors).toMatchObject([
      { code: 'INVALID_DEPARTMENT' },
    ]);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['a department', (id) => department('下级', id)],
    [
      'a person, disabled or not',
      async (id) => sql('UPDATE person SET active = 0 WHERE id = ?', [(await aHolder('left', id, [])).id]),
    ],
    ['a person besides', (id) => insertRecord('person_department', { person_id: world.bob.id, department_id: id })],
    [
      'a customer',
      async (id) => {
        const customerId = await aCustomer().ownedBy(world.bob).save();
        return sql('UPDATE customer SET department_id = ? WHERE id = ?', [id, customerId]);
      },
    ],
  ])('is refused while %s belongs to it, and nothing is written', async (_what, add) => {
    const id = await department('非空', world.departments.south);
    await add(id);
    const before = await rowCounts();
    expect((await remove(id)).userErrors).toMatchObject([
      { code: 'DEPARTMENT_NOT_EMPTY', path: ['input', 'departmentId'] },
    ]);
    expect(await rowCounts()).toEqual(before);
  });

  test('a stale version is told, a second deletion finds nothing', async () => {
    const id = await department('两次', world.departments.south);
    expect((await remove(id, 7)).userErrors).toMatchObject([{ code: 'STALE_RECORD', currentVersion: 1 }]);
    expect((await remove(id)).userErrors).toEqual([]);
    const again = await send(world.admin, 'departmentDelete', { departmentId: id, expectedVersion: 2 });
    expect(again.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('is forbidden to those who only see it, and nothing is written', async () => {
    const id = await department('只读', world.departments.north);
    const before = await rowCounts();
    const refused = await send(world.nora, 'departmentDelete', { departmentId: id, expectedVersion: 1 });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('at once with somebody who is put there: either they are not placed, or the department stays', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await department(`争${round}`, world.departments.south);
      const input = { login: `racer-${round}`, name: '新人', departmentId: id, roleIds: [] };
      const [gone, placed] = await Promise.all([remove(id), payloadOf(world.admin, 'personCreate', input)]);
      const codes = [...gone.userErrors, ...placed.userErrors].map(({ code }) => code);
      expect(codes).toHaveLength(1);
      expect(['DEPARTMENT_NOT_EMPTY', 'INVALID_DEPARTMENT']).toContain(codes[0]);
    }
  });
});

describe('positions', () => {
  const create = async (name: string) => (await payloadOf(world.admin, 'positionCreate', { name })).position!;

  test('are added, renamed, given to people, taken away and deleted, with history and audit', async () => {
    const { id, version } = await create('区域经理');
    expect(version).toBe(1);
    const renamed = await payloadOf(world.admin, 'positionUpdate', {
      positionId: id,
      expectedVersion: 1,
      name: '大区经理',
    });
    expect(renamed.position).toEqual({ id, version: 2, name: '大区经理' });
    const person = await newPerson(world.admin, {
      login: 'holder',
      departmentId: world.departments.south,
      positionId: id,
    });
    const query = 'query($id: ID!) { person(id: $id) { position { name } } positions { nodes { id name } } }';
    expect(await world.alice.get(query, { id: person.id })).toEqual({
      person: { position: { name: '大区经理' } },
      positions: { nodes: [{ id, name: '大区经理' }] },
    });
    const before = await rowCounts();
    expect(
      (await payloadOf(world.admin, 'positionDelete', { positionId: id, expectedVersion: 2 })).userErrors,
    ).toMatchObject([{ code: 'POSITION_IN_USE', path: ['input', 'positionId'] }]);
    expect(await rowCounts()).toEqual(before);
    const change = { personId: person.id, expectedVersion: 1, positionId: null };
    expect((await payloadOf(world.admin, 'personUpdate', change)).userErrors).toEqual([]);
    expect((await payloadOf(world.admin, 'positionDelete', { positionId: id, expectedVersion: 2 })).userErrors).toEqual(
      [],
    );
    const audit = await sql('SELECT action FROM audit_entry WHERE record_id = ? ORDER BY id', [id]);
    expect(audit).toEqual(['create', 'edit', 'delete'].map((verb) => ({ action: `position.${verb}` })));
    expect(await sql('SELECT version FROM job_position_history WHERE id = ?', [id])).toHaveLength(3);
  });

  test('a deleted or missing one is given to nobody; a stale editor is told; nothing is written', async () => {
    const { id } = await create('临时岗位');
    const before = await rowCounts();
    const input = {
      login: 'odd',
      name: '新人',
      departmentId: world.departments.south,
      roleIds: [],
      positionId: '4242',
    };
    expect((await payloadOf(world.admin, 'personCreate', input)).userErrors).toMatchObject([
      { code: 'INVALID_POSITION', path: ['input', 'positionId'] },
    ]);
    const stale = { positionId: id, expectedVersion: 3, name: '新名' };
    expect((await payloadOf(world.admin, 'positionUpdate', stale)).userErrors).toMatchObject([
      { code: 'STALE_RECORD', currentVersion: 1 },
    ]);
    expect((await payloadOf(world.admin, 'positionCreate', { name: '' })).userErrors).toMatchObject([
      { code: 'INVALID_IS_NOT_EMPTY', path: ['input', 'name'] },
    ]);
    expect(await rowCounts()).toEqual(before);
    await payloadOf(world.admin, 'positionDelete', { positionId: id, expectedVersion: 1 });
    const late = { ...input, positionId: id };
    expect((await payloadOf(world.admin, 'personCreate', late)).userErrors).toMatchObject([
      { code: 'INVALID_POSITION' },
    ]);
  });

  test('a seller only sees them', async () => {
    const { id } = await create('只读岗位');
    const before = await rowCounts();
    for (const [verb, input] of [
      ['positionCreate', { name: '自封' }],
      ['positionUpdate', { positionId: id, expectedVersion: 1, name: '自封' }],
      ['positionDelete', { positionId: id, expectedVersion: 1 }],
    ] as const)
      expect((await send(world.alice, verb, input)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('at once, deleted and given to somebody: one of the two is refused', async () => {
    for (let round = 0; round < 4; round++) {
      const { id } = await create(`争用${round}`);
      const input = { login: `taker-${round}`, name: '新人', departmentId: world.departments.south, roleIds: [] };
      const [gone, given] = await Promise.all([
        payloadOf(world.admin, 'positionDelete', { positionId: id, expectedVersion: 1 }),
        payloadOf(world.admin, 'personCreate', { ...input, positionId: id }),
      ]);
      expect([...gone.userErrors, ...given.userErrors]).toHaveLength(1);
    }
  });
});
