import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, sql } from '../../support/server.js';
import { addPerson, freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const PASSWORD = 'correct horse battery';
const FIELDS = 'accessToken accessTokenExpiresAt refreshToken userErrors { code message path }';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { ${FIELDS} } }`;
const REFRESH = `mutation($input: TokenRefreshInput!) { tokenRefresh(input: $input) { ${FIELDS} } }`;
const VIEWER = '{ viewer { actions } }';
const MINUTES = 60_000;

interface Tokens {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly userErrors: readonly { code: string; path: string[] }[];
}

async function signIn(login: string, password = PASSWORD): Promise<Tokens> {
  return (await request<{ signIn: Tokens }>(null, SIGN_IN, { input: { login, password } })).data!.signIn;
}

async function refresh(refreshToken: string): Promise<Tokens> {
  return (await request<{ tokenRefresh: Tokens }>(null, REFRESH, { input: { refreshToken } })).data!.tokenRefresh;
}

const codeOf = ({ userErrors }: Tokens): string | undefined => userErrors[0]?.code;
const statusOf = async (token: string): Promise<number> => (await request(token, VIEWER)).status;

async function withPassword(login: string): Promise<string> {
  const { north } = world.departments;
  const person = await addPerson({ login, type: 'STAFF', departmentId: north, roleId: world.roles['sales']! });
  await world.admin.get(
    'mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId userErrors { code } } }',
    {
      input: { personId: person.id, password: PASSWORD },
    },
  );
  return person.id;
}

test('a right password opens a session; login in any case and with blanks around it', async () => {
  await withPassword('walter');
  const tokens = await signIn('  WALTER ');
  expect(tokens.userErrors).toEqual([]);
  expect(await statusOf(tokens.accessToken!)).toBe(200);
  const [row] = await sql<{ password_hash: string }>('SELECT password_hash FROM credential');
  expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('wrong password, unknown login and disabled person answer alike', async () => {
  await withPassword('wanda');
  const personId = await withPassword('wilma');
  await sql('UPDATE person SET active = 0 WHERE id = ?', [personId]);
  const answers = [await signIn('wanda', 'wrong password'), await signIn('nobody-at-all'), await signIn('wilma')];
  expect(answers.map((answer) => JSON.stringify(answer))).toEqual(Array(3).fill(JSON.stringify(answers[0])));
  expect(codeOf(answers[0]!)).toBe('SIGN_IN_REFUSED');
});

test('inputs that are no inputs are the form’s to mend', async () => {
  const { data } = await request<{ signIn: Tokens }>(null, SIGN_IN, {
    input: { login: '', password: 'x'.repeat(201) },
  });
  expect(data!.signIn.userErrors.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['INVALID_IS_NOT_EMPTY', 'input.login'],
    ['INVALID_MAX_LENGTH', 'input.password'],
  ]);
});

test('a refresh token works once and gives the next; the use of any older one ends the session', async () => {
  await withPassword('wendy');
  const first = await signIn('wendy');
  const second = await refresh(first.refreshToken!);
  const third = await refresh(second.refreshToken!);
  expect([second, third].map(codeOf)).toEqual([undefined, undefined]);
  expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
  expect(await statusOf(third.accessToken!)).toBe(200);
  expect(codeOf(await refresh(first.refreshToken!))).toBe('REFRESH_REFUSED');
  expect(codeOf(await refresh(third.refreshToken!))).toBe('REFRESH_REFUSED');
  expect(await statusOf(third.accessToken!)).toBe(401);
});

test('two uses of one refresh token at once are a theft as well', async () => {
  await withPassword('wolf');
  const { refreshToken, accessToken } = await signIn('wolf');
  const both = await Promise.all([refresh(refreshToken!), refresh(refreshToken!)]);
  expect(both.filter((tokens) => codeOf(tokens) === undefined).length).toBeLessThanOrEqual(1);
  expect(await statusOf(accessToken!)).toBe(401);
});

test('a made-up refresh token ends nobody’s session', async () => {
  await withPassword('wilbur');
  const { refreshToken, accessToken } = await signIn('wilbur');
  const [session, secret, seal] = refreshToken!.split('.');
  const other = `${'A'.repeat(42)}x`;
  for (const forged of [
    'x',
    `${session}.${secret}`,
    `${session}.${other}.${seal}`,
    `${session}.${secret}.${other}`,
    `1.${secret}.${seal}`,
    refreshToken!.slice(0, -1),
  ])
    expect(codeOf(await refresh(forged))).toBe('REFRESH_REFUSED');
  expect(await statusOf(accessToken!)).toBe(200);
  expect(codeOf(await refresh(refreshToken!))).toBeUndefined();
});

test('signing out ends the session at once, and its refresh token with it', async () => {
  await withPassword('wim');
  const { accessToken, refreshToken } = await signIn('wim');
  const out = await request<{ signOut: { signedOut: boolean } }>(
    accessToken,
    'mutation { signOut { signedOut userErrors { code } } }',
  );
  expect(out.data!.signOut.signedOut).toBe(true);
  expect(await statusOf(accessToken!)).toBe(401);
  expect(codeOf(await refresh(refreshToken!))).toBe('REFRESH_REFUSED');
});

test('a new password ends the sessions that the old one opened', async () => {
  const personId = await withPassword('woody');
  const { accessToken, refreshToken } = await signIn('woody');
  await world.admin.get('mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }', {
    input: { personId, password: 'another password' },
  });
  expect(await statusOf(accessToken!)).toBe(401);
  expect(codeOf(await refresh(refreshToken!))).toBe('REFRESH_REFUSED');
  expect(codeOf(await signIn('woody'))).toBe('SIGN_IN_REFUSED');
  expect(codeOf(await signIn('woody', 'another password'))).toBeUndefined();
});

test('one idempotency key sets one password: with another it is a conflict', async () => {
  const personId = await withPassword('wes');
  const set = (password: string) =>
    world.admin.ask('mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }', {
      input: { personId, password, idempotencyKey: 'pw' },
    });
  expect((await set('first password')).errors).toBeUndefined();
  expect((await set('first password')).errors).toBeUndefined();
  expect((await set('second password')).errors?.[0]?.extensions.code).toBe('CONFLICT');
  const [row] = await sql<{ n: string }>(
    "SELECT COUNT(*) AS n FROM idempotency_key WHERE answer LIKE '%password%' OR input_hash LIKE '%password%'",
  );
  expect(Number(row!.n)).toBe(0);
});

test('ten wrong guesses, in a row or at once, lock the login for a while, known or not, the right password too', async () => {
  await withPassword('wilhelm');
  for (const login of ['wilhelm', 'unknown-wilhelm']) {
    const guesses = await Promise.all(Array.from({ length: 14 }, () => signIn(login, 'wrong password')));
    expect(guesses.filter((guess) => codeOf(guess) === 'SIGN_IN_REFUSED').length).toBeLessThanOrEqual(10);
    for (let more = 0; more < 11; more++) await signIn(login, 'wrong password');
    expect(codeOf(await signIn(login, 'wrong password'))).toBe('SIGN_IN_LATER');
    expect(codeOf(await signIn(login))).toBe('SIGN_IN_LATER');
  }
  await control('shiftClock', 16 * MINUTES);
  try {
    expect(codeOf(await signIn('wilhelm'))).toBeUndefined();
  } finally {
    await control('shiftClock', -16 * MINUTES);
  }
}, 90_000);

test('right passwords do not count as guesses', async () => {
  await withPassword('wladimir');
  for (let round = 0; round < 12; round++) expect(codeOf(await signIn('wladimir'))).toBeUndefined();
}, 60_000);
