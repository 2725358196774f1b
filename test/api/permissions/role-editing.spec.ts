import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aCustomer } from '../../support/builders.js';
import { aHolder, aRole } from '../access/records-of-bob.js';

interface RoleView {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly level: number;
  readonly permissions: { readonly action: string; readonly scope: string; readonly departmentIds: string[] }[];
  readonly fieldRules: { readonly field: string; readonly rule: string }[];
}

interface Done {
  readonly role?: RoleView | null;
  readonly deletedRoleId?: string | null;
  readonly userErrors: { readonly code: string; readonly path: string[] | null; readonly currentVersion?: number }[];
}

const ROLE = '{ id version code level permissions { action scope departmentIds } fieldRules { field rule } }';
const ERRORS = 'userErrors { code path ... on StaleRecordError { currentVersion } }';

async function send(person: TestPerson, name: 'Create' | 'Update' | 'Delete', input: object): Promise<Done> {
  const fields = name === 'Delete' ? 'deletedRoleId' : `role ${ROLE}`;
  const query = `mutation($input: Role${name}Input!) { done: role${name}(input: $input) { ${fields} ${ERRORS} } }`;
  return (await person.get<{ done: Done }>(query, { input })).done;
}

const READS = [{ action: 'customer.read', scope: 'OWN' }];

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** The refusal, after showing that nothing was written. */
async function refused(person: TestPerson, name: 'Create' | 'Update' | 'Delete', input: object): Promise<unknown> {
  const before = await rowCounts();
  const { userErrors, role, deletedRoleId } = await send(person, name, input);
  expect(role ?? deletedRoleId ?? null).toBeNull();
  expect(await rowCounts()).toEqual(before);
  return userErrors.map(({ code, path }) => `${code} ${(path ?? []).join('.')}`);
}

test('a role is added, with actions, named departments and field rules, and is in the audit', async () => {
  const { north } = world.departments;
  const permissions = [...READS, { action: 'contact.read', scope: 'NAMED_DEPARTMENTS', departmentIds: [north] }];
  const fieldRules = [{ field: 'contact.phone', rule: 'MASKED' }];
  const input = { code: 'inside_sales', name: '内勤销售', level: 3, permissions, fieldRules };
  const { role, userErrors } = await send(world.admin, 'Create', input);
  expect(userErrors).toEqual([]);
  expect(role).toMatchObject({
    ...{ version: 1, code: 'inside_sales', level: 3, fieldRules },
    permissions: [{ ...READS[0], departmentIds: [] }, permissions[1]],
  });
  const audit = await sql('SELECT action, actor_id FROM audit_entry WHERE kind = ? AND record_id = ?', [
    'role',
    role!.id,
  ]);
  expect(audit).toEqual([{ action: 'role.edit', actor_id: world.admin.id }]);
});

test('a change counts at once for those who hold the role, open tokens included', async () => {
  await aCustomer().ownedBy(world.alice).named('华北仪表').save();
  const count = async (): Promise<number> =>
    (await world.nora.get<{ customers: { totalCount: number } }>('{ customers { totalCount } }')).customers.totalCount;
  expect(await count()).toBe(1);
  const roleId = world.roles['sales_manager']!;
  const all =
    '{ roles(filter: { code: { eq: "sales_manager" } }) { nodes { version permissions { action scope departmentIds } } } }';
  const { roles } = await world.admin.get<{ roles: { nodes: RoleView[] } }>(all);
  const [{ version, permissions }] = roles.nodes as [RoleView];
  const narrowed = permissions.map(({ action, scope }) => ({
    action,
    scope: action === 'customer.read' ? 'OWN' : scope,
  }));
  const done = await send(world.admin, 'Update', { roleId, expectedVersion: version, permissions: narrowed });
  expect(done.userErrors).toEqual([]);
  const began = Date.now();
  while ((await count()) > 0) expect(Date.now() - began).toBeLessThan(2_000);
  expect(done.role!.version).toBe(version + 1);
});

test.each<[string, object, string]>([
  [
    'an unknown action',
    { permissions: [{ action: 'customer.fly', scope: 'OWN' }] },
    'INVALID_ACTION input.permissions.0.action',
  ],
  ['an action twice', { permissions: [...READS, ...READS] }, 'INVALID_ACTION input.permissions.1.action'],
  [
    'named departments without names',
    { permissions: [{ action: 'customer.read', scope: 'NAMED_DEPARTMENTS' }] },
    'INVALID_DEPARTMENT input.permissions.0.departmentIds',
  ],
  [
    'departments where none are named',
    { permissions: [{ action: 'customer.read', scope: 'OWN', departmentIds: ['4242'] }] },
    'INVALID_DEPARTMENT input.permissions.0.departmentIds',
  ],
  [
    'a missing department',
    { permissions: [{ action: 'customer.read', scope: 'NAMED_DEPARTMENTS', departmentIds: ['4242'] }] },
    'INVALID_DEPARTMENT input.permissions.0.departmentIds',
  ],
  [
    'an unknown field',
    { fieldRules: [{ field: 'customer.id', rule: 'HIDDEN' }] },
    'INVALID_FIELD input.fieldRules.0.field',
  ],
  [
    'a mask for a field that has none',
    { fieldRules: [{ field: 'customer.taboos', rule: 'MASKED' }] },
    'INVALID_FIELD_RULE input.fieldRules.0.rule',
  ],
  ['a code in use', { code: 'sales' }, 'ROLE_CODE_TAKEN input.code'],
  ['a code with blanks', { code: 'no code' }, 'INVALID_MATCHES input.code'],
])('%s is refused and nothing is written', async (_what, more, refusal) => {
  const input = { code: 'trial', name: 'Trial', permissions: READS, ...more };
  expect(await refused(world.admin, 'Create', input)).toEqual([refusal]);
});

