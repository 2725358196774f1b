import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aHolder, aRole } from '../access/records-of-bob.js';

interface Explanation {
  readonly seen: boolean;
  readonly allowed: boolean;
  readonly steps: {
    readonly action: string;
    readonly role: string;
    readonly scope: string | null;
    readonly reached: boolean;
    readonly standsInFor: { readonly login: string } | null;
  }[];
  readonly grants: {
    readonly level: string;
    readonly cause: string;
    readonly counts: boolean;
    readonly person: { readonly login: string } | null;
  }[];
  readonly fieldRule: string | null;
}

const EXPLAIN = `query($kind: String!, $id: ID!, $action: String!, $personId: ID, $field: String, $at: DateTime) {
  explainAccess(kind: $kind, id: $id, action: $action, personId: $personId, field: $field, at: $at) {
    seen allowed fieldRule steps { action role scope reached standsInFor { login } } grants { level cause counts person { login } }
  }
}`;
const WHO = 'query($kind: String!, $id: ID!) { whoCanSee(kind: $kind, id: $id) { totalCount personIds } }';

let world: World;
let customerId: string;
let contactId: string;
let people: Record<string, TestPerson>;
beforeAll(async () => {
  world = await freshWorld();
  const { root, north, south } = world.departments;
  customerId = await aCustomer().ownedBy(world.alice).named('华北仪表').save();
  contactId = await aContact(customerId);
  const reads = (scope: string, more: object = {}): { action: string; scope: string }[] =>
    ['customer', 'contact', 'person'].map((kind) => ({ action: `${kind}.read`, scope, ...more }));
  people = {
    team: await aHolder('tess', south, reads('OWN_TEAM')),
    named: await aHolder('ned', south, reads('NAMED_DEPARTMENTS', { departmentIds: [north] })),
    department: await aHolder('dora', north, reads('DEPARTMENT')),
    none: await aHolder('nell', north, reads('NONE')),
    besides: await aHolder('bert', south, reads('DEPARTMENT')),
    granted: await aHolder('greta', south, [...reads('OWN'), { action: 'customer.edit', scope: 'OWN' }]),
    expired: await aHolder('emil', south, reads('OWN')),
    deputy: await aHolder('dieter', south, []),
    masked: await aHolder('mia', root, reads('ALL'), [{ kind: 'customer', field: 'phone', rule: 'MASKED' }]),
  };
  await sql('UPDATE person SET manager_id = ? WHERE id = ?', [people['team']!.id, world.aaron.id]);
  await sql('UPDATE person SET manager_id = ? WHERE id = ?', [world.aaron.id, world.alice.id]);
  await insertRecord('person_department', { person_id: people['besides']!.id, department_id: north });
  const grant = { kind: 'customer', record_id: customerId, level: 'read', cause: 'share', cause_id: null };
  await insertRecord('record_grant', { ...grant, person_id: people['granted']!.id, until: null });
  await insertRecord('record_grant', {
    ...grant,
    person_id: people['expired']!.id,
    until: new Date(Date.now() - 60_000),
  });
  const [from, to] = [new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)];
  await insertRecord('deputy', {
    ...{
      principal_id: people['department']!.id,
      deputy_id: people['deputy']!.id,
      starts_at: from,
      ends_at: to,
      ended_at: null,
      cause: '休假',
    },
  });
}, 60_000);
afterAll(closeSql);

async function explain(asker: TestPerson, input: object): Promise<Explanation> {
  return (
    await asker.get<{ explainAccess: Explanation }>(EXPLAIN, {
      kind: 'customer',
      id: customerId,
      action: 'customer.read',
      ...input,
    })
  ).explainAccess;
}

async function seesIt(person: TestPerson, kind = 'customer', id = customerId): Promise<boolean> {
  const list = kind === 'customer' ? 'customers' : 'contacts';
  const { data } = await person.ask<Record<string, { nodes: { id: string }[] }>>(
    `{ ${list}(first: 100) { nodes { id } } }`,
  );
  return Boolean(data?.[list]?.nodes.some((node) => node.id === id));
}

test('what is explained for everybody is what they see, and some step or grant says why', async () => {
  const everybody = [
    world.admin,
    world.executive,
    world.analyst,
    world.nora,
    world.alice,
    world.aaron,
    world.sara,
    world.bob,
    world.sven,
    ...Object.values(people),
  ];
  let seen = 0;
  for (const person of everybody) {
    const { seen: explained, allowed, steps, grants } = await explain(world.admin, { personId: person.id });
    const sees = await seesIt(person);
    expect([person.login, explained, allowed]).toEqual([person.login, sees, sees]);
    const because =
      steps.some(({ reached }) => reached) ||
      (steps.some(({ scope }) => scope !== 'NONE') && grants.some(({ counts }) => counts));
    expect([person.login, because]).toEqual([person.login, sees]);
    seen += Number(sees);
  }
  expect([seen, everybody.length]).toEqual([13, 18]);
});

