import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { MISSING } from '../access/every-mutation.js';
import { aHolder, aRole } from '../access/records-of-bob.js';
import { publish } from '../approvals/approval-steps.js';
import { change, codeOf, type Tokens } from './sign-in-steps.js';

let world: World;
/** Places applicants, and holds nothing that roles give. */
let placer: TestPerson;
let harmless: string;

const everywhere = (...actions: string[]) => actions.map((action) => ({ action, scope: 'ALL' }));
const putTo = ({ id }: TestPerson) => ({ approvers: [{ kind: 'USER', personIds: [id] }] });

beforeAll(async () => {
  world = await freshWorld();
  const actions = ['accountApplication.read', 'accountApplication.place', 'department.read'];
  placer = await aHolder('placer', world.departments.north, everywhere(...actions));
  harmless = await aRole('harmless', everywhere('department.read'));
  await publish(world, [putTo(world.admin)], { subject: 'account.apply' });
});
afterAll(closeSql);

type Refusable = Pick<Tokens, 'userErrors'>;
interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly afterText: string | null;
}
interface Approval {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly changes: readonly Change[];
  readonly entries: { readonly nodes: readonly { action: string; actorName: string | null }[] };
}

let count = 0;

/** The id of a new application. */
async function apply(): Promise<string> {
  await sql("UPDATE account_application SET address = 'elsewhere'");
  count += 1;
  const facts = { name: `申请人${count}`, email: `p${count}@example.com`, reason: '新同事' };
  await change(null, 'accountApply', 'applicationToken', facts);
  return (await sql<{ id: string }>('SELECT id FROM account_application ORDER BY id DESC LIMIT 1'))[0]!.id;
}

async function versionOf(id: string): Promise<number> {
  return (await sql<{ version: number }>('SELECT version FROM account_application WHERE id = ?', [id]))[0]!.version;
}

const place = async (person: TestPerson, id: string, more: object = {}): Promise<Refusable> =>
  change<Refusable>(person.token, 'accountApplicationPlace', 'application { version }', {
    ...{ applicationId: id, expectedVersion: await versionOf(id), login: `p-${id}` },
    ...{ departmentId: world.departments.north, roleIds: [harmless], ...more },
  });

async function approvalOf(id: string, person: TestPerson = world.admin): Promise<Approval> {
  const [row] = await sql<{ id: string }>('SELECT id FROM approval WHERE record_id = ?', [id]);
  const query = `query($id: ID!) { approval(id: $id) { id version state changes { field before after afterText }
    entries { nodes { action actorName } } } }`;
  return (await person.get<{ approval: Approval }>(query, { id: row!.id })).approval;
}

const approve = (person: TestPerson, { id, version }: Approval): Promise<Refusable> =>
  change<Refusable>(person.token, 'approvalApprove', 'approval { state }', {
    approvalId: id,
    expectedVersion: version,
  });

const refused = (code: string, field: string) => ({ userErrors: [{ code, path: ['input', field] }] });

