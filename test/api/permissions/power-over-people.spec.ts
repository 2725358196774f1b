import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { RawSocket } from '../protocol/raw-socket.js';
import { newPerson, payloadOf, rolesOf, send } from './organisation.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const PASSWORD = 'a long enough password';
const SET = 'mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId userErrors { code } } }';
/** A viewer is trusted this long. */
const TRUST_MS = 1_100;

const administrator = (login: string): Promise<TestPerson> =>
  addPerson({
    login,
    type: 'ADMINISTRATOR',
    departmentId: world.departments.root,
    roleId: world.roles['administrator']!,
  });

const versionOf = async (id: string): Promise<number> =>
  (await sql<{ version: number }>('SELECT version FROM person WHERE id = ?', [id]))[0]!.version;

const update = async (asker: TestPerson, personId: string, input: object) =>
  payloadOf(asker, 'personUpdate', { personId, expectedVersion: await versionOf(personId), ...input });

describe('the last administrator', () => {
  test.each([
    [{ roleIds: [] as string[] }, 'roleIds'],
    [{ active: false }, 'active'],
    [{ active: false, roleIds: [] as string[] }, 'active'],
  ])('stays: %j is refused, whoever asks, and nothing is written', async (input, field) => {
    const before = await rowCounts();
    const { person, userErrors } = await update(world.admin, world.admin.id, input);
    expect(person).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'LAST_ADMINISTRATOR', path: ['input', field] }]);
    expect(await rowCounts()).toEqual(before);
    expect(await rolesOf(world.admin.id)).toEqual(['administrator']);
  });

  test('says why in both languages', async () => {
    const query = 'mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { message } } }';
    const input = { personId: world.admin.id, expectedVersion: await versionOf(world.admin.id), active: false };
    const said = async (language: string): Promise<string> =>
      JSON.stringify((await request(world.admin.token, query, { input }, { 'accept-language': language })).data);
    expect(await said('en')).toContain('the last active administrator');
    expect(await said('zh-CN')).toContain('最后一名在职的管理员');
  });

  test('a disabled one does not count; with a second one the first may go', async () => {
    const second = await administrator('second');
    await sql('UPDATE person SET active = 0 WHERE id = ?', [second.id]);
    expect((await update(world.admin, world.admin.id, { roleIds: [] })).userErrors).toMatchObject([
      { code: 'LAST_ADMINISTRATOR' },
    ]);
    expect((await update(world.admin, second.id, { active: true })).userErrors).toEqual([]);
    expect((await update(world.admin, second.id, { roleIds: [world.roles['sales']] })).userErrors).toEqual([]);
    expect(await rolesOf(second.id)).toEqual(['sales']);
    expect((await update(world.admin, second.id, { active: false })).userErrors).toEqual([]);
  });

  test.each([{ active: false }, { roleIds: [] as string[] }])(
    'of two who remove each other at once by %j one stays',
    async (input) => {
      const enable = (active: number, ...ids: string[]) =>
        sql('UPDATE person SET active = ? WHERE id IN (?)', [active, ids]);
      await enable(0, world.admin.id);
      for (let round = 0; round < 4; round++) {
        const [one, two] = [await administrator(`one-${round}`), await administrator(`two-${round}`)];
        const [first, second] = await Promise.all([
          payloadOf(one, 'personUpdate', { personId: two.id, expectedVersion: 1, ...input }),
          payloadOf(two, 'personUpdate', { personId: one.id, expectedVersion: 1, ...input }),
        ]);
        expect([...first.userErrors, ...second.userErrors]).toMatchObject([{ code: 'LAST_ADMINISTRATOR' }]);
        const left = await sql(
          `SELECT p.id FROM person p JOIN role_membership m ON m.person_id = p.id AND m.deleted_at IS NULL
           WHERE m.role_id = ? AND p.active = 1`,
          [world.roles['administrator']],
        );
        expect(left).toEqual([{ id: first.person ? one.id : two.id }]);
        await enable(0, one.id, two.id);
        await sql("UPDATE person SET login = CONCAT(login, '-gone-', id) WHERE id IN (?)", [[one.id, two.id]]);
      }
      await enable(1, world.admin.id);
    },
  );
});

