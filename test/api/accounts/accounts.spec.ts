import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { signed } from '../protocol/forged-tokens.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Payload {
  readonly done: { readonly personId: string | null; readonly userErrors: { code: string; path: string[] }[] };
}

const SET = `mutation($input: PasswordSetInput!) { done: passwordSet(input: $input) { personId userErrors { code path } } }`;
const GOOD = 'long enough to pass';

const set = (person: TestPerson, input: object) => person.ask<Payload>(SET, { input });

describe('passwordSet', () => {
  test('keeps the hash alone, and out of history and audit', async () => {
    const { data } = await set(world.admin, { personId: world.bob.id, password: GOOD });
    expect(data!.done).toEqual({ personId: world.bob.id, userErrors: [] });
    const [row] = await sql<{ id: string; version: number }>('SELECT id, version FROM credential WHERE person_id = ?', [
      world.bob.id,
    ]);
    expect(row?.version).toBe(1);
    const audit = await sql<{ action: string; changes: string }>(
      'SELECT action, changes FROM audit_entry JOIN audit_value ON entry_id = id WHERE record_id = ?',
      [row!.id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['account.edit']);
    const history = await sql('SELECT * FROM credential_history WHERE id = ?', [row!.id]);
    expect(history).toHaveLength(1);
    for (const text of [audit[0]!.changes, JSON.stringify(history)]) {
      expect(text).not.toContain('argon2');
      expect(text).not.toContain(GOOD);
    }
    await set(world.admin, { personId: world.bob.id, password: `${GOOD} again` });
    expect(await sql('SELECT id, version FROM credential WHERE person_id = ?', [world.bob.id])).toEqual([
      { id: row!.id, version: 2 },
    ]);
  });

  test.each([
    ['short', 'INVALID_PASSWORD'],
    ['123456789', 'INVALID_PASSWORD'],
    ['', 'INVALID_IS_NOT_EMPTY'],
    ['x'.repeat(201), 'INVALID_MAX_LENGTH'],
  ])('refuses %j with %s and writes nothing', async (password, code) => {
    const before = await rowCounts();
    const { data } = await set(world.admin, { personId: world.alice.id, password });
    expect(data!.done).toEqual({ personId: null, userErrors: [{ code, path: ['input', 'password'] }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('the login is no password, in whatever letters', async () => {
    const { north } = world.departments;
    const { id } = await aHolder('long-login-name', north, []);
    for (const password of ['long-login-name', 'LONG-Login-Name']) {
      const { data } = await set(world.admin, { personId: id, password });
      expect(data!.done.userErrors).toMatchObject([{ code: 'INVALID_PASSWORD' }]);
    }
  });

  test('whoever manages the accounts of a department sets no other passwords; a foreign one answers as a missing one', async () => {
    const clerk = await aHolder('clerk', world.departments.north, [{ action: 'account.edit', scope: 'DEPARTMENT' }]);
    const local = await aHolder('local', world.departments.north, []);
    expect((await set(clerk, { personId: local.id, password: GOOD })).data!.done.userErrors).toEqual([]);
    const before = await rowCounts();
    const foreign = await set(clerk, { personId: world.sara.id, password: GOOD });
    expect(foreign).toEqual(await set(clerk, { personId: '4242', password: GOOD }));
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await set(world.nora, { personId: world.alice.id, password: GOOD })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect(await rowCounts()).toEqual(before);
  });

  test('two first passwords at once leave one credential', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((end) => set(world.admin, { personId: world.sven.id, password: `${GOOD} ${end}` })),
    );
    for (const { data, errors } of answers) expect([errors, data?.done.userErrors]).toEqual([undefined, []]);
    expect(await sql('SELECT id FROM credential WHERE person_id = ?', [world.sven.id])).toHaveLength(1);
  });
});

describe('viewer', () => {
  const VIEWER = '{ viewer { actions person { login department { name } } } }';
  interface Answer {
    readonly viewer: { readonly actions: string[]; readonly person: { readonly login: string } | null };
  }

  test('tells who asks and what their roles hold, sorted and once each', async () => {
    const { viewer } = await world.alice.get<Answer>(VIEWER);
    expect(viewer.person).toEqual({ login: 'alice', department: { name: '华北' } });
    expect(viewer.actions).toEqual([...new Set(viewer.actions)].sort());
    expect(viewer.actions).toEqual(expect.arrayContaining(['customer.create', 'opportunity.advance']));
    expect(viewer.actions).not.toContain('person.create');
    const { viewer: admin } = await world.admin.get<Answer>(VIEWER);
    expect(admin.actions).toEqual(expect.arrayContaining([...viewer.actions, 'role.edit', 'account.edit']));
  });

  test('someone without any role has no actions and does not even see themselves', async () => {
    const nobody = await aHolder('nobody', world.departments.north, []);
    expect(await nobody.get(VIEWER)).toEqual({ viewer: { actions: [], person: null } });
  });

  test('several roles add up', async () => {
    const both = await aHolder('both', world.departments.north, [{ action: 'customer.read', scope: 'OWN' }]);
    await world.admin.get(
      'mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { code } } }',
      {
        input: {
          ...{ personId: both.id, expectedVersion: 1 },
          roleIds: [world.roles['service_agent'], world.roles['analyst']],
        },
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { viewer } = await both.get<Answer>(VIEWER);
    expect(viewer.actions).toEqual(expect.arrayContaining(['serviceCase.close', 'customer.report']));
  });

  test.each([
    ['a session’s id with a tail', (id: string) => `${id}abc`],
    ['a session’s id with a blank', (id: string) => `${id} `],
    ['no number at all', () => 'abc'],
  ])('%s in a token of ours is no session', async (_name, sid) => {
    const { id, sessionId } = world.alice;
    const token = await signed({ personId: id, sessionId: sid(sessionId) });
    const { status, errors } = await request(token, VIEWER);
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('is nobody when nobody is signed in', async () => {
    const { data, errors } = await request(null, VIEWER);
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
  });
});

test('labels of every enum come in both languages for everybody who is signed in, and for nobody else', async () => {
  interface Labels {
    readonly enumLabels: { name: string; values: { value: string; zh: string; en: string }[] }[];
    readonly __schema: { types: { name: string; kind: string; enumValues: { name: string }[] | null }[] };
  }
  const query = '{ enumLabels { name values { value zh en } } __schema { types { name kind enumValues { name } } } }';
  const nobody = await aHolder('label-reader', world.departments.north, []);
  const { enumLabels, __schema } = await nobody.get<Labels>(query);
  const enums = new Map(__schema.types.map(({ name, enumValues }) => [name, enumValues?.map((value) => value.name)]));
  expect(enumLabels.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['PersonType', 'CustomerLifecycle', 'ListChange', 'RecordVersionEvent', 'WaterfallGroup']),
  );
  for (const { name, values } of enumLabels) {
    expect([name, values.map(({ value }) => value).sort()]).toEqual([name, [...enums.get(name)!].sort()]);
    expect(values.every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && en !== '')).toBe(true);
  }
  expect((await request(null, '{ enumLabels { name } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