describe('accountApplicationPlace', () => {
  test('is seen by the approver: changes and record tell it, and the version grows each time', async () => {
    const id = await apply();
    const before = await approvalOf(id);
    expect(before.changes).toEqual([]);
    expect(await place(placer, id)).toMatchObject({ userErrors: [] });
    const after = await approvalOf(id);
    expect(after.version).toBe(before.version + 1);
    expect(after.changes).toEqual([
      { field: 'login', before: null, after: `p-${id}`, afterText: `p-${id}` },
      { field: 'type', before: null, after: 'STAFF', afterText: expect.any(String) },
      { field: 'level', before: null, after: '1', afterText: '1' },
      { field: 'departmentId', before: null, after: world.departments.north, afterText: '华北' },
      { field: 'roleIds', before: null, after: JSON.stringify([harmless]), afterText: 'harmless' },
    ]);
    expect(after.entries.nodes.at(-1)).toEqual({ action: 'AMENDED', actorName: expect.any(String) });
    await place(placer, id, { roleIds: [], login: 'another' });
    const again = await approvalOf(id);
    expect(again.version).toBe(before.version + 2);
    expect(again.changes).toContainEqual({ field: 'login', before: null, after: 'another', afterText: 'another' });
    expect(again.changes).toContainEqual({ field: 'roleIds', before: null, after: '[]', afterText: '' });
  });

  test('who approves what they read before the placement changed is told so, and nobody comes in', async () => {
    const id = await apply();
    await place(placer, id);
    const read = await approvalOf(id);
    expect(await place(world.admin, id, { roleIds: [world.roles['administrator']], level: 100 })).toMatchObject({
      userErrors: [],
    });
    const before = await rowCounts();
    expect(codeOf(await approve(world.admin, read))).toBe('STALE_RECORD');
    expect(await rowCounts()).toEqual(before);
    expect(await sql('SELECT id FROM person WHERE login = ?', [`p-${id}`])).toEqual([]);
    expect(await approve(world.admin, await approvalOf(id))).toMatchObject({ userErrors: [] });
    await control('drain');
  });

  test('of a placement and an approval at once one counts, and who comes in is as the approver read it', async () => {
    const id = await apply();
    await place(world.admin, id);
    const read = await approvalOf(id);
    const [approved] = await Promise.all([
      approve(world.admin, read),
      place(world.admin, id, { level: 100 }).catch(() => null),
    ]);
    const people = await sql<{ level: number }>('SELECT level FROM person WHERE login = ?', [`p-${id}`]);
    expect(people).toEqual(codeOf(approved) === undefined ? [{ level: 1 }] : []);
    await control('drain');
  });

  test('gives nobody more than the placer holds, whoever approves; nothing is written', async () => {
    const id = await apply();
    const named = await aRole('of-the-south', [
      { action: 'department.read', scope: 'NAMED_DEPARTMENTS', departmentIds: [world.departments.south] },
    ]);
    const local = await aHolder('placer-2', world.departments.north, [
      ...everywhere('accountApplication.read', 'accountApplication.place'),
      ...['department.read', 'person.read'].map((action) => ({ action, scope: 'DEPARTMENT' })),
    ]);
    const before = await rowCounts();
    for (const [person, more, code, field] of [
      [placer, { roleIds: [world.roles['administrator']] }, 'INVALID_ROLE', 'roleIds'],
      [placer, { roleIds: [harmless, world.roles['sales']] }, 'INVALID_ROLE', 'roleIds'],
      [placer, { roleIds: [MISSING] }, 'INVALID_ROLE', 'roleIds'],
      [placer, { level: 100 }, 'INVALID_LEVEL', 'level'],
      [placer, { departmentId: MISSING }, 'INVALID_DEPARTMENT', 'departmentId'],
      [placer, { positionId: MISSING }, 'INVALID_POSITION', 'positionId'],
      [placer, { managerId: world.nora.id }, 'INVALID_MANAGER', 'managerId'],
      [local, {}, 'INVALID_ROLE', 'roleIds'],
      [local, { roleIds: [named] }, 'INVALID_ROLE', 'roleIds'],
      [local, { roleIds: [], departmentId: world.departments.south }, 'INVALID_DEPARTMENT', 'departmentId'],
      [local, { roleIds: [], managerId: world.bob.id }, 'INVALID_MANAGER', 'managerId'],
    ] as const)
      expect([more, await place(person, id, more)]).toMatchObject([more, refused(code, field)]);
    expect(await rowCounts()).toEqual(before);
    expect((await approvalOf(id)).version).toBe(1);
    expect(await place(local, id, { roleIds: [], managerId: world.nora.id })).toMatchObject({ userErrors: [] });
  });

  test('ends with the first decision: later approvers decide about what the first one saw', async () => {
    await publish(world, [putTo(world.executive), putTo(world.admin)], { subject: 'account.apply' });
    const id = await apply();
    const unplaced = await approvalOf(id);
    const before = await rowCounts();
    expect(codeOf(await approve(world.executive, unplaced))).toBe('APPLICATION_NOT_PLACED');
    expect(await rowCounts()).toEqual(before);
    await place(placer, id);
    expect(await approve(world.executive, await approvalOf(id))).toMatchObject({ userErrors: [] });
    const decided = await rowCounts();
    for (const person of [placer, world.admin])
      expect(codeOf(await place(person, id, { roleIds: [] }))).toBe('APPROVAL_BEGUN');
    expect(await rowCounts()).toEqual(decided);
    expect(await approve(world.admin, await approvalOf(id))).toMatchObject({ userErrors: [] });
    expect(await sql('SELECT level FROM person WHERE login = ?', [`p-${id}`])).toEqual([{ level: 1 }]);
    await control('drain');
  });

  test('of two at once one counts', async () => {
    const id = await apply();
    const both = await Promise.all(['one', 'two'].map((login) => place(placer, id, { login })));
    expect(both.map(codeOf).sort()).toEqual(['STALE_RECORD', undefined]);
  });

  test('is refused to who does not hold it', async () => {
    const id = await apply();
    const before = await rowCounts();
    await expect(place(world.alice, id)).rejects.toThrow('FORBIDDEN');
    const input = { applicationId: id, expectedVersion: 1, login: 'x1', departmentId: MISSING, roleIds: [] };
    const query = `mutation($input: AccountApplicationPlaceInput!) {
      accountApplicationPlace(input: $input) { userErrors { code } } }`;
    const { errors } = await request(null, query, { input });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await rowCounts()).toEqual(before);
  });
});
