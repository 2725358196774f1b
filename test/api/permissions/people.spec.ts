import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { newPerson, payloadOf, PERSON, type PersonView, rolesOf } from './organisation.js';

let world: World;
let place: { readonly departmentId: string; readonly roleIds: readonly string[] };
beforeAll(async () => {
  world = await freshWorld();
  place = { departmentId: world.departments.north, roleIds: [world.roles['sales']!] };
});
afterAll(closeSql);

describe('personCreate', () => {
  test('adds the person with roles, history, audit and search words', async () => {
    const input = {
      ...{ ...place, login: 'Li.Lei', name: '李雷', type: 'MANAGER', level: 3, managerId: world.nora.id },
      ...{ email: 'lei.li@example.com', phone: '138 0013 8000' },
    };
    const person = await newPerson(world.admin, input);
    expect(person).toMatchObject({
      ...{ version: 1, login: 'li.lei', name: '李雷', type: 'MANAGER', level: 3, active: true },
      ...{ email: 'lei.li@example.com', department: { id: world.departments.north }, manager: { login: 'nora' } },
    });
    expect(await rolesOf(person.id)).toEqual(['sales']);
    expect(await sql('SELECT version, actor_id FROM person_history WHERE id = ?', [person.id])).toEqual([
      { version: 1, actor_id: world.admin.id },
    ]);
    const audit = await sql<{ kind: string }>(
      "SELECT kind FROM audit_entry WHERE action = 'person.create' AND actor_id = ? ORDER BY kind",
      [world.admin.id],
    );
    expect(audit.map(({ kind }) => kind)).toEqual(['person', 'role_membership']);
    for (const term of ['李雷', 'll', '0013']) {
      const query = 'query($term: String!) { people(filter: { search: $term }) { nodes { login } } }';
      expect([term, await world.alice.get(query, { term })]).toEqual([
        term,
        { people: { nodes: [{ login: 'li.lei' }] } },
      ]);
    }
  });

  test('what is not said has its default; without a password nobody signs in', async () => {
    const person = await newPerson(world.admin, { ...place, login: 'plain' });
    expect(person).toMatchObject({ type: 'STAFF', level: 1, email: null, manager: null, active: true });
    const answer = await request<{ signIn: { accessToken: string | null; userErrors: { code: string }[] } }>(
      null,
      'mutation($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }',
      { input: { login: 'plain', password: 'plain' } },
    );
    expect(answer.data!.signIn).toEqual({ accessToken: null, userErrors: [{ code: 'SIGN_IN_REFUSED' }] });
  });

  test.each<[object, string, string[]]>([
    [{ login: 'x' }, 'INVALID_MATCHES', ['input', 'login']],
    [{ login: 'with blank' }, 'INVALID_MATCHES', ['input', 'login']],
    [{ login: 'alice' }, 'INVALID_LOGIN', ['input', 'login']],
    [{ login: 'ALICE' }, 'INVALID_LOGIN', ['input', 'login']],
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ level: 101 }, 'INVALID_MAX', ['input', 'level']],
    [{ level: 0 }, 'INVALID_MIN', ['input', 'level']],
    [{ email: 'no-mail' }, 'INVALID_IS_EMAIL', ['input', 'email']],
    [{ departmentId: '4242' }, 'INVALID_DEPARTMENT', ['input', 'departmentId']],
    [{ managerId: '4242' }, 'INVALID_MANAGER', ['input', 'managerId']],
    [{ roleIds: ['4242'] }, 'INVALID_ROLE', ['input', 'roleIds']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const valid = { ...place, login: 'fresh', name: '新人' };
    const { person, userErrors } = await payloadOf(world.admin, 'personCreate', { ...valid, ...input });
    expect(person).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('of three who take one login at once one gets it; a repeated key adds one person', async () => {
    const input = { ...place, login: 'contested', name: '争' };
    const answers = await Promise.all([1, 2, 3].map(() => payloadOf(world.admin, 'personCreate', input)));
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'INVALID_LOGIN',
      'INVALID_LOGIN',
    ]);
    const keyed = { ...place, login: 'keyed', idempotencyKey: 'person-1' };
    expect((await newPerson(world.admin, keyed)).id).toBe((await newPerson(world.admin, keyed)).id);
  });

  test('whoever may add people in a region adds none elsewhere', async () => {
    const scope = 'DEPARTMENT_AND_BELOW';
    const recruiter = await aHolder('recruiter', world.departments.north, [
      { action: 'department.read', scope: 'ALL' },
      { action: 'person.create', scope },
      { action: 'person.read', scope },
    ]);
    const input = (departmentId: string) => ({ login: 'hired', name: '新人', departmentId, roleIds: [] });
    const before = await rowCounts();
    const elsewhere = await payloadOf(recruiter, 'personCreate', input(world.departments.south));
    expect(elsewhere).toEqual(await payloadOf(recruiter, 'personCreate', input('4242')));
    expect(elsewhere.userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
    const unseen = { ...input(world.departments.north), managerId: world.sara.id };
    expect((await payloadOf(recruiter, 'personCreate', unseen)).userErrors).toMatchObject([
      { code: 'INVALID_MANAGER' },
    ]);
    expect(await rowCounts()).toEqual(before);
    expect(await newPerson(recruiter, input(world.departments.north))).toMatchObject({ login: 'hired' });
  });
});

