import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, insertRecord, type World } from '../../support/world.js';
import { aHolder, aRole } from '../access/records-of-bob.js';
import {
  change,
  codeOf,
  codeOfApp,
  confirm,
  givePassword,
  PASSWORD,
  signIn,
  statusOf,
  type Tokens,
  withPassword,
} from './sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

type Refusable = Pick<Tokens, 'userErrors'>;
type Enrolled = Refusable & { readonly secret: string | null; readonly uri: string | null };
type Confirmed = Refusable & { readonly recoveryCodes: string[] | null };

const MINUTES = 60_000;

const enrol = (token: string, input: object = { password: PASSWORD }): Promise<Enrolled> =>
  change<Enrolled>(token, 'secondFactorEnrol', 'secret uri', input);
const switchOn = (token: string, code: string, more: object = {}): Promise<Confirmed> =>
  change<Confirmed>(token, 'secondFactorConfirm', 'recoveryCodes', { code, ...more });
const switchOff = (token: string, code: string): Promise<Refusable & { disabled: boolean | null }> =>
  change(token, 'secondFactorDisable', 'disabled', { code });

/** Somebody with a second factor that was switched on a while ago, so that the code of now is new. */
async function withFactor(
  login: string,
): Promise<{ personId: string; token: string; secret: string; recoveryCodes: string[] }> {
  const personId = await withPassword(world, login);
  const token = (await signIn(login)).accessToken!;
  const { secret } = await enrol(token);
  const { recoveryCodes } = await switchOn(token, codeOfApp(secret!, -1));
  return { personId, token, secret: secret!, recoveryCodes: recoveryCodes! };
}

async function challengeOf(login: string): Promise<string> {
  const { accessToken, challengeToken } = await signIn(login);
  expect(accessToken).toBeNull();
  return challengeToken!;
}

