import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { department, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { payloadOf, send } from './organisation.js';

let world: World;
let city: string;
let team: string;
/** The tree: root → (north → city → team, south, service). */
beforeEach(async () => {
  world = await freshWorld();
  city = await department('北京', world.departments.north);
  team = await department('海淀组', city);
});
afterAll(closeSql);

/** A viewer is trusted this long. */
const TRUST_MS = 1_100;
const trust = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TRUST_MS));

const rowOf = async (id: string) =>
  (await sql<{ version: number; path: string }>('SELECT version, path FROM department WHERE id = ?', [id]))[0]!;

async function move(asker: TestPerson, departmentId: string, parentId: string | null, expectedVersion?: number) {
  const version = expectedVersion ?? (await rowOf(departmentId)).version;
  return payloadOf(asker, 'departmentMove', { departmentId, parentId, expectedVersion: version });
}

/** Somebody of the team with a customer of their own, and who among the heads finds it. */
async function aCustomerOfTheTeam(): Promise<string> {
  const tina = await aHolder('tina', team, []);
  return aCustomer().ownedBy(tina).named('海淀客户').save();
}

const finds = async (person: TestPerson, id: string): Promise<boolean> =>
  (await person.ask('query($id: ID!) { customer(id: $id) { id } }', { id })).data?.['customer'] !== undefined;

const holding = (login: string, departmentId: string, ...actions: readonly string[]): Promise<TestPerson> =>
  aHolder(
    login,
    departmentId,
    [...actions, 'department.read'].map((action) => ({ action, scope: 'DEPARTMENT_AND_BELOW' })),
  );