describe('personUpdate', () => {
  let person: PersonView;
  const update = (input: object) =>
    payloadOf(world.admin, 'personUpdate', { personId: person.id, expectedVersion: person.version, ...input });

  beforeAll(async () => {
    person = await newPerson(world.admin, { ...place, login: 'changing', managerId: world.nora.id });
  });

  test('nobody chooses whom they report to themselves, administrators excepted; what is sent back unchanged is no choice', async () => {
    const self = await aHolder('own-editor', world.departments.north, [
      { action: 'person.read', scope: 'ALL' },
      { action: 'person.edit', scope: 'ALL' },
    ]);
    const edit = (who: TestPerson, personId: string, input: object) =>
      payloadOf(who, 'personUpdate', { personId, ...input });
    const own = { userErrors: [{ code: 'OWN_MANAGER', path: ['input', 'managerId'] }] };
    const before = await rowCounts();
    for (const managerId of [world.bob.id, '4242'])
      expect(await edit(self, self.id, { expectedVersion: 1, managerId })).toMatchObject(own);
    expect(await rowCounts()).toEqual(before);
    expect(await edit(self, self.id, { expectedVersion: 1, managerId: null, name: '本人' })).toMatchObject({
      ...{ person: { version: 2, name: '本人' }, userErrors: [] },
    });
    const set = await edit(world.admin, self.id, { expectedVersion: 2, managerId: world.nora.id });
    expect(set).toMatchObject({ person: { manager: { login: 'nora' } }, userErrors: [] });
    expect(await edit(self, self.id, { expectedVersion: 3, managerId: null })).toMatchObject(own);
    expect(await edit(self, self.id, { expectedVersion: 3, managerId: world.nora.id })).toMatchObject({
      userErrors: [],
    });
    const { version } = (
      await sql<{ version: number }>('SELECT version FROM person WHERE id = ?', [world.admin.id])
    )[0]!;
    const admin = await edit(world.admin, world.admin.id, { expectedVersion: version, managerId: world.executive.id });
    expect(admin).toMatchObject({ userErrors: [] });
    await edit(world.admin, world.admin.id, { expectedVersion: version + 1, managerId: null });
  });

  test('changes what is given, keeps the rest, null takes the manager away; history has no gap', async () => {
    const moved = await update({ departmentId: world.departments.south, name: '改名' });
    expect(moved.person).toMatchObject({
      ...{ version: 2, name: '改名', department: { id: world.departments.south } },
      ...{ manager: { login: 'nora' }, login: 'changing' },
    });
    const alone = await update({ expectedVersion: 2, managerId: null });
    expect(alone.person).toMatchObject({ version: 3, manager: null, name: '改名' });
    const history = await sql<{ version: number; valid_from: Date; valid_to: Date }>(
      'SELECT version, valid_from, valid_to FROM person_history WHERE id = ? ORDER BY version',
      [person.id],
    );
    expect(history.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(history.slice(0, -1).map((row) => row.valid_to)).toEqual(history.slice(1).map((row) => row.valid_from));
    const audit = "SELECT action FROM audit_entry WHERE kind = 'person' AND record_id = ? ORDER BY id";
    expect(await sql(audit, [person.id])).toEqual([
      ...[{ action: 'person.create' }, { action: 'person.edit' }, { action: 'person.edit' }],
    ]);
    person = alone.person!;
  });

  test.each<[object, string, string[]]>([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ name: null }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ departmentId: null }, 'INVALID_IS_NOT_EMPTY', ['input', 'departmentId']],
    [{ departmentId: '4242' }, 'INVALID_DEPARTMENT', ['input', 'departmentId']],
    [{ managerId: '4242' }, 'INVALID_MANAGER', ['input', 'managerId']],
    [{ roleIds: ['4242'] }, 'INVALID_ROLE', ['input', 'roleIds']],
    [{ roleIds: ['abc'] }, 'INVALID_IS_NUMBER_STRING', ['input', 'roleIds']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const { person: none, userErrors } = await update(input);
    expect(none).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('nobody leads themselves, directly or over others', async () => {
    const middle = await newPerson(world.admin, { ...place, login: 'middle', managerId: person.id });
    const low = await newPerson(world.admin, { ...place, login: 'low', managerId: middle.id });
    expect(low.manager).toEqual({ login: 'middle', manager: { login: 'changing' } });
    for (const managerId of [person.id, middle.id, low.id])
      expect((await update({ managerId })).userErrors).toMatchObject([
        { code: 'INVALID_MANAGER', path: ['input', 'managerId'] },
      ]);
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    expect((await update({ managerId: world.aaron.id })).userErrors).toMatchObject([{ code: 'INVALID_MANAGER' }]);
  });

  test('of five changes at once one wins, also when only roles change', async () => {
    const { sales, analyst } = world.roles;
    const inputs = [{ name: '一' }, { name: '二' }, { roleIds: [] }, { roleIds: [sales] }, { roleIds: [analyst] }];
    const answers = await Promise.all(inputs.map((input) => update(input)));
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused).toHaveLength(4);
    for (const error of refused)
      expect(error).toMatchObject({ code: 'STALE_RECORD', currentVersion: person.version + 1 });
  });
});

