import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { change as changeBy, codeOf, PASSWORD, signIn, statusOf, type Tokens, withPassword } from './sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

type Changed = Pick<Tokens, 'userErrors'> & { readonly changed: boolean | null };
const NEXT = 'quite another sentence';

const change = (token: string, oldPassword: string, newPassword: string, more: object = {}): Promise<Changed> =>
  changeBy<Changed>(token, 'passwordChange', 'changed', { oldPassword, newPassword, ...more });

const open = async (login: string, password = PASSWORD): Promise<string> =>
  (await signIn(login, password)).accessToken!;

test('changes the own password, ends the other sessions and keeps this one', async () => {
  const personId = await withPassword(world, 'paula');
  const [here, elsewhere] = [await open('paula'), await open('paula')];
  expect(await change(here, PASSWORD, NEXT)).toEqual({ changed: true, userErrors: [] });
  expect([await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 401]);
  expect(codeOf(await signIn('paula'))).toBe('SIGN_IN_REFUSED');
  expect(codeOf(await signIn('paula', NEXT))).toBeUndefined();
  const audit = await sql<{ action: string; changes: string }>(
    `SELECT action, changes FROM audit_entry JOIN audit_value ON entry_id = audit_entry.id
     WHERE record_id = (SELECT id FROM credential WHERE person_id = ?) AND action = 'password.change'`,
    [personId],
  );
  expect(audit).toHaveLength(1);
  expect(audit[0]!.changes).not.toContain('argon2');
});

test.each([
  ['a wrong old password', 'not the password', NEXT, 'INVALID_OLD_PASSWORD', 'oldPassword'],
  ['a short one', PASSWORD, 'short', 'INVALID_PASSWORD', 'newPassword'],
  ['the login', PASSWORD, 'peter-pan-99', 'INVALID_PASSWORD', 'newPassword'],
  ['the login with a year', PASSWORD, 'peter-pan-992026', 'INVALID_PASSWORD_GUESSED', 'newPassword'],
  ['a common one', PASSWORD, 'password123', 'INVALID_PASSWORD_GUESSED', 'newPassword'],
  ['a keyboard row', PASSWORD, 'qwertyuiop', 'INVALID_PASSWORD_GUESSED', 'newPassword'],
  ['repetitions', PASSWORD, 'aaaaaaaaaaaa', 'INVALID_PASSWORD_GUESSED', 'newPassword'],
  ['the same again', PASSWORD, PASSWORD, 'INVALID_PASSWORD_REUSED', 'newPassword'],
])('refuses %s, and changes nothing', async (name, oldPassword, newPassword, code, field) => {
  const login = name === 'a wrong old password' ? 'peter-pan-0' : 'peter-pan-99';
  if ((await sql('SELECT id FROM person WHERE login = ?', [login])).length === 0) await withPassword(world, login);
  const token = await open(login);
  const before = await sql('SELECT * FROM credential');
  const sessions = await sql('SELECT id FROM session WHERE ended_at IS NULL');
  expect(await change(token, oldPassword, newPassword)).toEqual({
    changed: null,
    userErrors: [{ code, path: ['input', field] }],
  });
  expect(await sql('SELECT * FROM credential')).toEqual(before);
  expect(await sql('SELECT id FROM session WHERE ended_at IS NULL')).toEqual(sessions);
  expect(await statusOf(token)).toBe(200);
});

test('none of the last five passwords comes back, the sixth does, and forgotten ones leave no hash', async () => {
  const personId = await withPassword(world, 'priska');
  const token = await open('priska');
  const names = [PASSWORD, 'second of them all', 'third of them all', 'fourth of them all', 'fifth of them all'];
  for (let index = 1; index < names.length; index++)
    expect(await change(token, names[index - 1]!, names[index]!)).toMatchObject({ changed: true });
  for (const used of names)
    expect(codeOf(await change(token, 'fifth of them all', used))).toBe('INVALID_PASSWORD_REUSED');
  expect(await change(token, 'fifth of them all', 'sixth of them all')).toMatchObject({ changed: true });
  expect(await change(token, 'sixth of them all', PASSWORD)).toMatchObject({ changed: true });
  const kept = await sql<{ password_hash: string; deleted_at: Date | null }>(
    'SELECT password_hash, deleted_at FROM earlier_password WHERE person_id = ?',
    [personId],
  );
  expect(kept.filter(({ deleted_at: gone }) => gone === null)).toHaveLength(4);
  expect(kept.filter(({ deleted_at: gone }) => gone !== null).every(({ password_hash: hash }) => hash === '')).toBe(
    true,
  );
}, 120_000);

