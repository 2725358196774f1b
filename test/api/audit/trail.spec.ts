import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';

const TRAIL = `query($filter: AuditEntryFilter, $first: Int! = 20, $after: String, $orderBy: [AuditEntryOrder!]) {
  auditTrail(filter: $filter, first: $first, after: $after, orderBy: $orderBy) { totalCount pageInfo { hasNextPage endCursor }
    nodes { id at event actorId actor { login } sessionId address requestId action kind recordId version reason times
      changes { field label old new erased } } } }`;
const UPDATE = 'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }';

interface Trail {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Record<string, unknown>[];
}

let world: World;
let customerId: string;
beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.bob).with({ phone: '13800001111' }).save();
  await edit({ city: '广州', phone: '13900002222' }, 1);
  await edit({ city: '深圳' }, 2);
});
afterAll(closeSql);

async function edit(facts: object, expectedVersion: number): Promise<void> {
  const { customerUpdate } = await world.bob.get<{ customerUpdate: { userErrors: unknown[] } }>(UPDATE, {
    input: { customerId, expectedVersion, ...facts },
  });
  expect(customerUpdate.userErrors).toEqual([]);
}

async function trail(person: TestPerson, filter: object = {}, more: object = {}): Promise<Trail> {
  return (await person.get<{ auditTrail: Trail }>(TRAIL, { filter, ...more })).auditTrail;
}
const ofRecord = (kind: string, id: string): object => ({ kind: { eq: kind }, recordId: { eq: id } });

/** Someone whose role names exactly these actions. */
async function holder(login: string, permissions: object[], fieldRules: object[] = []): Promise<TestPerson> {
  const roleId = await insertRecord('role', {
    ...{ code: login, name: login, administrator: 0, permissions: JSON.stringify(permissions) },
    ...(fieldRules.length > 0 ? { field_rules: JSON.stringify(fieldRules) } : {}),
  });
  return addPerson({ login, type: 'STAFF', departmentId: world.departments.north, roleId });
}
const AUDIT_OWN = { action: 'audit.read', scope: 'OWN' };

test('tells who changed what, from what to what, newest first', async () => {
  const { nodes, totalCount } = await trail(world.admin, ofRecord('customer', customerId));
  expect(totalCount).toBe(2);
  expect(nodes).toEqual([
    {
      ...{ id: expect.any(String), at: expect.any(String), event: 'CHANGE', actorId: world.bob.id, times: 1 },
      ...{ actor: { login: 'bob' }, sessionId: world.bob.sessionId, address: expect.stringContaining('127.0.0.1') },
      ...{ requestId: expect.any(String), action: 'customer.edit', kind: 'customer', recordId: customerId, version: 3 },
      ...{ reason: null, changes: [{ field: 'city', label: 'City', old: '广州', new: '深圳', erased: false }] },
    },
    expect.objectContaining({
      version: 2,
      changes: [
        { field: 'city', label: 'City', old: null, new: '广州', erased: false },
        { field: 'phone', label: 'Phone', old: '13800001111', new: '13900002222', erased: false },
      ],
    }),
  ]);
});

test('is filtered by actor, event, action and time, and paged both ways', async () => {
  const customers = { kind: { eq: 'customer' } };
  const all = await trail(world.admin, customers, { first: 1 });
  expect(all.totalCount).toBe(2);
  const rest = await trail(world.admin, customers, { first: 1, after: all.pageInfo.endCursor });
  expect(rest.pageInfo.hasNextPage).toBe(false);
  expect([all, rest].map(({ nodes }) => nodes[0]!['version'])).toEqual([3, 2]);
  const oldest = await trail(world.admin, customers, { orderBy: [{ field: 'AT', direction: 'ASC' }] });
  expect(oldest.nodes.map((node) => node['version'])).toEqual([2, 3]);
  const count = async (filter: object): Promise<number> =>
    (await trail(world.admin, { and: [filter, { kind: { eq: 'customer' } }] })).totalCount;
  expect(await count({ actorId: { eq: world.bob.id } })).toBe(2);
  expect(await count({ actorId: { eq: world.alice.id } })).toBe(0);
  expect(await count({ event: { eq: 'SIGN_IN' } })).toBe(0);
  expect(await count({ event: { in: ['CHANGE', 'SIGN_IN'] } })).toBe(2);
  expect(await count({ action: { eq: 'customer.edit' } })).toBe(2);
  expect(await count({ at: { gte: String(oldest.nodes[1]!['at']) } })).toBe(1);
  expect(await count({ sessionId: { eq: world.bob.sessionId } })).toBe(2);
});

