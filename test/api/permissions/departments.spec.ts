import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { type DepartmentView, payloadOf, send } from './organisation.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

async function newDepartment(input: object): Promise<DepartmentView> {
  const { department, userErrors } = await payloadOf(world.admin, 'departmentCreate', input);
  if (!department) throw new Error(JSON.stringify(userErrors));
  return department;
}

async function pathOf(id: string): Promise<string> {
  const [row] = await sql<{ path: string }>('SELECT path FROM department WHERE id = ?', [id]);
  return row!.path;
}

describe('departmentCreate', () => {
  test('adds a department below another, with its place in the tree, history and audit', async () => {
    const { north } = world.departments;
    const beijing = await newDepartment({ name: '北京办', parentId: north, headId: world.alice.id });
    expect(beijing).toMatchObject({ version: 1, name: '北京办', parentId: north, head: { login: 'alice' } });
    expect(await pathOf(beijing.id)).toBe(`${await pathOf(north)}${beijing.id}/`);
    const team = await newDepartment({ name: '海淀组', parentId: beijing.id });
    expect(await pathOf(team.id)).toBe(`/${world.departments.root}/${north}/${beijing.id}/${team.id}/`);
    expect(await sql('SELECT version, actor_id FROM department_history WHERE id = ?', [team.id])).toEqual([
      { version: 1, actor_id: world.admin.id },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [team.id])).toEqual([
      { action: 'department.create' },
    ]);
  });

  test('what is below counts as below at once: the head of the region reaches customers of the new team', async () => {
    const team = await newDepartment({ name: '天津组', parentId: world.departments.north });
    const sales = { action: 'customer.read', scope: 'OWN' };
    const tina = await aHolder('tina', team.id, [sales, { ...sales, action: 'customer.create' }]);
    const created = await tina.get<{ customerCreate: { customer: { id: string } } }>(
      'mutation { customerCreate(input: { name: "天津客户" }) { customer { id } } }',
    );
    const { id } = created.customerCreate.customer;
    const read = 'query($id: ID!) { customer(id: $id) { name } }';
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await world.nora.get(read, { id })).toEqual({ customer: { name: '天津客户' } });
    expect((await world.sara.ask(read, { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test.each<[object, string, string[]]>([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ name: 'x'.repeat(101) }, 'INVALID_MAX_LENGTH', ['input', 'name']],
    [{ parentId: '4242' }, 'INVALID_DEPARTMENT', ['input', 'parentId']],
    [{ headId: '4242' }, 'INVALID_MANAGER', ['input', 'headId']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const valid = { name: '某部门', parentId: world.departments.root };
    const { department, userErrors } = await payloadOf(world.admin, 'departmentCreate', { ...valid, ...input });
    expect(department).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('nobody who is disabled becomes a head', async () => {
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    const input = { name: '某部门', parentId: world.departments.root, headId: world.aaron.id };
    expect((await payloadOf(world.admin, 'departmentCreate', input)).userErrors).toMatchObject([
      { code: 'INVALID_MANAGER', path: ['input', 'headId'] },
    ]);
    await sql('UPDATE person SET active = 1 WHERE id = ?', [world.aaron.id]);
  });

  test('whoever may add departments in a region adds none elsewhere; a foreign one answers as a missing one', async () => {
    const { north, south, root } = world.departments;
    const scope = 'DEPARTMENT_AND_BELOW';
    const planner = await aHolder('planner', north, [
      { action: 'department.create', scope },
      { action: 'department.read', scope: 'ALL' },
    ]);
    expect((await payloadOf(planner, 'departmentCreate', { name: '石家庄组', parentId: north })).userErrors).toEqual(
      [],
    );
    const before = await rowCounts();
    const elsewhere = await payloadOf(planner, 'departmentCreate', { name: '石家庄组', parentId: south });
    expect(elsewhere).toEqual(await payloadOf(planner, 'departmentCreate', { name: '石家庄组', parentId: '4242' }));
    expect(elsewhere.userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
    expect((await payloadOf(planner, 'departmentCreate', { name: '总部', parentId: root })).userErrors).toHaveLength(1);
    expect(await rowCounts()).toEqual(before);
  });

  test('a repeated key adds one department', async () => {
    const input = { name: '只此一个', parentId: world.departments.root, idempotencyKey: 'department-1' };
    const first = await newDepartment(input);
    expect((await newDepartment(input)).id).toBe(first.id);
    expect(await sql("SELECT id FROM department WHERE name = '只此一个'")).toHaveLength(1);
  });
});

describe('departmentUpdate', () => {
  test('changes name and head, keeps what is not given, and null takes the head away', async () => {
    const { id } = await newDepartment({ name: '旧部门', parentId: world.departments.south, headId: world.bob.id });
    const renamed = await payloadOf(world.admin, 'departmentUpdate', {
      departmentId: id,
      expectedVersion: 1,
      name: '新部门',
    });
    expect(renamed.department).toMatchObject({ version: 2, name: '新部门', head: { login: 'bob' } });
    const input = { departmentId: id, expectedVersion: 2, headId: null };
    const headless = await payloadOf(world.admin, 'departmentUpdate', input);
    expect(headless.department).toMatchObject({ version: 3, name: '新部门', head: null });
    const history = await sql<{ name: string; valid_from: Date; valid_to: Date }>(
      'SELECT name, valid_from, valid_to FROM department_history WHERE id = ? ORDER BY version',
      [id],
    );
    expect(history.map(({ name }) => name)).toEqual(['旧部门', '新部门', '新部门']);
    expect(history.slice(0, -1).map((row) => row.valid_to)).toEqual(history.slice(1).map((row) => row.valid_from));
    expect(
      await sql('SELECT DISTINCT action FROM audit_entry WHERE record_id = ? AND record_version > 1', [id]),
    ).toEqual([{ action: 'department.edit' }]);
  });

  test.each<[object, string, string[]]>([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ headId: '4242' }, 'INVALID_MANAGER', ['input', 'headId']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const change = { departmentId: world.departments.south, expectedVersion: 1, ...input };
    const { department, userErrors } = await payloadOf(world.admin, 'departmentUpdate', change);
    expect(department).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('of five changes at once one wins, the others are told the version of now', async () => {
    const { id } = await newDepartment({ name: '争用', parentId: world.departments.root });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        payloadOf(world.admin, 'departmentUpdate', { departmentId: id, expectedVersion: 1, name: `争用${n}` }),
      ),
    );
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused).toHaveLength(4);
    for (const error of refused) expect(error).toMatchObject({ code: 'STALE_RECORD', currentVersion: 2 });
  });

  test('is forbidden to the head of the department, who only sees it, and nothing is written', async () => {
    const before = await rowCounts();
    const input = { departmentId: world.departments.north, expectedVersion: 1, name: '自立' };
    expect((await send(world.nora, 'departmentUpdate', input)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});

test('departments come as a tree, each before those below it, and page without a gap', async () => {
  interface Page {
    readonly totalCount: number;
    readonly nodes: { readonly id: string; readonly parentId: string | null }[];
    readonly pageInfo: { readonly endCursor: string };
  }
  const query = `query($first: Int!, $after: String) { departments(first: $first, after: $after) {
    totalCount nodes { id parentId } pageInfo { endCursor } } }`;
  const page = async (first: number, after: string | null): Promise<Page> =>
    (await world.alice.get<{ departments: Page }>(query, { first, after })).departments;
  const start = await page(2, null);
  const rest = await page(100, start.pageInfo.endCursor);
  const seen = [...start.nodes, ...rest.nodes];
  expect(new Set(seen.map(({ id }) => id)).size).toBe(start.totalCount);
  expect(seen[0]).toEqual({ id: world.departments.root, parentId: null });
  for (const [index, { parentId }] of seen.entries())
    if (parentId) expect(seen.slice(0, index).some(({ id }) => id === parentId)).toBe(true);
});
