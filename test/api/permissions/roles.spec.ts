import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { newPerson, payloadOf, type Refusal, rolesOf } from './organisation.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const PASSWORD = 'a long enough password';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken userErrors { code } } }`;
const REFRESH = 'mutation($input: TokenRefreshInput!) { tokenRefresh(input: $input) { userErrors { code } } }';
/** A viewer is trusted this long. */
const TRUST_MS = 1_100;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly userErrors: { code: string }[];
}

async function signIn(login: string): Promise<Tokens> {
  return (await request<{ signIn: Tokens }>(null, SIGN_IN, { input: { login, password: PASSWORD } })).data!.signIn;
}

async function withPassword(login: string, input: object): Promise<string> {
  const { id } = await newPerson(world.admin, { departmentId: world.departments.root, ...input, login });
  const set = 'mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }';
  await world.admin.get(set, { input: { personId: id, password: PASSWORD } });
  // As if they had chosen it themselves; until then they could do nothing else.
  await sql('UPDATE credential SET must_change = 0 WHERE person_id = ?', [id]);
  return id;
}

describe('granting roles', () => {
  test('an administrator just added grants every standard role, the administrator’s too', async () => {
    const roleIds = [world.roles['administrator']];
    await withPassword('fresh-admin', { type: 'ADMINISTRATOR', roleIds });
    const { accessToken } = await signIn('fresh-admin');
    const codes = Object.keys(world.roles);
    expect(codes).toEqual(expect.arrayContaining(['administrator', 'executive', 'sales_manager', 'sales', 'analyst']));
    for (const [index, code] of codes.entries()) {
      const input = { login: `holder-${index}`, name: code, departmentId: world.departments.root };
      const { data } = await request<{ done: { person: { id: string } | null; userErrors: Refusal[] } }>(
        accessToken,
        'mutation($input: PersonCreateInput!) { done: personCreate(input: $input) { person { id } userErrors { code } } }',
        { input: { ...input, roleIds: [world.roles[code]] } },
      );
      expect([code, data!.done.userErrors]).toEqual([code, []]);
      expect(await rolesOf(data!.done.person!.id)).toEqual([code]);
    }
  });

  test('the roles given are all that the person holds from then on, and each counts from then on', async () => {
    const { sales, analyst } = world.roles;
    const id = await withPassword('changing', { roleIds: [sales] });
    const { accessToken } = await signIn('changing');
    const holds = async (action: string): Promise<boolean | undefined> => {
      const { data } = await request<{ viewer: { actions: string[] } }>(accessToken, '{ viewer { actions } }');
      return data?.viewer.actions.includes(action);
    };
    expect([await holds('customer.create'), await holds('customer.report')]).toEqual([true, true]);
    const input = { personId: id, expectedVersion: 1, roleIds: [analyst] };
    expect((await payloadOf(world.admin, 'personUpdate', input)).person?.version).toBe(2);
    expect(await rolesOf(id)).toEqual(['analyst']);
    await new Promise((resolve) => setTimeout(resolve, TRUST_MS));
    expect([await holds('customer.create'), await holds('customer.report')]).toEqual([false, true]);
  });
});

