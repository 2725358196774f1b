import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { payloadOf, send } from './organisation.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** A viewer is trusted this long. */
const TRUST_MS = 1_100;
const trust = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TRUST_MS));

const versionOf = async (id: string): Promise<number> =>
  (await sql<{ version: number }>('SELECT version FROM person WHERE id = ?', [id]))[0]!.version;

const update = async (asker: TestPerson, personId: string, input: object) =>
  payloadOf(asker, 'personUpdate', { personId, expectedVersion: await versionOf(personId), ...input });

const departmentsOf = async (id: string): Promise<string[]> => {
  const query = 'query($id: ID!) { person(id: $id) { departments { id } } }';
  const { person } = await world.admin.get<{ person: { departments: { id: string }[] } }>(query, { id });
  return person.departments.map((department) => department.id);
};

describe('a person in several departments', () => {
  let reader: TestPerson;
  let customerId: string;
  const finds = async (): Promise<boolean> =>
    (await reader.ask('query($id: ID!) { customer(id: $id) { id } }', { id: customerId })).errors === undefined;

  beforeAll(async () => {
    reader = await aHolder('reader', world.departments.north, [{ action: 'customer.read', scope: 'DEPARTMENT' }]);
    customerId = await aCustomer().ownedBy(world.bob).save();
  });

  test('reaches what belongs to each of them at once, and no longer when it is taken away; history and audit stay', async () => {
    const { north, south, service } = world.departments;
    expect(await finds()).toBe(false);
    const joined = await update(world.admin, reader.id, { otherDepartmentIds: [south, service, north] });
    expect(joined).toMatchObject({ person: { version: 2, department: { id: north } }, userErrors: [] });
    expect(await departmentsOf(reader.id)).toEqual([north, south, service]);
    await trust();
    expect(await finds()).toBe(true);
    expect((await update(world.admin, reader.id, { name: '保留' })).userErrors).toEqual([]);
    expect(await departmentsOf(reader.id)).toHaveLength(3);
    expect((await update(world.admin, reader.id, { otherDepartmentIds: [] })).person).toMatchObject({ version: 4 });
    expect(await departmentsOf(reader.id)).toEqual([north]);
    await trust();
    expect(await finds()).toBe(false);
    const history =
      'SELECT version FROM person_department_history WHERE person_id = ? AND department_id = ? ORDER BY version';
    expect(await sql(history, [reader.id, south])).toEqual([{ version: 1 }, { version: 2 }]);
    const audit = "SELECT DISTINCT action FROM audit_entry WHERE kind = 'person_department'";
    expect(await sql(audit)).toEqual([{ action: 'person.edit' }]);
  });

  test('who moves to one of their others has it as the main one alone', async () => {
    const { north, south } = world.departments;
    await update(world.admin, reader.id, { otherDepartmentIds: [south] });
    expect((await update(world.admin, reader.id, { departmentId: south })).userErrors).toEqual([]);
    expect(await departmentsOf(reader.id)).toEqual([south]);
    expect((await update(world.admin, reader.id, { departmentId: north })).userErrors).toEqual([]);
    expect(await departmentsOf(reader.id)).toEqual([north]);
  });

  test('may be added with all of them', async () => {
    const { north, south } = world.departments;
    const input = { login: 'twofold', name: '新人', departmentId: north, otherDepartmentIds: [south], roleIds: [] };
    const { person } = await payloadOf(world.admin, 'personCreate', input);
    expect(await departmentsOf(person!.id)).toEqual([north, south]);
  });

  test('an unknown department is refused, and nothing is written', async () => {
    const before = await rowCounts();
    const refused = { code: 'INVALID_DEPARTMENT', path: ['input', 'otherDepartmentIds'] };
    expect((await update(world.admin, reader.id, { otherDepartmentIds: ['4242'] })).userErrors).toMatchObject([
      refused,
    ]);
    const input = { login: 'lost', name: '新人', departmentId: world.departments.north, roleIds: [] };
    const created = await payloadOf(world.admin, 'personCreate', { ...input, otherDepartmentIds: ['4242'] });
    expect(created.userErrors).toMatchObject([refused]);
    expect(await rowCounts()).toEqual(before);
  });

  test('nobody places a person beyond their own reach, nor where the roles of that person reach more than they hold', async () => {
    const { north, south, service } = world.departments;
    const scope = 'DEPARTMENT_AND_BELOW';
    const clerk = await aHolder('clerk', north, [
      ...['person.read', 'person.edit'].map((action) => ({ action, scope })),
      { action: 'customer.read', scope },
      { action: 'department.read', scope: 'ALL' },
    ]);
    await sql(
      "UPDATE role SET permissions = JSON_SET(permissions, '$[0].scope', 'ALL', '$[1].scope', 'ALL') WHERE code = 'role_clerk'",
    );
    const narrow = await aHolder('narrow', north, [
      { action: 'person.read', scope },
      { action: 'person.edit', scope },
      { action: 'department.read', scope: 'ALL' },
    ]);
    const before = await rowCounts();
    const beyond = await update(narrow, reader.id, { otherDepartmentIds: [south] });
    expect(beyond.userErrors).toMatchObject([{ code: 'INVALID_DEPARTMENT' }]);
    const more = await update(clerk, reader.id, { otherDepartmentIds: [service] });
    expect(more.userErrors).toMatchObject([{ code: 'INVALID_ROLE', path: ['input', 'roleIds'] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('of two who set them at once one wins', async () => {
    const expectedVersion = await versionOf(reader.id);
    const sets = [[world.departments.south], [world.departments.service]].map((otherDepartmentIds) =>
      payloadOf(world.admin, 'personUpdate', { personId: reader.id, expectedVersion, otherDepartmentIds }),
    );
    const refused = (await Promise.all(sets)).flatMap(({ userErrors }) => userErrors);
    expect(refused).toMatchObject([{ code: 'STALE_RECORD', currentVersion: expectedVersion + 1 }]);
    expect(await departmentsOf(reader.id)).toHaveLength(2);
  });
});

test('nobody puts people under a leader who would come to reach more of theirs than they hold; nothing is written', async () => {
  const { north } = world.departments;
  const lead = await aHolder('teamlead', north, [{ action: 'customer.read', scope: 'OWN_TEAM' }]);
  const over = await aHolder('over', north, [{ action: 'customer.edit', scope: 'OWN_TEAM' }]);
  await sql('UPDATE person SET manager_id = ? WHERE id = ?', [over.id, lead.id]);
  const everybody = ['person.read', 'person.edit'].map((action) => ({ action, scope: 'ALL' }));
  const clerk = await aHolder('assigner', north, everybody);
  const customerId = await aCustomer().ownedBy(world.bob).save();
  const query = 'query($id: ID!) { customer(id: $id) { id } }';
  const before = await rowCounts();
  expect((await update(clerk, world.bob.id, { managerId: lead.id })).userErrors).toMatchObject([
    { code: 'INVALID_MANAGER', path: ['input', 'managerId'] },
  ]);
  expect(await rowCounts()).toEqual(before);
  expect((await lead.ask(query, { id: customerId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await update(clerk, world.bob.id, { managerId: world.sara.id })).userErrors).toEqual([]);
  expect((await update(world.admin, world.bob.id, { managerId: lead.id })).userErrors).toEqual([]);
  await trust();
  expect((await lead.ask(query, { id: customerId })).errors).toBeUndefined();
});

describe('levels', () => {
  let lead: TestPerson;
  let high: TestPerson;
  beforeAll(async () => {
    const { north } = world.departments;
    const actions = ['person.read', 'person.edit', 'person.create', 'account.edit', 'department.read'];
    lead = await aHolder(
      'lead',
      north,
      actions.map((action) => ({ action, scope: 'ALL' })),
    );
    high = await aHolder('high', north, []);
    await sql('UPDATE person SET level = 5 WHERE id = ?', [lead.id]);
    await sql('UPDATE person SET level = 6 WHERE id = ?', [high.id]);
  });

  test('nobody changes a person of a higher level, nor sets their password; nothing is written', async () => {
    const before = await rowCounts();
    for (const input of [{ name: '改名' }, { level: 1 }, { active: false }, { roleIds: [] }]) {
      const change = { personId: high.id, expectedVersion: 1, ...input };
      const { errors } = await send(lead, 'personUpdate', change);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect(errors?.[0]?.message).toContain('of a higher level');
    }
    const set = 'mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }';
    const { errors } = await lead.ask(set, { input: { personId: high.id, password: 'a long enough password' } });
    expect(errors?.[0]?.message).toContain('of a higher level');
    expect(await rowCounts()).toEqual(before);
  });

  test('of the same level or a lower one they are changed, and raised as far as one stands oneself', async () => {
    const peer = await aHolder('peer', world.departments.north, []);
    expect((await update(lead, peer.id, { level: 5 })).person).toMatchObject({ level: 5 });
    expect((await update(lead, peer.id, { name: '同级' })).userErrors).toEqual([]);
    const before = await rowCounts();
    const refused = [{ code: 'INVALID_LEVEL', path: ['input', 'level'] }];
    expect((await update(lead, peer.id, { level: 6 })).userErrors).toMatchObject(refused);
    expect((await update(lead, lead.id, { level: 6 })).userErrors).toMatchObject(refused);
    const input = { login: 'raised', name: '新人', departmentId: world.departments.north, roleIds: [], level: 6 };
    expect((await payloadOf(lead, 'personCreate', input)).userErrors).toMatchObject(refused);
    expect(await rowCounts()).toEqual(before);
    expect((await update(world.admin, peer.id, { level: 100 })).person).toMatchObject({ level: 100 });
  });

  test('nobody gives a role of a level above their own; administrators do', async () => {
    const peer = await aHolder('receiver', world.departments.north, []);
    await aHolder('source', world.departments.north, []);
    const [role] = await sql<{ id: string }>("SELECT id FROM role WHERE code = 'role_source'");
    await sql('UPDATE role SET level = 6 WHERE id = ?', [role!.id]);
    const before = await rowCounts();
    expect((await update(lead, peer.id, { roleIds: [role!.id] })).userErrors).toMatchObject([
      { code: 'INVALID_ROLE', path: ['input', 'roleIds'] },
    ]);
    expect(await rowCounts()).toEqual(before);
    await sql('UPDATE role SET level = 5 WHERE id = ?', [role!.id]);
    expect((await update(lead, peer.id, { roleIds: [role!.id] })).userErrors).toEqual([]);
    await sql('UPDATE role SET level = 90 WHERE id = ?', [role!.id]);
    expect((await update(world.admin, high.id, { roleIds: [role!.id] })).userErrors).toEqual([]);
  });
});