describe('who may not', () => {
  test('without audit.read: refused', async () => {
    const { errors } = await world.bob.ask(TRAIL, { filter: ofRecord('customer', customerId) });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('with a narrower scope: must name a record', async () => {
    const nina = await holder('nina', [AUDIT_OWN, { action: 'customer.read', scope: 'ALL' }]);
    for (const filter of [
      {},
      { kind: { eq: 'customer' } },
      { recordId: { eq: customerId } },
      { or: [ofRecord('customer', customerId)] },
    ]) {
      const { errors } = await nina.ask(TRAIL, { filter });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('with a narrower scope: sees the entries of what they may read, and no others', async () => {
    const contactId = await aContact(customerId);
    const input = { contactId, expectedVersion: 1, title: '经理' };
    await world.bob.get(
      'mutation($input: ContactUpdateInput!) { contactUpdate(input: $input) { userErrors { code } } }',
      { input },
    );
    const reads = (scope: string): object[] => [
      AUDIT_OWN,
      { action: 'customer.read', scope },
      { action: 'contact.read', scope },
    ];
    const nina = await holder('nina', reads('ALL'));
    const otto = await holder('otto', reads('OWN'));
    const pia = await holder('pia', [AUDIT_OWN, { action: 'customer.read', scope: 'ALL' }]);
    const seen = async (person: TestPerson, kind: string, id: string): Promise<number> => {
      const { nodes, totalCount } = await trail(person, ofRecord(kind, id));
      expect(nodes).toHaveLength(totalCount);
      return totalCount;
    };
    expect([await seen(nina, 'customer', customerId), await seen(nina, 'contact', contactId)]).toEqual([2, 1]);
    expect([await seen(otto, 'customer', customerId), await seen(otto, 'contact', contactId)]).toEqual([0, 0]);
    expect([await seen(pia, 'customer', customerId), await seen(pia, 'contact', contactId)]).toEqual([2, 0]);
    expect(await seen(nina, 'session', world.bob.sessionId)).toBe(0);
    await sql('UPDATE customer SET deleted_at = NOW(3) WHERE id = ?', [customerId]);
    expect([await seen(nina, 'customer', customerId), await seen(nina, 'contact', contactId)]).toEqual([0, 0]);
    expect(await seen(world.admin, 'customer', customerId)).toBe(2);
  });
});

test('values pass through the field rules of whoever reads them', async () => {
  const permissions = [
    { action: 'audit.read', scope: 'ALL' },
    { action: 'customer.read', scope: 'ALL' },
  ];
  const phone = async (rule: string): Promise<unknown> => {
    const person = await holder(`with-${rule.toLowerCase()}`, permissions, [
      { kind: 'customer', field: 'phone', rule },
    ]);
    const { nodes } = await trail(person, ofRecord('customer', customerId));
    const changes = nodes.flatMap((node) => node['changes'] as { field: string; old: string; new: string }[]);
    const change = changes.find(({ field }) => field === 'phone')!;
    return [change.old, change.new];
  };
  expect(await phone('MASKED')).toEqual(['138****1111', '139****2222']);
  expect(await phone('HIDDEN')).toEqual([null, null]);
  expect(await phone('READ_ONLY')).toEqual(['13800001111', '13900002222']);
});