describe('nobody grants more than they hold', () => {
  const REACH = 'DEPARTMENT_AND_BELOW';
  let staffer: TestPerson;
  let target: { id: string; version: number };

  /** Adds a role of one action. */
  const role = (code: string, action: string, scope: string, departmentIds: string[] = []): Promise<string> =>
    insertRecord('role', {
      ...{ code, name: code, administrator: 0 },
      permissions: JSON.stringify([{ action, scope, departmentIds }]),
    });

  beforeAll(async () => {
    const { north } = world.departments;
    const people = ['person.create', 'person.edit'].map((action) => ({ action, scope: 'ALL' }));
    staffer = await aHolder('staffer', north, [
      ...people,
      ...['person.read', 'department.read'].map((action) => ({ action, scope: 'ALL' })),
      { action: 'customer.read', scope: REACH },
      { action: 'customer.edit', scope: 'OWN' },
    ]);
    target = await newPerson(world.admin, { login: 'target', departmentId: north });
  });

  async function grant(roleId: string, more: object = {}): Promise<Refusal[]> {
    const before = await rowCounts();
    const input = { personId: target.id, expectedVersion: target.version, roleIds: [roleId], ...more };
    const { person, userErrors } = await payloadOf(staffer, 'personUpdate', input);
    if (person) target = person;
    else expect(await rowCounts()).toEqual(before);
    return userErrors;
  }
  const REFUSED = [{ code: 'INVALID_ROLE', path: ['input', 'roleIds'] }];

  test('an action that they lack, on whatever rows', async () => {
    expect(await grant(await role('deleter', 'customer.delete', 'OWN'))).toMatchObject(REFUSED);
    expect(await grant(world.roles['sales']!)).toMatchObject(REFUSED);
  });

  test('the administrator’s role', async () => {
    expect(await grant(world.roles['administrator']!)).toMatchObject(REFUSED);
    const input = { login: 'second', name: '二', departmentId: world.departments.north, type: 'ADMINISTRATOR' };
    const roleIds = [world.roles['administrator']];
    expect((await payloadOf(staffer, 'personCreate', { ...input, roleIds })).userErrors).toMatchObject(REFUSED);
  });

  test('an action that they hold, on more rows than theirs', async () => {
    const { south } = world.departments;
    expect(await grant(await role('all-reader', 'customer.read', 'ALL'))).toMatchObject(REFUSED);
    expect(await grant(await role('south-reader', 'customer.read', 'NAMED_DEPARTMENTS', [south]))).toMatchObject(
      REFUSED,
    );
    expect(await grant(await role('north-editor', 'customer.edit', 'DEPARTMENT'))).toMatchObject(REFUSED);
    expect(await grant(await role('north-reader', 'customer.read', REACH))).toEqual([]);
    expect(await grant(await role('own-editor', 'customer.edit', 'OWN'))).toEqual([]);
  });

  test('nor by moving someone who holds a role to where it reaches further', async () => {
    expect(await grant(await role('area-reader', 'customer.read', REACH))).toEqual([]);
    const input = { personId: target.id, expectedVersion: target.version, departmentId: world.departments.root };
    const before = await rowCounts();
    expect((await payloadOf(staffer, 'personUpdate', input)).userErrors).toMatchObject(REFUSED);
    expect(await rowCounts()).toEqual(before);
    expect((await payloadOf(staffer, 'personUpdate', { ...input, roleIds: [] })).userErrors).toEqual([]);
  });
});

test('who is disabled is out at once: no session, no refresh, no sign-in; and may come back', async () => {
  const personId = await withPassword('leaving', { roleIds: [world.roles['sales']] });
  const { accessToken, refreshToken } = await signIn('leaving');
  const disable = (active: boolean, expectedVersion: number) =>
    payloadOf(world.admin, 'personUpdate', { personId, expectedVersion, active });
  expect((await disable(false, 1)).person).toMatchObject({ active: false, version: 2 });
  await new Promise((resolve) => setTimeout(resolve, TRUST_MS));
  const refused = await request(accessToken, '{ viewer { actions } }');
  expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  const refresh = await request<{ tokenRefresh: Tokens }>(null, REFRESH, { input: { refreshToken } });
  expect(refresh.data!.tokenRefresh.userErrors).toEqual([{ code: 'REFRESH_REFUSED' }]);
  expect((await signIn('leaving')).userErrors).toEqual([{ code: 'SIGN_IN_REFUSED' }]);
  expect((await disable(true, 2)).person).toMatchObject({ active: true });
  expect((await signIn('leaving')).userErrors).toEqual([]);
});

test('roles are listed for administrators, and for nobody who lacks the action', async () => {
  const query = '{ roles(filter: { code: { eq: "administrator" } }) { totalCount nodes { code administrator } } }';
  expect(await world.admin.get(query)).toEqual({
    roles: { totalCount: 1, nodes: [{ code: 'administrator', administrator: true }] },
  });
  for (const person of [world.nora, world.alice, world.executive])
    expect((await person.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