describe('secondFactorEnrol and secondFactorConfirm', () => {
  test('the secret is shown once, kept encrypted, and counts only when a code has shown that the app has it', async () => {
    const personId = await withPassword(world, 'flora');
    const token = (await signIn('flora')).accessToken!;
    const { secret, uri, userErrors } = await enrol(token);
    expect(userErrors).toEqual([]);
    expect(uri).toBe(
      `otpauth://totp/Guanxi%20CRM:flora?issuer=Guanxi%20CRM&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect((await signIn('flora')).accessToken).not.toBeNull();
    const { recoveryCodes } = await switchOn(token, ` ${codeOfApp(secret!)} `);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes!) expect(code).toMatch(/^([0-9a-f]{5}-){3}[0-9a-f]{5}$/);
    expect(await signIn('flora')).toMatchObject({ accessToken: null, refreshToken: null, deviceToken: null });
    const stored = JSON.stringify([
      await sql('SELECT * FROM second_factor WHERE person_id = ?', [personId]),
      await sql('SELECT * FROM second_factor_history WHERE person_id = ?', [personId]),
      await sql('SELECT * FROM recovery_code WHERE person_id = ?', [personId]),
      await sql('SELECT * FROM audit_value'),
      await sql('SELECT * FROM idempotency_key WHERE person_id = ?', [personId]),
    ]);
    for (const shown of [secret!, recoveryCodes![0]!, recoveryCodes![0]!.replaceAll('-', '')])
      expect(stored).not.toContain(shown);
    const actions = await sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE actor_id = ? AND kind = 'second_factor' ORDER BY id",
      [personId],
    );
    expect(actions.map(({ action }) => action)).toEqual(['secondFactor.enrol', 'secondFactor.confirm']);
  });

  test('each refuses what is not its turn, and writes nothing but the guess', async () => {
    await withPassword(world, 'frida');
    const token = (await signIn('frida')).accessToken!;
    const factors = () => sql('SELECT * FROM second_factor');
    const before = await factors();
    const refusal = (code: string, path: string[]) => ({ userErrors: [{ code, path }] });
    expect(await enrol(token, { password: 'wrong one' })).toMatchObject(
      refusal('INVALID_OLD_PASSWORD', ['input', 'password']),
    );
    expect(await switchOn(token, '123456')).toMatchObject(refusal('SECOND_FACTOR_OFF', ['input']));
    expect(await switchOff(token, '123456')).toMatchObject(refusal('SECOND_FACTOR_OFF', ['input']));
    expect(await factors()).toEqual(before);
    const { secret } = await enrol(token);
    const pending = await factors();
    expect(await switchOn(token, codeOfApp(secret!, 9))).toMatchObject(
      refusal('SECOND_FACTOR_REFUSED', ['input', 'code']),
    );
    expect(await switchOn(token, 'abcdef')).toMatchObject(refusal('SECOND_FACTOR_REFUSED', ['input', 'code']));
    expect(await factors()).toEqual(pending);
    const code = codeOfApp(secret!);
    expect(await switchOn(token, code)).toMatchObject({ userErrors: [] });
    const on = await factors();
    expect(await switchOn(token, code)).toMatchObject(refusal('SECOND_FACTOR_ON', ['input']));
    expect(await enrol(token)).toMatchObject({ secret: null, uri: null, ...refusal('SECOND_FACTOR_ON', ['input']) });
    expect(await factors()).toEqual(on);
  });

  test('a repeated key gives the pending secret again, and recovery codes no second time', async () => {
    await withPassword(world, 'fanny');
    const token = (await signIn('fanny')).accessToken!;
    const input = { password: PASSWORD, idempotencyKey: 'enrol' };
    const { secret } = await enrol(token, input);
    expect((await enrol(token, input)).secret).toBe(secret);
    const [code, key] = [codeOfApp(secret!), { idempotencyKey: 'confirm' }];
    expect((await switchOn(token, code, key)).recoveryCodes).toHaveLength(10);
    expect(await switchOn(token, code, key)).toEqual({ recoveryCodes: null, userErrors: [] });
    expect(await enrol(token, input)).toMatchObject({ secret: null, userErrors: [] });
  });

  test('two that enrol at once leave one secret, and the one that is shown works', async () => {
    await withPassword(world, 'felix');
    const token = (await signIn('felix')).accessToken!;
    const both = await Promise.all([enrol(token), enrol(token)]);
    expect(both.map(codeOf)).toEqual([undefined, undefined]);
    const shown = [...new Set(both.map(({ secret }) => secret!))];
    const answers: (string | undefined)[] = [];
    for (const secret of shown) answers.push(codeOf(await switchOn(token, codeOfApp(secret))));
    expect(answers).toContain(undefined);
  });
});

describe('signInConfirm', () => {
  test('a code opens the session, once; older ones, its neighbours outside the window and made-up challenges do not', async () => {
    const { secret } = await withFactor('fred');
    const challenge = await challengeOf('fred');
    for (const wrong of [codeOfApp(secret, -1), codeOfApp(secret, 3), codeOfApp(secret, -3), '', 'abcdef'])
      expect(['SECOND_FACTOR_REFUSED', 'INVALID_IS_NOT_EMPTY']).toContain(codeOf(await confirm(challenge, wrong)));
    const code = codeOfApp(secret);
    const tokens = await confirm(challenge, code);
    expect(tokens).toMatchObject({ userErrors: [], passwordMustChange: false });
    expect(await statusOf(tokens.accessToken!)).toBe(200);
    expect(codeOf(await confirm(challenge, code))).toBe('SECOND_FACTOR_REFUSED');
    expect(codeOf(await confirm(await challengeOf('fred'), code))).toBe('SECOND_FACTOR_REFUSED');
    for (const forged of [`${challenge}x`, tokens.accessToken!, 'x.y.z'])
      expect(codeOf(await confirm(forged, codeOfApp(secret, 1)))).toBe('CHALLENGE_REFUSED');
    expect(await statusOf(challenge)).toBe(401);
    expect(codeOf(await confirm(challenge, codeOfApp(secret, 1)))).toBeUndefined();
  });

  test('of two uses of one code at once, one opens a session', async () => {
    const { secret, personId } = await withFactor('ferry');
    const challenge = await challengeOf('ferry');
    const code = codeOfApp(secret);
    const both = await Promise.all([confirm(challenge, code), confirm(challenge, code)]);
    expect(both.map(codeOf).sort()).toEqual(['SECOND_FACTOR_REFUSED', undefined]);
    expect(await sql('SELECT id FROM session WHERE person_id = ?', [personId])).toHaveLength(3);
  });

  test('a recovery code stands in for the app, once', async () => {
    const { recoveryCodes } = await withFactor('fritz');
    const [first, second] = recoveryCodes as [string, string];
    expect(codeOf(await confirm(await challengeOf('fritz'), first))).toBeUndefined();
    expect(codeOf(await confirm(await challengeOf('fritz'), first))).toBe('SECOND_FACTOR_REFUSED');
    expect(codeOf(await confirm(await challengeOf('fritz'), second.replaceAll('-', '').toUpperCase()))).toBeUndefined();
    const { recoveryCodes: others } = await withFactor('fiona');
    expect(codeOf(await confirm(await challengeOf('fritz'), others[0]!))).toBe('SECOND_FACTOR_REFUSED');
  });

  test('a challenge ends after five minutes, with a new password, and when the person is disabled', async () => {
    const { secret, personId, token } = await withFactor('frank');
    const [late, changed] = [await challengeOf('frank'), await challengeOf('frank')];
    await control('shiftClock', 6 * MINUTES);
    try {
      expect(codeOf(await confirm(late, codeOfApp(secret, 12)))).toBe('CHALLENGE_REFUSED');
    } finally {
      await control('shiftClock', -6 * MINUTES);
    }
    await change(token, 'passwordChange', 'changed', { oldPassword: PASSWORD, newPassword: 'a fresh sentence' });
    expect(codeOf(await confirm(changed, codeOfApp(secret)))).toBe('CHALLENGE_REFUSED');
    const { challengeToken } = await signIn('frank', 'a fresh sentence');
    await sql('UPDATE person SET active = 0 WHERE id = ?', [personId]);
    expect(codeOf(await confirm(challengeToken!, codeOfApp(secret)))).toBe('CHALLENGE_REFUSED');
  });

  test('wrong codes count with wrong passwords: ten together close the door, a right password opens it no earlier', async () => {
    const { secret } = await withFactor('fuchs');
    for (let guess = 0; guess < 5; guess++) await signIn('fuchs', 'wrong password');
    const challenge = await challengeOf('fuchs');
    for (let guess = 0; guess < 5; guess++)
      expect(codeOf(await confirm(challenge, codeOfApp(secret, 5 + guess)))).toBe('SECOND_FACTOR_REFUSED');
    expect(codeOf(await confirm(challenge, codeOfApp(secret)))).toBe('SIGN_IN_LATER');
    expect(codeOf(await signIn('fuchs'))).toBe('SIGN_IN_LATER');
  }, 60_000);
});

describe('secondFactorDisable', () => {
  test('a new code or a recovery code switches it off and forgets everything', async () => {
    const { personId, token, secret, recoveryCodes } = await withFactor('fides');
    expect(codeOf(await switchOff(token, codeOfApp(secret, -1)))).toBe('SECOND_FACTOR_REFUSED');
    expect(await switchOff(token, codeOfApp(secret))).toEqual({ disabled: true, userErrors: [] });
    expect((await signIn('fides')).accessToken).not.toBeNull();
    const rows = await sql<{ secret: string }>('SELECT secret FROM second_factor WHERE person_id = ?', [personId]);
    expect(rows).toEqual([{ secret: '' }]);
    const { secret: next } = await enrol(token);
    expect(next).not.toBe(secret);
    await switchOn(token, codeOfApp(next!));
    expect(codeOf(await switchOff(token, recoveryCodes[0]!))).toBe('SECOND_FACTOR_REFUSED');
  });
});

describe('secondFactorReset', () => {
  const reset = (token: string, personId: string) =>
    change<Refusable & { personId: string | null }>(token, 'secondFactorReset', 'personId', {
      ...{ personId, reason: '电话核实身份 (phone lost)' },
    });

  test('whoever manages the account takes it away: the password alone opens, sessions end, the reason is kept', async () => {
    const { personId, token } = await withFactor('farah');
    expect(await reset(world.admin.token, personId)).toEqual({ personId, userErrors: [] });
    expect(await statusOf(token)).toBe(401);
    expect((await signIn('farah')).accessToken).not.toBeNull();
    const [entry] = await sql<{ reason: string; actor_id: string }>(
      "SELECT reason, actor_id FROM audit_entry WHERE action = 'secondFactor.reset' AND kind = 'second_factor'",
    );
    expect(entry).toEqual({ reason: '电话核实身份 (phone lost)', actor_id: world.admin.id });
    expect(codeOf(await reset(world.admin.token, personId))).toBe('SECOND_FACTOR_OFF');
  });

  test('nobody takes their own away without a code, whoever has their session; nothing is written', async () => {
    const { personId, token, secret } = await withFactor('fenja');
    const role = await aRole('keeper', [{ action: 'account.edit', scope: 'ALL' }]);
    await insertRecord('role_membership', { person_id: personId, role_id: role });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const before = await rowCounts();
    const answer = await reset(token, personId);
    expect(answer).toMatchObject({
      ...{ personId: null, userErrors: [{ code: 'SECOND_FACTOR_OWN', path: ['input', 'personId'] }] },
    });
    expect(await rowCounts()).toEqual(before);
    expect(await statusOf(token)).toBe(200);
    expect(await signIn('fenja')).toMatchObject({ accessToken: null, challengeToken: expect.any(String) });
    expect(await switchOff(token, codeOfApp(secret))).toMatchObject({ disabled: true, userErrors: [] });
  });

  test('nobody takes it from somebody who holds more, and nothing is written', async () => {
    const clerk = await aHolder('clerk', world.departments.root, [{ action: 'account.edit', scope: 'ALL' }]);
    await givePassword(world.admin.id);
    const token = (await signIn('admin')).accessToken!;
    const { secret } = await enrol(token);
    await switchOn(token, codeOfApp(secret!));
    const before = await rowCounts();
    await expect(reset(clerk.token, world.admin.id)).rejects.toThrow('FORBIDDEN');
    await expect(reset(world.alice.token, world.bob.id)).rejects.toThrow('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    expect(await signIn('admin')).toMatchObject({ accessToken: null });
  });
});
