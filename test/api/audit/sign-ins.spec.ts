import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { entriesOf, verifyAudit } from './audit-entries.js';

const PASSWORD = 'a long enough one';
const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
  const input = { personId: world.alice.id, password: PASSWORD };
  await world.admin.get('mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }', { input });
});
afterAll(closeSql);

async function signIn(login: string, password = PASSWORD): Promise<string | null> {
  const { data } = await request<{ signIn: { accessToken: string | null } }>(
    null,
    SIGN_IN,
    { input: { login, password } },
    { 'x-request-id': 'sign-in-1' },
  );
  return data!.signIn.accessToken;
}

test('a sign-in is kept with the session that it opened, and so is its end', async () => {
  const token = await signIn('alice');
  const [session] = await sql<{ id: string }>('SELECT id FROM session WHERE person_id = ? ORDER BY id DESC LIMIT 1', [
    world.alice.id,
  ]);
  const own = { actor_id: world.alice.id, session_id: session!.id, record_id: session!.id, kind: 'session' };
  expect(await entriesOf('SIGN_IN')).toMatchObject([
    { ...own, action: 'sign-in', request_id: 'sign-in-1', address: expect.stringContaining('127.0.0.1') },
  ]);
  await request(token, 'mutation { signOut { userErrors { code } } }');
  expect((await entriesOf('SIGN_OUT')).at(-1)).toMatchObject({ ...own, action: 'sign-out' });
  expect(await verifyAudit()).toMatchObject({ damages: [], tail: { count: 0 } });
});

test('a session that somebody else ends says who did it', async () => {
  await signIn('alice');
  const input = { personId: world.alice.id, password: 'another long one' };
  await world.admin.get('mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }', { input });
  expect((await entriesOf('SIGN_OUT')).at(-1)).toMatchObject({ actor_id: world.admin.id, kind: 'session' });
});

test('a refused sign-in is kept with the login that was tried, known or not, and never the password', async () => {
  expect(await signIn('alice', 'wrong password')).toBeNull();
  expect(await signIn('nobody-here', 'wrong password')).toBeNull();
  const entries = await entriesOf('SIGN_IN_REFUSED');
  expect(entries).toMatchObject([
    { actor_id: null, action: 'signIn', reason: 'signIn: SIGN_IN_REFUSED', changes: '{"login":[null,"alice"]}' },
    { actor_id: null, action: 'signIn', request_id: 'sign-in-1', changes: '{"login":[null,"nobody-here"]}' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('wrong password');
});

test('sign-ins that are sent away unheard are counted with those that were heard', async () => {
  for (let n = 0; n < 12; n++) await signIn('alice', 'wrong password');
  const entries = await entriesOf('SIGN_IN_REFUSED');
  expect(entries.map(({ reason, times }) => [reason, times])).toEqual([
    ['signIn: SIGN_IN_REFUSED', 1],
    ['signIn: SIGN_IN_LATER', 1],
    ['signIn: SIGN_IN_REFUSED', 9],
    ['signIn: SIGN_IN_LATER', 1],
  ]);
});
