import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { MISSING } from '../access/every-mutation.js';
import { aHolder } from '../access/records-of-bob.js';
import { change, codeOf, PASSWORD, signIn, statusOf, type Tokens, withPassword } from './sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

type Refusable = Pick<Tokens, 'userErrors'>;
type Link = Refusable & {
  readonly personId: string | null;
  readonly token: string | null;
  readonly expiresAt: string | null;
};
type Opened = Refusable & { readonly login: string | null; readonly deviceToken: string | null };

const DAYS = 86_400_000;
const LINK = 'personId token expiresAt';

let count = 0;
/** A new colleague for the north, in sales. */
function facts(more: object = {}): object {
  count += 1;
  const place = { departmentId: world.departments.north, roleIds: [world.roles['sales']] };
  return { email: `new-${count}@example.com`, name: `新同事${count}`, ...place, ...more };
}

const invite = (token: string, input: object = facts()): Promise<Link> =>
  change<Link>(token, 'invitationCreate', LINK, input);
const accept = (token: string, login: string, password = PASSWORD, more: object = {}): Promise<Opened> =>
  change<Opened>(null, 'invitationAccept', 'login deviceToken', { token, login, password, ...more });
const revoke = (token: string, personId: string): Promise<Refusable> =>
  change<Refusable>(token, 'invitationRevoke', 'personId', { personId });
const use = (token: string, password: string, more: object = {}): Promise<Opened> =>
  change<Opened>(null, 'passwordLinkUse', 'login deviceToken', { token, password, ...more });
const refused = (code: string, ...path: string[]) => ({ userErrors: [{ code, path: ['input', ...path] }] });

