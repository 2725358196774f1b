import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import {
  codeOf,
  PASSWORD,
  refresh,
  signIn,
  statusOf,
  type Tokens,
  withPassword as addWithPassword,
} from '../accounts/sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code path } } }';
const MINUTES = 60_000;

const withPassword = (login: string): Promise<string> => addWithPassword(world, login);

test('a right password opens a session; login in any case and with blanks around it', async () => {
  await withPassword('walter');
  const tokens = await signIn('  WALTER ');
  expect(tokens).toMatchObject({ userErrors: [], passwordMustChange: false, challengeToken: null });
  expect(await statusOf(tokens.accessToken!)).toBe(200);
});

test('a hash of less than today’s cost is made anew at sign-in, one of today’s cost stays', async () => {
  const personId = await withPassword('wanja');
  const stored = async (): Promise<string> => {
    const [row] = await sql<{ password_hash: string }>('SELECT password_hash FROM credential WHERE person_id = ?', [
      personId,
    ]);
    return row!.password_hash;
  };
  expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
  expect(codeOf(await signIn('wanja', 'a wrong password'))).toBe('SIGN_IN_REFUSED');
  expect(await stored()).toMatch(/m=1024,/);
  expect(codeOf(await signIn('wanja'))).toBeUndefined();
  const renewed = await stored();
  expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(codeOf(await signIn('wanja'))).toBeUndefined();
  expect(await stored()).toBe(renewed);
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
  const { data } = await request<{ signIn: Pick<Tokens, 'userErrors'> }>(null, SIGN_IN, {
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
    "SELECT COUNT(*) AS n FROM idempotency_key WHERE answer LIKE '%password%' OR input_hash = ?",
    ['first password'],
  );
  expect(Number(row!.n)).toBe(0);
});

test('ten wrong guesses, in a row or at once, lock the login for strangers for a while, known or not, the right password too', async () => {
  await withPassword('wilhelm');
  const answers: string[] = [];
  for (const login of ['wilhelm', 'unknown-wilhelm']) {
    const guesses = await Promise.all(Array.from({ length: 14 }, () => signIn(login, 'wrong password')));
    expect(guesses.filter((guess) => codeOf(guess) === 'SIGN_IN_REFUSED').length).toBeLessThanOrEqual(10);
    for (let more = 0; more < 11; more++) await signIn(login, 'wrong password');
    expect(codeOf(await signIn(login, 'wrong password'))).toBe('SIGN_IN_LATER');
    answers.push(JSON.stringify(await signIn(login)));
  }
  expect(answers[0]).toContain('SIGN_IN_LATER');
  expect(answers[1]).toBe(answers[0]);
  await control('shiftClock', 16 * MINUTES);
  try {
    expect(codeOf(await signIn('wilhelm'))).toBeUndefined();
  } finally {
    await control('shiftClock', -16 * MINUTES);
  }
}, 90_000);

test('a lock that strangers brought about hinders neither an open session nor a device that was there before', async () => {
  await withPassword('wotan');
  await withPassword('wieland');
  const { deviceToken, accessToken } = await signIn('wotan');
  const { deviceToken: foreign } = await signIn('wieland');
  for (let guess = 0; guess < 10; guess++)
    expect(codeOf(await signIn('wotan', 'wrong password'))).toBe('SIGN_IN_REFUSED');
  expect(codeOf(await signIn('wotan'))).toBe('SIGN_IN_LATER');
  expect(await statusOf(accessToken!)).toBe(200);
  for (const forged of [foreign, `${deviceToken}x`, deviceToken!.slice(0, -1), 'x'])
    expect(codeOf(await signIn('wotan', PASSWORD, forged))).toBe('SIGN_IN_LATER');
  expect(codeOf(await signIn('wotan', PASSWORD, deviceToken))).toBeUndefined();

  // The device has ten wrong guesses of its own, no more.
  for (let guess = 0; guess < 10; guess++)
    expect(codeOf(await signIn('wotan', 'wrong password', deviceToken))).toBe('SIGN_IN_REFUSED');
  expect(codeOf(await signIn('wotan', PASSWORD, deviceToken))).toBe('SIGN_IN_LATER');
  expect(await statusOf(accessToken!)).toBe(200);
  await control('shiftClock', 181 * 24 * 60 * MINUTES);
  try {
    for (let guess = 0; guess < 10; guess++) await signIn('wotan', 'wrong password');
    expect(codeOf(await signIn('wotan', PASSWORD, deviceToken))).toBe('SIGN_IN_LATER');
  } finally {
    await control('shiftClock', -181 * 24 * 60 * MINUTES);
  }
}, 90_000);

test('an address that guesses at many logins is sent away from all of them, and known devices are not', async () => {
  await withPassword('wotke');
  const { deviceToken } = await signIn('wotke');
  // As many wrong guesses of that address as it may have, of logins that nobody else is asked about.
  const [{ address, at }] = (await sql<{ address: string; at: Date }>(
    'SELECT address, created_at AS at FROM sign_in_attempt WHERE login = ? LIMIT 1',
    ['wotke'],
  )) as [{ address: string; at: Date }];
  await sql(
    `INSERT INTO sign_in_attempt (id, version, created_at, updated_at, login, address)
     SELECT seq, 1, ?, ?, CONCAT('someone-', seq), ? FROM seq_1_to_100`,
    [at, at, address],
  );
  expect(codeOf(await signIn('wotke'))).toBe('SIGN_IN_LATER');
  expect(codeOf(await signIn('nobody-else'))).toBe('SIGN_IN_LATER');
  expect(codeOf(await signIn('wotke', PASSWORD, deviceToken))).toBeUndefined();
  const before = await sql('SELECT id FROM sign_in_attempt');
  for (let knock = 0; knock < 5; knock++) await signIn('nobody-else');
  expect(await sql('SELECT id FROM sign_in_attempt')).toHaveLength(before.length);
  await sql('DELETE FROM sign_in_attempt WHERE id <= 100');
  expect(codeOf(await signIn('wotke'))).toBeUndefined();
});

test('right passwords do not count as guesses', async () => {
  await withPassword('wladimir');
  for (let round = 0; round < 12; round++) expect(codeOf(await signIn('wladimir'))).toBeUndefined();
}, 60_000);