describe('who is no administrator', () => {
  test('makes no role that reaches further than they do, is of a higher level, or shows what is kept from them', async () => {
    const own = [
      ...[
        { action: 'role.read', scope: 'ALL' },
        { action: 'role.edit', scope: 'ALL' },
      ],
      ...[{ action: 'customer.read', scope: 'DEPARTMENT' }],
    ];
    const editor = await aHolder('rita', world.departments.north, own, [
      { kind: 'customer', field: 'phone', rule: 'MASKED' },
    ]);
    const trial = (more: object): object => ({ code: 'trial', name: 'Trial', ...more });
    const reads = (scope: string): object => ({ permissions: [{ action: 'customer.read', scope }] });
    const masked = { fieldRules: [{ field: 'customer.phone', rule: 'MASKED' }] };
    expect(await refused(editor, 'Create', trial({ ...reads('ALL'), ...masked }))).toEqual([
      'ROLE_EXCEEDS input.permissions',
    ]);
    expect(await refused(editor, 'Create', trial(reads('OWN')))).toEqual(['ROLE_EXCEEDS input.permissions']);
    const high = trial({ ...reads('OWN'), ...masked, level: 50 });
    expect(await refused(editor, 'Create', high)).toEqual(['ROLE_EXCEEDS input.level']);
    const wider = { permissions: [{ action: 'opportunity.read', scope: 'OWN' }] };
    expect(await refused(editor, 'Create', trial(wider))).toEqual(['ROLE_EXCEEDS input.permissions']);
    const { role } = await send(editor, 'Create', trial({ ...reads('DEPARTMENT'), ...masked }));
    expect(role).toMatchObject({ code: 'trial', version: 1 });
  });

  test('does not change a role that holds more than they do, not even to make it smaller', async () => {
    const edits = [
      { action: 'role.read', scope: 'ALL' },
      { action: 'role.edit', scope: 'ALL' },
    ];
    const editor = await aHolder('rita', world.departments.north, edits);
    const roleId = world.roles['executive']!;
    const input = { roleId, expectedVersion: 1, permissions: [] };
    expect(await refused(editor, 'Update', input)).toEqual(['ROLE_EXCEEDS input.permissions']);
  });
});

test('the administrator role stays as it is', async () => {
  const roleId = world.roles['administrator']!;
  expect(await refused(world.admin, 'Update', { roleId, expectedVersion: 1, name: 'x' })).toEqual([
    'ROLE_FIXED input.roleId',
  ]);
  expect(await refused(world.admin, 'Delete', { roleId, expectedVersion: 1 })).toEqual(['ROLE_FIXED input.roleId']);
});

test('a role that somebody holds is not deleted; one that nobody holds is', async () => {
  const roleId = await aRole('leaving', READS);
  const holder = await addPerson({ login: 'holly', type: 'STAFF', departmentId: world.departments.north, roleId });
  expect(await refused(world.admin, 'Delete', { roleId, expectedVersion: 1 })).toEqual(['ROLE_IN_USE input.roleId']);
  await sql('UPDATE role_membership SET deleted_at = created_at WHERE person_id = ?', [holder.id]);
  expect(await send(world.admin, 'Delete', { roleId, expectedVersion: 1 })).toEqual({
    deletedRoleId: roleId,
    userErrors: [],
  });
  expect(await refused(world.admin, 'Create', { code: 'leaving', name: 'x', permissions: [] })).toEqual([
    'ROLE_CODE_TAKEN input.code',
  ]);
});

test('of five changes at once one wins, the others learn the version of now', async () => {
  const roleId = await aRole('busy', READS);
  const change = (name: string): Promise<Done> => send(world.admin, 'Update', { roleId, expectedVersion: 1, name });
  const done = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(change));
  const refusals = done.flatMap(({ userErrors }) => userErrors);
  expect(refusals).toHaveLength(4);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'STALE_RECORD', currentVersion: 2 });
  expect(await sql('SELECT version FROM role WHERE id = ?', [roleId])).toEqual([{ version: 2 }]);
});

test('of five new roles of one code at once one is made', async () => {
  const input = { code: 'twin', name: 'Twin', permissions: READS };
  const done = await Promise.all([1, 2, 3, 4, 5].map(() => send(world.admin, 'Create', input)));
  expect(done.filter(({ role }) => role)).toHaveLength(1);
  expect(done.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
    Array(4).fill('ROLE_CODE_TAKEN'),
  );
});

test('the catalogue names every action and protected field once, in both languages', async () => {
  const query = '{ accessCatalogue { kind actions { name zh en } fields { name zh en mask } } }';
  interface Named {
    readonly name: string;
    readonly zh: string;
    readonly en: string;
  }
  const { accessCatalogue } = await world.admin.get<{
    accessCatalogue: { kind: string; actions: Named[]; fields: Named[] }[];
  }>(query);
  const { viewer } = await world.admin.get<{ viewer: { actions: string[] } }>('{ viewer { actions } }');
  expect(accessCatalogue.flatMap(({ actions }) => actions.map(({ name }) => name)).sort()).toEqual(viewer.actions);
  for (const { zh, en } of accessCatalogue.flatMap(({ actions, fields }) => [...actions, ...fields])) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
  }
  const customer = accessCatalogue.find(({ kind }) => kind === 'customer');
  expect(customer?.fields).toContainEqual({ name: 'customer.phone', zh: '客户电话', en: 'Phone', mask: 'PHONE' });
  expect((await world.nora.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