describe('somebody who holds more', () => {
  let clerk: TestPerson;
  beforeAll(async () => {
    const actions = ['person.read', 'person.edit', 'account.edit', 'customer.read', 'department.read'];
    clerk = await aHolder(
      'clerk',
      world.departments.root,
      actions.map((action) => ({ action, scope: 'ALL' })),
    );
  });

  const REFUSED = expect.objectContaining({
    message: expect.stringContaining('holds rights that you do not hold') as unknown,
    extensions: expect.objectContaining({ code: 'FORBIDDEN' }) as unknown,
  }) as unknown;

  test.each<[string, () => TestPerson]>([
    ['an administrator', () => world.admin],
    ['a manager', () => world.nora],
    ['a sales person, by actions on their own rows alone', () => world.alice],
  ])('%s keeps password, roles and activity', async (_who, whom) => {
    const { id } = whom();
    const before = await rowCounts();
    const expectedVersion = await versionOf(id);
    for (const input of [{ roleIds: [] }, { active: false }]) {
      const { errors, data } = await send(clerk, 'personUpdate', { personId: id, expectedVersion, ...input });
      expect([data?.done ?? null, errors]).toEqual([null, [REFUSED]]);
    }
    const { errors } = await clerk.ask(SET, { input: { personId: id, password: PASSWORD } });
    expect(errors).toEqual([REFUSED]);
    expect(await rowCounts()).toEqual(before);
  });

  test('is not enabled again either, nor given a password while disabled', async () => {
    const gone = await administrator('gone');
    expect((await update(world.admin, gone.id, { active: false })).userErrors).toEqual([]);
    const input = { personId: gone.id, expectedVersion: await versionOf(gone.id), active: true };
    expect((await send(clerk, 'personUpdate', input)).errors).toEqual([REFUSED]);
    const { errors } = await clerk.ask(SET, { input: { personId: gone.id, password: PASSWORD } });
    expect(errors).toEqual([REFUSED]);
  });

  test('facts that give no power may be changed; who holds no more is managed in full', async () => {
    expect((await update(clerk, world.alice.id, { name: 'Alice B' })).person).toMatchObject({ name: 'Alice B' });
    const reader = await aHolder('reader', world.departments.north, [{ action: 'customer.read', scope: 'DEPARTMENT' }]);
    const { data } = await clerk.ask(SET, { input: { personId: reader.id, password: PASSWORD } });
    expect(data).toEqual({ passwordSet: { personId: reader.id, userErrors: [] } });
    expect((await update(clerk, reader.id, { active: false })).person).toMatchObject({ active: false });
    expect((await update(clerk, reader.id, { active: true, roleIds: [] })).userErrors).toEqual([]);
    expect(await rolesOf(reader.id)).toEqual([]);
  });

  test('and oneself: an administrator of whatever kind sets their own password', async () => {
    const { north } = world.departments;
    const roleId = world.roles['administrator']!;
    const odd = await addPerson({ login: 'odd', type: 'EXECUTIVE', departmentId: north, roleId });
    const { data } = await odd.ask(SET, { input: { personId: odd.id, password: PASSWORD } });
    expect(data).toEqual({ passwordSet: { personId: odd.id, userErrors: [] } });
  });
});

test('being disabled ends every session for good and closes the socket; what is opened after the return stays', async () => {
  const { id } = await newPerson(world.admin, { login: 'resting', departmentId: world.departments.north });
  await world.admin.get(SET, { input: { personId: id, password: PASSWORD } });
  const signIn = async (): Promise<string> => {
    const query = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }';
    const input = { login: 'resting', password: PASSWORD };
    const { data } = await request<{ signIn: { accessToken: string } }>(null, query, { input });
    return data!.signIn.accessToken;
  };
  const tokens = [await signIn(), await signIn()];
  const socket = await RawSocket.signedIn(`Bearer ${tokens[0]}`);
  await socket.next(({ type }) => type === 'connection_ack');
  await update(world.admin, id, { active: false });
  await update(world.admin, id, { active: true });
  const later = await signIn();
  await control('drain');
  expect(await sql('SELECT ended_at IS NULL AS open FROM session WHERE person_id = ? ORDER BY id', [id])).toEqual([
    ...[{ open: 0 }, { open: 0 }, { open: 1 }],
  ]);
  expect(await socket.close(2_000)).toBe(4403);
  await new Promise((resolve) => setTimeout(resolve, TRUST_MS));
  const codes = [...tokens, later].map(async (token) => (await request(token, '{ viewer { actions } }')).status);
  expect(await Promise.all(codes)).toEqual([401, 401, 200]);
});