test.each(['customer', 'contact'])('everybody who sees the %s is found, and nobody else', async (kind) => {
  const id = kind === 'customer' ? customerId : contactId;
  const { whoCanSee } = await world.admin.get<{ whoCanSee: { totalCount: number; personIds: string[] } }>(WHO, {
    kind,
    id,
  });
  const everybody = await sql<{ id: string; login: string }>('SELECT id, login FROM person');
  const known = [
    ...Object.values(people),
    ...Object.values(world).filter((one): one is TestPerson => 'login' in Object(one)),
  ];
  const seeing: string[] = [];
  for (const person of known) if (await seesIt(person, kind, id)) seeing.push(person.login);
  const found = everybody.filter((person) => whoCanSee.personIds.includes(person.id)).map(({ login }) => login);
  expect(found.sort()).toEqual(seeing.sort());
  expect(whoCanSee.totalCount).toBe(seeing.length);
  expect(seeing.length).toBeGreaterThan(8);
});

test('the steps name role, scope and whom one stands in for; grants name their cause', async () => {
  const viaDeputy = await explain(world.admin, { personId: people['deputy']!.id });
  expect(viaDeputy.steps).toContainEqual({
    ...{
      action: 'customer.read',
      role: 'role_dora',
      scope: 'DEPARTMENT',
      reached: true,
      standsInFor: { login: 'dora' },
    },
  });
  const viaGrant = await explain(people['granted']!, { action: 'customer.edit' });
  expect(viaGrant).toMatchObject({ seen: true, allowed: false });
  expect(viaGrant.grants).toEqual([{ level: 'read', cause: 'share', counts: true, person: { login: 'greta' } }]);
  const gone = await explain(world.admin, { personId: people['expired']!.id });
  expect(gone.grants).toMatchObject([{ counts: false }]);
});

test('a field’s rule is told', async () => {
  const field = 'customer.phone';
  expect((await explain(people['masked']!, { field })).fieldRule).toBe('MASKED');
  expect((await explain(world.alice, { field })).fieldRule).toBeNull();
});

test('at a moment past the record stands where it stood then, contacts with it, under the rights of today', async () => {
  const id = await aCustomer().ownedBy(world.alice).named('南下仪表').save();
  const contact = await aContact(id);
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  await sql('UPDATE customer_history SET valid_from = ? WHERE id = ?', [new Date(hoursAgo(3)), id]);
  await sql('UPDATE contact_history SET valid_from = ? WHERE id = ?', [new Date(hoursAgo(3)), contact]);
  await sql('UPDATE customer SET owner_id = ?, department_id = ? WHERE id = ?', [
    world.bob.id,
    world.bob.departmentId,
    id,
  ]);
  const personId = world.bob.id;
  expect(await explain(world.admin, { id, personId })).toMatchObject({ seen: true });
  for (const [kind, asked] of [
    ['customer', id],
    ['contact', contact],
  ] as const) {
    const then = { kind, id: asked, action: `${kind}.read`, at: hoursAgo(1) };
    const past = await explain(world.admin, { ...then, personId });
    expect(past).toMatchObject({ seen: false, allowed: false });
    expect(past.steps.map(({ reached }) => reached)).toEqual([false]);
    expect(await explain(world.admin, { ...then, personId: world.alice.id })).toMatchObject({ seen: true });
  }
  const code = async (input: object): Promise<unknown> => {
    const { errors } = await world.admin.ask(EXPLAIN, { kind: 'customer', id, action: 'customer.read', ...input });
    return errors?.[0]?.extensions.code;
  };
  expect(await code({ at: hoursAgo(4) })).toBe('NOT_FOUND');
  expect(await code({ at: hoursAgo(0) })).toBe('BAD_USER_INPUT');
  expect(await code({ kind: 'session', action: 'session.read', at: hoursAgo(1) })).toBe('BAD_USER_INPUT');
});

test('a disabled person sees nothing', async () => {
  const roleId = await aRole('gone', [{ action: 'customer.read', scope: 'ALL' }]);
  const gone = await addPerson({ login: 'gone', type: 'STAFF', departmentId: world.departments.north, roleId });
  await sql('UPDATE person SET active = 0 WHERE id = ?', [gone.id]);
  expect(await explain(world.admin, { personId: gone.id })).toMatchObject({ seen: false, allowed: false });
});

test('who does not see the record gets the answer of a missing one; others are asked about with role.read alone', async () => {
  const ask = (person: TestPerson, input: object): Promise<unknown> =>
    person.ask(EXPLAIN, { kind: 'customer', id: customerId, action: 'customer.read', ...input });
  expect(await ask(world.bob, {})).toEqual(await ask(world.bob, { id: '4242' }));
  expect(await ask(world.bob, { personId: world.alice.id })).toEqual(
    await ask(world.bob, { id: '4242', personId: world.alice.id }),
  );
  const code = async (person: TestPerson, input: object): Promise<unknown> =>
    ((await ask(person, input)) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
  expect(await code(world.bob, {})).toBe('NOT_FOUND');
  expect(await code(world.nora, { personId: world.alice.id })).toBe('FORBIDDEN');
  expect(await code(world.admin, { personId: '4242' })).toBe('NOT_FOUND');
  expect(await code(world.admin, { action: 'customer.fly' })).toBe('BAD_USER_INPUT');
  expect(await code(world.admin, { field: 'contact.phone' })).toBe('BAD_USER_INPUT');
  expect(await code(world.admin, { kind: 'nothing' })).toBe('BAD_USER_INPUT');
  expect((await world.nora.ask(WHO, { kind: 'customer', id: customerId })).errors?.[0]?.extensions.code).toBe(
    'FORBIDDEN',
  );
  expect((await world.admin.ask(WHO, { kind: 'customer', id: '4242' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