test('a repeated key answers as the first time, with another password it is a conflict', async () => {
  await withPassword(world, 'pius');
  const token = await open('pius');
  const key = { idempotencyKey: 'change-1' };
  expect(await change(token, PASSWORD, NEXT, key)).toMatchObject({ changed: true });
  expect(await change(token, PASSWORD, NEXT, key)).toMatchObject({ changed: true });
  await expect(change(token, PASSWORD, 'and a third sentence', key)).rejects.toThrow('CONFLICT');
  expect(codeOf(await signIn('pius', NEXT))).toBeUndefined();
});

test('of two changes at once one counts', async () => {
  await withPassword(world, 'pelle');
  const token = await open('pelle');
  const both = await Promise.all([change(token, PASSWORD, NEXT), change(token, PASSWORD, `${NEXT} too`)]);
  expect(both.map(codeOf).sort()).toEqual(['INVALID_OLD_PASSWORD', undefined]);
  const opened = [codeOf(await signIn('pelle', NEXT)), codeOf(await signIn('pelle', `${NEXT} too`))];
  expect(opened.sort()).toEqual(['SIGN_IN_REFUSED', undefined]);
});

test('a session that guesses at the password is stopped after ten, without hindering another one', async () => {
  await withPassword(world, 'pablo');
  const [thief, owner] = [await open('pablo'), await open('pablo')];
  for (let guess = 0; guess < 10; guess++)
    expect(codeOf(await change(thief, 'a wrong guess', NEXT))).toBe('INVALID_OLD_PASSWORD');
  expect(codeOf(await change(thief, PASSWORD, NEXT))).toBe('SIGN_IN_LATER');
  expect(codeOf(await signIn('pablo'))).toBeUndefined();
  expect(await change(owner, PASSWORD, NEXT)).toMatchObject({ changed: true });
}, 60_000);

test('nobody who is not signed in changes anything', async () => {
  const before = await rowCounts();
  await expect(change('', PASSWORD, NEXT)).rejects.toThrow('UNAUTHENTICATED');
  expect(await rowCounts()).toEqual(before);
});

describe('somebody whose password an administrator has set', () => {
  const VIEWER = '{ viewer { passwordMustChange actions person { login } } }';
  const FIRST = 'handed out by hand';

  test('signs in, may do nothing but change it and sign out, and is free afterwards', async () => {
    const personId = await withPassword(world, 'petra');
    await changeBy(world.admin.token, 'passwordSet', 'personId', { personId, password: FIRST });
    const tokens = await signIn('petra', FIRST);
    expect(tokens).toMatchObject({ passwordMustChange: true, userErrors: [] });
    const token = tokens.accessToken!;
    expect((await request(token, VIEWER)).data).toEqual({
      viewer: { passwordMustChange: true, actions: [], person: null },
    });
    for (const query of [
      '{ customers { totalCount } }',
      '{ notifications { totalCount } }',
      '{ sessions { totalCount } }',
      'mutation { sessionsRevokeOthers(input: {}) { revoked } }',
      'mutation { secondFactorEnrol(input: { password: "x" }) { secret } }',
    ]) {
      const { errors } = await request(token, query);
      expect([query, errors?.[0]?.extensions.code]).toEqual([query, 'FORBIDDEN']);
      expect(errors?.[0]?.message).toContain('passwordChange');
    }
    expect(codeOf(await change(token, FIRST, FIRST))).toBe('INVALID_PASSWORD_REUSED');
    expect(codeOf(await change(token, FIRST, NEXT))).toBeUndefined();
    const { data } = await request<{ viewer: { passwordMustChange: boolean; person: unknown } }>(token, VIEWER);
    expect(data!.viewer).toMatchObject({ passwordMustChange: false, person: { login: 'petra' } });
    expect((await request(token, '{ customers { totalCount } }')).errors).toBeUndefined();
    expect(await signIn('petra', NEXT)).toMatchObject({ passwordMustChange: false });
  });

  test('one’s own password, set by oneself, needs no change', async () => {
    await changeBy(world.admin.token, 'passwordSet', 'personId', { personId: world.admin.id, password: FIRST });
    expect(await signIn('admin', FIRST)).toMatchObject({ passwordMustChange: false });
  });
});
