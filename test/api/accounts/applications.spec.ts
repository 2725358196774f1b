import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { MISSING } from '../access/every-mutation.js';
import { aHolder } from '../access/records-of-bob.js';
import { publish } from '../approvals/approval-steps.js';
import { change, codeOf, PASSWORD, signIn, statusOf, type Tokens } from './sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  await publish(world, [{ approvers: [{ kind: 'ROLE', roleCode: 'administrator' }] }], { subject: 'account.apply' });
});
afterAll(closeSql);

type Refusable = Pick<Tokens, 'userErrors'>;
interface Application {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly name: string;
  readonly placement: { readonly login: string } | null;
  readonly person: { readonly login: string } | null;
}

const MINUTES = 60_000;
const APPLY =
  'mutation($input: AccountApplyInput!) { done: accountApply(input: $input) { applicationToken userErrors { code path } } }';

type Applied = Refusable & { readonly applicationToken: string | null };

let count = 0;
const facts = (more: object = {}): object => {
  count += 1;
  return {
    name: `申请人${count}`,
    email: `a${count}@example.com`,
    reason: '华北区新销售',
    departmentWish: '华北',
    ...more,
  };
};

/** Applies from an address that has not applied before. */
async function apply(more: object = {}): Promise<Applied> {
  await sql("UPDATE account_application SET address = 'elsewhere', created_at = created_at - INTERVAL 2 HOUR");
  return change<Applied>(null, 'accountApply', 'applicationToken', facts(more));
}

const FIELDS = 'id version state name placement { login } person { login }';

async function latest(person: TestPerson = world.admin): Promise<Application> {
  const { accountApplications } = await person.get<{ accountApplications: { nodes: Application[] } }>(
    `{ accountApplications(first: 1, orderBy: [{ field: CREATED_AT, direction: DESC }]) { nodes { ${FIELDS} } } }`,
  );
  return accountApplications.nodes[0]!;
}

async function newApplication(): Promise<{ token: string; application: Application }> {
  const { applicationToken } = await apply();
  const [row] = await sql<{ id: string }>('SELECT id FROM account_application ORDER BY id DESC LIMIT 1');
  const { accountApplication } = await world.admin.get<{ accountApplication: Application }>(
    `query($id: ID!) { accountApplication(id: $id) { ${FIELDS} } }`,
    { id: row!.id },
  );
  return { token: applicationToken!, application: accountApplication };
}

const place = (person: TestPerson, { id, version }: Application, more: object = {}): Promise<Refusable> =>
  change<Refusable>(person.token, 'accountApplicationPlace', 'application { version placement { login } }', {
    ...{ applicationId: id, expectedVersion: version, login: `applicant-${id}` },
    ...{ departmentId: world.departments.north, roleIds: [world.roles['sales']], ...more },
  });

async function approvalOf({ id }: Application): Promise<{ approvalId: string; expectedVersion: number }> {
  const [row] = await sql<{ id: string; version: number }>('SELECT id, version FROM approval WHERE record_id = ?', [
    id,
  ]);
  return { approvalId: row!.id, expectedVersion: row!.version };
}

async function decide(
  person: TestPerson,
  application: Application,
  how: 'approvalApprove' | 'approvalReject',
): Promise<Refusable> {
  return change<Refusable>(person.token, how, 'approval { state }', {
    ...(await approvalOf(application)),
    comment: '已核实',
  });
}

const use = (token: string, password = PASSWORD): Promise<Refusable & { login: string | null }> =>
  change(null, 'passwordLinkUse', 'login', { token, password });
const stateOf = async ({ id }: Application): Promise<string> =>
  (await sql<{ state: string }>('SELECT state FROM account_application WHERE id = ?', [id]))[0]!.state;