describe('an invitation', () => {
  test('stands as a disabled person until it is accepted, once; then they sign in with what they chose', async () => {
    const link = await invite(world.admin.token, facts({ level: 3, type: 'MANAGER', managerId: world.nora.id }));
    expect(link).toMatchObject({ userErrors: [], token: expect.stringMatching(/^[\w-]{43}$/) });
    const left = Date.parse(link.expiresAt!) - Date.now();
    expect(Math.round(left / DAYS)).toBe(7);
    const [waiting] = await sql<{ active: number; login: string }>('SELECT active, login FROM person WHERE id = ?', [
      link.personId,
    ]);
    expect(waiting).toMatchObject({ active: 0, login: expect.stringMatching(/^\+\d+$/) });
    const kept = JSON.stringify([
      await sql('SELECT * FROM account_link'),
      await sql('SELECT * FROM account_link_history'),
      await sql('SELECT * FROM audit_value'),
      await sql('SELECT * FROM idempotency_key'),
    ]);
    expect(kept).not.toContain(link.token);

    expect(await accept(link.token!, ' Ines ')).toMatchObject({ login: 'ines', userErrors: [] });
    const { accessToken } = await signIn('ines');
    expect(await statusOf(accessToken!)).toBe(200);
    const people = await sql('SELECT active, login, level, type, manager_id, email FROM person WHERE id = ?', [
      link.personId,
    ]);
    expect(people).toEqual([
      {
        active: 1,
        login: 'ines',
        level: 3,
        type: 'MANAGER',
        manager_id: world.nora.id,
        email: `new-${count}@example.com`,
      },
    ]);
    expect(await accept(link.token!, 'ines-again')).toMatchObject({ login: null, ...refused('LINK_REFUSED', 'token') });
  });

  test('gives nobody more than the inviter holds, and a refused one leaves nobody behind', async () => {
    const { north, south } = world.departments;
    const actions = ['person.create', 'person.read', 'customer.read'];
    const clerk = await aHolder('i-clerk', north, [
      { action: 'department.read', scope: 'ALL' },
      ...actions.map((action) => ({ action, scope: 'DEPARTMENT' })),
    ]);
    const before = await rowCounts();
    expect(await invite(clerk.token, facts({ departmentId: south, roleIds: [] }))).toMatchObject(
      refused('INVALID_DEPARTMENT', 'departmentId'),
    );
    for (const role of ['administrator', 'sales_manager', 'sales'])
      expect(await invite(clerk.token, facts({ roleIds: [world.roles[role]] }))).toMatchObject(
        refused('INVALID_ROLE', 'roleIds'),
      );
    expect(await invite(clerk.token, facts({ email: 'no mail' }))).toMatchObject(refused('INVALID_IS_EMAIL', 'email'));
    expect(await invite(clerk.token, facts({ roleIds: [], managerId: MISSING }))).toMatchObject(
      refused('INVALID_MANAGER', 'managerId'),
    );
    await expect(invite(world.alice.token)).rejects.toThrow('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    expect(await invite(clerk.token, facts({ roleIds: [] }))).toMatchObject({ userErrors: [] });
  });

  test('a repeated key gives the same link', async () => {
    const input = facts({ idempotencyKey: 'invite-1' });
    const first = await invite(world.admin.token, input);
    expect(await invite(world.admin.token, input)).toEqual(first);
    const key = { idempotencyKey: 'accept-1' };
    expect((await accept(first.token!, 'ida', PASSWORD, key)).login).toBe('ida');
    expect((await accept(first.token!, 'ida', PASSWORD, key)).login).toBe('ida');
    await expect(accept(first.token!, 'ida', 'another password', key)).rejects.toThrow('CONFLICT');
    const second = await invite(world.admin.token);
    // The same key with another link is another call.
    expect((await accept(second.token!, 'isa', PASSWORD, key)).login).toBe('isa');
  });

  test.each([
    ['a login that is taken', 'alice', PASSWORD, 'INVALID_LOGIN', 'login'],
    ['a login that is none', 'with blank', PASSWORD, 'INVALID_MATCHES', 'login'],
    ['a short password', 'igor', 'short', 'INVALID_PASSWORD', 'password'],
    ['the login as password', 'igor-igor-igor', 'IGOR-igor-igor', 'INVALID_PASSWORD', 'password'],
    ['a common password', 'igor', 'password123', 'INVALID_PASSWORD_GUESSED', 'password'],
  ])('%s is refused, and the link stays good', async (_name, login, password, code, field) => {
    const { token, personId } = await invite(world.admin.token);
    const before = await rowCounts();
    expect(await accept(token!, login, password)).toMatchObject(refused(code, field));
    expect(await rowCounts()).toEqual(before);
    expect(await sql('SELECT active FROM person WHERE id = ?', [personId])).toEqual([{ active: 0 }]);
    expect(await accept(token!, `fine-${count}`)).toMatchObject({ userErrors: [] });
  });

  test('ends after seven days and when it is taken back; made-up tokens open nothing; all are told alike', async () => {
    const [late, taken] = [await invite(world.admin.token), await invite(world.admin.token)];
    await control('shiftClock', 8 * DAYS);
    const answers: Opened[] = [];
    try {
      answers.push(await accept(late.token!, 'ilse'));
    } finally {
      await control('shiftClock', -8 * DAYS);
    }
    expect(await revoke(world.admin.token, taken.personId!)).toMatchObject({ userErrors: [] });
    const before = await rowCounts();
    for (const token of [taken.token!, 'x'.repeat(43), late.token!.slice(1)]) answers.push(await accept(token, 'ilse'));
    for (const answer of answers)
      expect(answer).toEqual({ login: null, deviceToken: null, ...refused('LINK_REFUSED', 'token') });
    expect(await rowCounts()).toEqual(before);
    expect(await sql('SELECT id FROM person WHERE id = ? AND deleted_at IS NULL', [taken.personId])).toEqual([]);
  });

  test('of two who accept at once with one login, one has it', async () => {
    const [one, other] = [await invite(world.admin.token), await invite(world.admin.token)];
    const both = await Promise.all([accept(one.token!, 'ivan'), accept(other.token!, 'ivan')]);
    expect(both.map(codeOf).sort()).toEqual(['INVALID_LOGIN', undefined]);
    const [again, twice] = await Promise.all([accept(other.token!, 'iwan'), accept(other.token!, 'iwan-2')]);
    const [first, second] = [one, other].map(({ token }) => token);
    expect([first, second]).toHaveLength(2);
    expect([codeOf(again), codeOf(twice)].filter((code) => code === 'LINK_REFUSED').length).toBeGreaterThanOrEqual(1);
  });
});

describe('invitationRevoke', () => {
  test('is for whoever may add people there; what was accepted is a person and stays', async () => {
    const { north } = world.departments;
    const clerk = await aHolder('v-clerk', north, [{ action: 'person.create', scope: 'OWN' }]);
    const { token, personId } = await invite(world.admin.token);
    const before = await rowCounts();
    await expect(revoke(clerk.token, personId!)).rejects.toThrow('NOT_FOUND');
    await expect(revoke(world.admin.token, MISSING)).rejects.toThrow('NOT_FOUND');
    await expect(revoke(world.alice.token, personId!)).rejects.toThrow('FORBIDDEN');
    expect(await revoke(world.admin.token, world.alice.id)).toMatchObject(refused('INVITATION_CLOSED', 'personId'));
    expect(await rowCounts()).toEqual(before);
    await accept(token!, 'vera');
    expect(await revoke(world.admin.token, personId!)).toMatchObject(refused('INVITATION_CLOSED', 'personId'));
    expect(codeOf(await signIn('vera'))).toBeUndefined();
  });

  test('leaves a disabled colleague alone who has nothing but a link for a password', async () => {
    const personId = await withPassword(world, 'volker');
    const input = { personId };
    await change(world.admin.token, 'passwordLinkCreate', LINK, input);
    await sql('UPDATE person SET active = 0 WHERE id = ?', [personId]);
    const [before, link] = [await rowCounts(), await sql('SELECT * FROM account_link WHERE person_id = ?', [personId])];
    const answer = await revoke(world.admin.token, personId);
    expect(answer).toMatchObject(refused('INVITATION_CLOSED', 'personId'));
    expect(answer).toEqual(await revoke(world.admin.token, world.alice.id));
    expect(await rowCounts()).toEqual(before);
    expect(await sql('SELECT * FROM account_link WHERE person_id = ?', [personId])).toEqual(link);
    expect(await sql('SELECT id FROM person WHERE id = ? AND deleted_at IS NULL', [personId])).toHaveLength(1);
  });
});

describe('a password link', () => {
  const create = (token: string, personId: string, more: object = {}): Promise<Link> =>
    change<Link>(token, 'passwordLinkCreate', LINK, { personId, ...more });

  test('gets somebody in whose login strangers have locked, once; their sessions end', async () => {
    const personId = await withPassword(world, 'lena');
    const { accessToken } = await signIn('lena');
    for (let guess = 0; guess < 10; guess++) await signIn('lena', 'wrong password');
    expect(codeOf(await signIn('lena'))).toBe('SIGN_IN_LATER');
    const { token } = await create(world.admin.token, personId);
    expect(await statusOf(accessToken!)).toBe(200);
    expect(await use(token!, PASSWORD)).toMatchObject(refused('INVALID_PASSWORD_REUSED', 'password'));
    expect(await use(token!, 'short')).toMatchObject(refused('INVALID_PASSWORD', 'password'));
    const opened = await use(token!, 'quite another sentence');
    expect(opened).toMatchObject({ login: 'lena', userErrors: [] });
    expect(await statusOf(accessToken!)).toBe(401);
    expect(codeOf(await signIn('lena', 'quite another sentence'))).toBe('SIGN_IN_LATER');
    const tokens = await signIn('lena', 'quite another sentence', opened.deviceToken);
    expect(tokens).toMatchObject({ userErrors: [], passwordMustChange: false });
    expect(await use(token!, 'and a third sentence')).toMatchObject(refused('LINK_REFUSED', 'token'));
  });

  test('a new one takes the place of the one before; one for a disabled person is refused, there and later', async () => {
    const personId = await withPassword(world, 'luis');
    const [first, second] = [await create(world.admin.token, personId), await create(world.admin.token, personId)];
    expect(await use(first.token!, 'quite another sentence')).toMatchObject(refused('LINK_REFUSED', 'token'));
    await sql('UPDATE person SET active = 0 WHERE id = ?', [personId]);
    expect(await use(second.token!, 'quite another sentence')).toMatchObject(refused('LINK_REFUSED', 'token'));
    expect(await create(world.admin.token, personId)).toMatchObject(refused('ACCOUNT_DISABLED', 'personId'));
    expect(await accept(second.token!, 'luis-2')).toMatchObject(refused('LINK_REFUSED', 'token'));
  });

  test('ends when its owner changes the password, or has it set; so does an open invitation', async () => {
    const personId = await withPassword(world, 'leon');
    const { token } = await create(world.admin.token, personId);
    const { accessToken } = await signIn('leon');
    const sentence = 'quite another sentence';
    await change(accessToken, 'passwordChange', 'changed', { oldPassword: PASSWORD, newPassword: sentence });
    expect(await use(token!, 'and a third sentence')).toMatchObject(refused('LINK_REFUSED', 'token'));
    const second = await create(world.admin.token, personId);
    await change(world.admin.token, 'passwordSet', 'personId', { personId, password: 'handed out by hand' });
    expect(await use(second.token!, 'and a third sentence')).toMatchObject(refused('LINK_REFUSED', 'token'));
    expect(codeOf(await signIn('leon', 'handed out by hand'))).toBeUndefined();
    const invited = await invite(world.admin.token);
    const { personId: guest } = invited;
    await change(world.admin.token, 'passwordSet', 'personId', { personId: guest, password: 'handed out by hand' });
    expect(await accept(invited.token!, 'late-guest')).toMatchObject(refused('LINK_REFUSED', 'token'));
  });

  test('nobody makes one for themselves, and nothing is written', async () => {
    const keeper = await aHolder('l-keeper', world.departments.north, [{ action: 'account.edit', scope: 'OWN' }]);
    const before = await rowCounts();
    for (const { token, id } of [keeper, world.admin])
      expect(await create(token, id)).toMatchObject(refused('PASSWORD_LINK_OWN', 'personId'));
    expect(await rowCounts()).toEqual(before);
  });

  test('nobody makes one for somebody who holds more, and nothing is written', async () => {
    const clerk = await aHolder('l-clerk', world.departments.root, [{ action: 'account.edit', scope: 'ALL' }]);
    const before = await rowCounts();
    await expect(create(clerk.token, world.nora.id)).rejects.toThrow('FORBIDDEN');
    await expect(create(world.nora.token, world.alice.id)).rejects.toThrow('FORBIDDEN');
    await expect(create(clerk.token, MISSING)).rejects.toThrow('NOT_FOUND');
    expect(await rowCounts()).toEqual(before);
  });
});