describe('departmentMove', () => {
  test('takes all below along, with history without a gap and audit, and rights follow at once', async () => {
    const { root, north, south } = world.departments;
    const customerId = await aCustomerOfTheTeam();
    expect([await finds(world.nora, customerId), await finds(world.sara, customerId)]).toEqual([true, false]);
    const moved = await move(world.admin, city, south);
    expect(moved).toMatchObject({ department: { id: city, version: 2, parentId: south }, userErrors: [] });
    expect((await rowOf(city)).path).toBe(`/${root}/${south}/${city}/`);
    expect(await rowOf(team)).toEqual({ version: 2, path: `/${root}/${south}/${city}/${team}/` });
    await trust();
    expect([await finds(world.nora, customerId), await finds(world.sara, customerId)]).toEqual([false, true]);
    const history = await sql<{ path: string; valid_from: Date; valid_to: Date; actor_id: string }>(
      'SELECT path, valid_from, valid_to, actor_id FROM department_history WHERE id = ? ORDER BY version',
      [team],
    );
    expect(history.map(({ path }) => path.includes(`/${north}/`))).toEqual([true, false]);
    expect(history[0]!.valid_to).toEqual(history[1]!.valid_from);
    expect(history[1]!.actor_id).toBe(world.admin.id);
    const audit = "SELECT record_id FROM audit_entry WHERE action = 'department.move' ORDER BY record_id";
    expect(await sql(audit)).toEqual([{ record_id: city }, { record_id: team }]);
    expect((await rowOf(north)).version).toBe(1);
  });

  test('to the top it becomes a root, and comes back; where it is already, nothing is written', async () => {
    const customerId = await aCustomerOfTheTeam();
    expect((await move(world.admin, city, null)).department).toMatchObject({ parentId: null });
    expect((await rowOf(team)).path).toBe(`/${city}/${team}/`);
    await trust();
    expect(await finds(world.nora, customerId)).toBe(false);
    expect((await move(world.admin, city, world.departments.north)).userErrors).toEqual([]);
    const { audit_entry: audit, department_history: history } = await rowCounts();
    expect((await move(world.admin, city, world.departments.north)).department).toMatchObject({ version: 3 });
    expect(await rowCounts()).toMatchObject({ audit_entry: audit, department_history: history });
  });

  test('a repeated key moves once', async () => {
    const input = { departmentId: city, parentId: world.departments.south, expectedVersion: 1, idempotencyKey: 'move' };
    const first = await payloadOf(world.admin, 'departmentMove', input);
    expect(await payloadOf(world.admin, 'departmentMove', input)).toEqual(first);
    expect((await rowOf(city)).version).toBe(2);
  });

  test.each<[string, () => readonly [string, string | undefined], string]>([
    ['below itself', () => [city, city], 'DEPARTMENT_CIRCLE'],
    ['below one of its own', () => [world.departments.north, team], 'DEPARTMENT_CIRCLE'],
    ['below one that is not there', () => [city, '4242'], 'INVALID_DEPARTMENT'],
    ['nowhere', () => [city, undefined], 'INVALID_DEPARTMENT'],
  ])('%s is refused, and nothing is written', async (_where, whatAndWhere, code) => {
    const [departmentId, parentId] = whatAndWhere();
    const before = await rowCounts();
    const { department: none, userErrors } = await payloadOf(world.admin, 'departmentMove', {
      ...{ departmentId, parentId, expectedVersion: 1 },
    });
    expect(none).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['input', 'parentId'] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('the tree grows no deeper than 15 levels, and no more than 200 departments move at once', async () => {
    let deepest = team;
    for (let level = 5; level <= 14; level++) deepest = await department(`第${level}层`, deepest);
    const branch = await department('分部', world.departments.south);
    await department('小组', branch);
    expect((await move(world.admin, branch, deepest)).userErrors).toMatchObject([{ code: 'DEPARTMENT_TOO_DEEP' }]);
    for (let n = 0; n < 199; n++) await department(`第${n}组`, branch);
    const before = await rowCounts();
    expect((await move(world.admin, branch, city)).userErrors).toMatchObject([
      { code: 'DEPARTMENT_TOO_LARGE', path: ['input', 'departmentId'] },
    ]);
    expect(await rowCounts()).toEqual(before);
    await sql('UPDATE department SET deleted_at = NOW(3) WHERE parent_id = ? ORDER BY id LIMIT 1', [branch]);
    expect((await move(world.admin, branch, city)).userErrors).toEqual([]);
    const [moved] = await sql<{ n: string }>('SELECT COUNT(*) AS n FROM department WHERE path LIKE ?', [
      `${(await rowOf(branch)).path}%`,
    ]);
    expect(Number(moved!.n)).toBe(200);
  });

  test('nobody moves a department beyond their own reach; a foreign place answers as a missing one', async () => {
    const { north, south } = world.departments;
    const planner = await holding('planner', north, 'department.edit');
    const other = await department('天津', north);
    const before = await rowCounts();
    const elsewhere = await move(planner, city, south);
    expect(elsewhere).toEqual(await move(planner, city, '4242'));
    expect(elsewhere).toEqual(await move(planner, city, null));
    expect(elsewhere.userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
    const foreign = { departmentId: south, parentId: north, expectedVersion: 1 };
    const unseen = await send(planner, 'departmentMove', foreign);
    expect(unseen.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(unseen).toEqual(await send(planner, 'departmentMove', { ...foreign, departmentId: '4242' }));
    expect(await rowCounts()).toEqual(before);
    expect((await move(planner, city, other)).userErrors).toEqual([]);
  });

  test('is forbidden to the head, who only sees it, and nothing is written', async () => {
    const before = await rowCounts();
    const input = { departmentId: city, parentId: world.departments.root, expectedVersion: 1 };
    expect((await send(world.nora, 'departmentMove', input)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('nor does a move give those above the new place more than the mover holds: not to themselves either', async () => {
    const { root, south } = world.departments;
    const clerk = await aHolder('clerk', root, [
      { action: 'department.edit', scope: 'ALL' },
      { action: 'department.read', scope: 'ALL' },
      { action: 'customer.read', scope: 'DEPARTMENT_AND_BELOW' },
    ]);
    const nest = await department('自留地', south);
    await sql('UPDATE person SET department_id = ? WHERE id = ?', [nest, clerk.id]);
    await trust();
    const before = await rowCounts();
    for (const place of [nest, south])
      expect((await move(clerk, city, place)).userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
    expect(await rowCounts()).toEqual(before);
    const empty = await department('空部门', root);
    expect((await move(clerk, city, empty)).userErrors).toEqual([]);
  });
});

describe('at once', () => {
  test('two moves that together would make a circle: one is made, the other refused', async () => {
    for (let round = 0; round < 4; round++) {
      const [one, two] = [
        await department('甲', world.departments.root),
        await department('乙', world.departments.root),
      ];
      const answers = await Promise.all([move(world.admin, one, two, 1), move(world.admin, two, one, 1)]);
      const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
      expect(codes).toHaveLength(1);
      expect(['DEPARTMENT_CIRCLE', 'STALE_RECORD']).toContain(codes[0]);
      const [first, second] = [(await rowOf(one)).path, (await rowOf(two)).path];
      expect(first.startsWith(second) !== second.startsWith(first)).toBe(true);
    }
  });

  test('a department added below one that moves has the path of its place', async () => {
    for (let round = 0; round < 4; round++) {
      const target = round % 2 === 0 ? world.departments.south : world.departments.north;
      const [moved, added] = await Promise.all([
        move(world.admin, city, target),
        payloadOf(world.admin, 'departmentCreate', { name: `新组${round}`, parentId: team }),
      ]);
      expect([moved.userErrors, added.userErrors]).toEqual([[], []]);
      const { id } = added.department!;
      expect((await rowOf(id)).path).toBe(`${(await rowOf(team)).path}${id}/`);
    }
  });
});