describe('accountApply', () => {
  test('goes to the approvers, who read what was written and nothing else of the applicant; the token stays out of the database', async () => {
    const { token, application } = await newApplication();
    expect(application).toMatchObject({ state: 'PENDING', name: `申请人${count}`, placement: null, person: null });
    const { approvalId } = await approvalOf(application);
    const { approval } = await world.admin.get<{ approval: Record<string, unknown> }>(
      'query($id: ID!) { approval(id: $id) { title submitterName submitter { id } state } }',
      { id: approvalId },
    );
    expect(approval).toMatchObject({ submitterName: `申请人${count}`, submitter: null, state: 'PENDING' });
    expect(approval['title']).toContain(`申请人${count}`);
    const kept = JSON.stringify([
      await sql('SELECT * FROM account_application'),
      await sql('SELECT * FROM account_application_history'),
      await sql('SELECT * FROM approval'),
      await sql('SELECT * FROM audit_value'),
      await sql('SELECT * FROM idempotency_key'),
    ]);
    expect(kept).not.toContain(token);
    await control('drain');
    const told = await world.admin.get<{ notifications: { nodes: { title: string }[] } }>(
      '{ notifications(first: 1) { nodes { title } } }',
    );
    expect(told.notifications.nodes).toHaveLength(1);
  });

  test('answers alike whoever applies: with the mail of somebody inside, twice, with a name that exists', async () => {
    await sql("UPDATE person SET email = 'inside@example.com' WHERE id = ?", [world.alice.id]);
    const inputs = [{}, { email: 'inside@example.com' }, { email: 'inside@example.com' }, { name: 'Alice' }];
    for (const more of inputs)
      expect(await apply(more)).toEqual({ applicationToken: expect.stringMatching(/^[\w-]{43}$/), userErrors: [] });
  });

  test.each([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', 'name'],
    [{ email: 'no mail' }, 'INVALID_IS_EMAIL', 'email'],
    [{ reason: '' }, 'INVALID_IS_NOT_EMPTY', 'reason'],
    [{ reason: 'x'.repeat(501) }, 'INVALID_MAX_LENGTH', 'reason'],
  ])('refuses %j with %s, and writes nothing', async (more, code, field) => {
    const before = await rowCounts();
    expect(await apply(more)).toEqual({ applicationToken: null, userErrors: [{ code, path: ['input', field] }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('five an hour from one address, then it is told to wait and nothing is written; so are all after a hundred', async () => {
    await apply();
    const one = (): ReturnType<typeof request> => request(null, APPLY, { input: facts() });
    for (let more = 0; more < 4; more++) expect((await one()).errors).toBeUndefined();
    const before = await rowCounts();
    const refused = await one();
    expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(await rowCounts()).toEqual(before);
    await sql("UPDATE account_application SET address = 'elsewhere'");
    expect((await one()).errors).toBeUndefined();
    await sql(
      `INSERT INTO account_application (id, version, created_at, updated_at, name, email, grounds, department_id, state, token_hash, address)
       SELECT seq, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'x', 'x@example.com', 'x', ?, 'REJECTED', '', 'elsewhere' FROM seq_1_to_100`,
      [world.departments.root],
    );
    expect((await one()).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    await sql('DELETE FROM account_application WHERE id <= 100');
    await one();
    await control('shiftClock', 61 * MINUTES);
    try {
      expect((await one()).errors).toBeUndefined();
    } finally {
      await control('shiftClock', -61 * MINUTES);
      await sql('UPDATE account_application SET created_at = UTC_TIMESTAMP(3) WHERE created_at > UTC_TIMESTAMP(3)');
    }
  }, 60_000);

  test('a repeated key is one application with one token, for the same applicant alone', async () => {
    const input = { name: '重复', email: 'again@example.com', reason: '一次', idempotencyKey: 'apply-1' };
    const first = await apply(input);
    expect(await apply(input)).toEqual(first);
    const other = await apply({ ...input, email: 'other@example.com' });
    expect(other.applicationToken).not.toBe(first.applicationToken);
    expect(await sql("SELECT id FROM account_application WHERE email = 'again@example.com'")).toHaveLength(1);
  });
});

describe('a decision', () => {
  test('approved: the applicant is a person as placed, in one transaction, and sets the password with their token, once', async () => {
    const { token, application } = await newApplication();
    expect(codeOf(await use(token))).toBe('LINK_REFUSED');
    expect(await decide(world.admin, application, 'approvalApprove')).toMatchObject({
      userErrors: [{ code: 'APPLICATION_NOT_PLACED' }],
    });
    expect(await stateOf(application)).toBe('PENDING');
    const login = `applicant-${application.id}`;
    expect(await place(world.admin, application, { level: 2 })).toMatchObject({ userErrors: [] });
    expect(codeOf(await use(token))).toBe('LINK_REFUSED');
    expect(await sql('SELECT id FROM person WHERE login = ?', [login])).toEqual([]);
    expect(await decide(world.admin, application, 'approvalApprove')).toMatchObject({ userErrors: [] });
    expect(await latest()).toMatchObject({ state: 'APPROVED', person: { login } });
    const [person] = await sql<{ id: string; level: number; active: number; created_by: string }>(
      'SELECT id, level, active, created_by FROM person WHERE login = ?',
      [login],
    );
    expect(person).toMatchObject({ level: 2, active: 1, created_by: world.admin.id });
    expect(codeOf(await signIn(login))).toBe('SIGN_IN_REFUSED');
    expect(await use(token)).toMatchObject({ login, userErrors: [] });
    const { accessToken, passwordMustChange } = await signIn(login);
    expect([await statusOf(accessToken!), passwordMustChange]).toEqual([200, false]);
    expect(codeOf(await use(token, 'quite another sentence'))).toBe('LINK_REFUSED');
    await control('drain');
  });

  test('rejected: nobody comes in, the token opens nothing', async () => {
    const { token, application } = await newApplication();
    await place(world.admin, application);
    const people = await sql('SELECT id FROM person');
    expect(await decide(world.admin, application, 'approvalReject')).toMatchObject({ userErrors: [] });
    expect(await stateOf(application)).toBe('REJECTED');
    expect(codeOf(await use(token))).toBe('LINK_REFUSED');
    expect(await sql('SELECT id FROM person')).toEqual(people);
    const { version } = (
      await sql<{ version: number }>('SELECT version FROM account_application WHERE id = ?', [application.id])
    )[0]!;
    expect(codeOf(await place(world.admin, { ...application, version }))).toBe('APPLICATION_DECIDED');
    await control('drain');
  });

  test('gives nobody more than the decider holds, and a taken login is refused; nothing is decided then', async () => {
    const { north, south } = world.departments;
    const actions = ['person.create', 'person.read', 'customer.read'];
    const lead = await aHolder('lead', north, [
      ...actions.map((action) => ({ action, scope: 'DEPARTMENT' })),
      ...[
        'department.read',
        'accountApplication.read',
        'accountApplication.place',
        'approval.decide',
        'approval.read',
      ].map((action) => ({
        ...{ action, scope: 'ALL' },
      })),
    ]);
    await publish(world, [{ approvers: [{ kind: 'USER', personIds: [lead.id] }] }], { subject: 'account.apply' });
    const { application } = await newApplication();
    let version = application.version;
    for (const [more, code] of [
      [{ roleIds: [world.roles['administrator']] }, 'INVALID_ROLE'],
      [{ roleIds: [world.roles['sales']] }, 'INVALID_ROLE'],
      [{ roleIds: [], departmentId: south }, 'INVALID_DEPARTMENT'],
      [{ roleIds: [], login: 'alice' }, 'INVALID_LOGIN'],
    ] as const) {
      expect(await place(world.admin, { ...application, version }, more)).toMatchObject({ userErrors: [] });
      version += 1;
      const before = await rowCounts();
      expect(codeOf(await decide(lead, application, 'approvalApprove'))).toBe(code);
      expect(await rowCounts()).toEqual(before);
      expect(await stateOf(application)).toBe('PENDING');
    }
    expect(await place(lead, { ...application, version }, { roleIds: [] })).toMatchObject({ userErrors: [] });
    expect(await decide(lead, application, 'approvalApprove')).toMatchObject({ userErrors: [] });
    expect(await stateOf(application)).toBe('APPROVED');
    await control('drain');
  });

  test('who was not asked decides nothing; who may not place applicants places none; both write nothing', async () => {
    await publish(world, [{ approvers: [{ kind: 'ROLE', roleCode: 'administrator' }] }], { subject: 'account.apply' });
    const { application } = await newApplication();
    await place(world.admin, application);
    const before = await rowCounts();
    await expect(decide(world.executive, application, 'approvalApprove')).rejects.toThrow('FORBIDDEN');
    await expect(place(world.nora, application)).rejects.toThrow('FORBIDDEN');
    await expect(place(world.admin, { ...application, id: MISSING })).rejects.toThrow('NOT_FOUND');
    expect(codeOf(await place(world.admin, application))).toBe('STALE_RECORD');
    const { errors } = await world.nora.ask('{ accountApplications { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('two applicants who would get one login at once: one comes in, the other is told', async () => {
    const [one, other] = [await newApplication(), await newApplication()];
    for (const { application } of [one, other]) await place(world.admin, application, { login: 'the-same' });
    const both = await Promise.all([
      decide(world.admin, one.application, 'approvalApprove'),
      decide(world.admin, other.application, 'approvalApprove'),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['INVALID_LOGIN', undefined]);
    const states = [await stateOf(one.application), await stateOf(other.application)];
    expect(states.sort()).toEqual(['APPROVED', 'PENDING']);
  });
});