test('a person is read with department and chain of managers; a list filters by them', async () => {
  const boss = await newPerson(world.admin, { ...place, login: 'boss', managerId: world.executive.id });
  const clerk = await newPerson(world.admin, { ...place, login: 'clerk', managerId: boss.id });
  const read = await world.bob.get<{ person: PersonView }>(`query($id: ID!) { person(id: $id) { ${PERSON} } }`, {
    id: clerk.id,
  });
  expect(read.person).toMatchObject({ login: 'clerk', manager: { login: 'boss', manager: { login: 'eve' } } });
  const query = 'query($filter: PersonFilter) { people(filter: $filter) { totalCount nodes { login } } }';
  const logins = async (filter: object): Promise<string[]> => {
    const { people } = await world.bob.get<{ people: { totalCount: number; nodes: { login: string }[] } }>(query, {
      filter,
    });
    expect(people.totalCount).toBe(people.nodes.length);
    return people.nodes.map(({ login }) => login).sort();
  };
  expect(await logins({ managerId: { eq: boss.id } })).toEqual(['clerk']);
  expect(await logins({ departmentId: { eq: world.departments.service } })).toEqual(['hugo', 'sven']);
  expect(await logins({ type: { eq: 'ANALYST' } })).toEqual(['ana']);
});

test('whoever may see the people of a region sees no others, singly, listed or as a manager', async () => {
  const scope = 'DEPARTMENT';
  const local = await aHolder('local', world.departments.south, [{ action: 'person.read', scope }]);
  const { people } = await local.get<{ people: { nodes: { id: string }[] } }>(
    '{ people(first: 100) { nodes { id } } }',
  );
  const ids = people.nodes.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([world.bob.id, world.sara.id, local.id]));
  expect(ids).not.toContain(world.alice.id);
  const query = 'query($id: ID!) { person(id: $id) { login manager { login } department { name } } }';
  const foreign = await local.ask(query, { id: world.alice.id });
  expect(foreign).toEqual(await local.ask(query, { id: '4242' }));
  expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  await sql('UPDATE person SET manager_id = ? WHERE id = ?', [world.nora.id, world.bob.id]);
  expect(await local.get(query, { id: world.bob.id })).toEqual({
    person: { login: 'bob', manager: null, department: null },
  });
});
