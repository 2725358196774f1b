import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { actNow } from '../approvals/approval-steps.js';
import { payloadOf, type Refusal, send } from './contact-calls.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Back {
  readonly customer: { id: string; version: number; name: string; owner: { id: string }; contacts: object } | null;
  readonly userErrors: Refusal[];
}

const DELETED_VERSION = 3;
const input = (customerId: string, more: object = {}): object => ({
  ...{ customerId, expectedVersion: DELETED_VERSION, reason: '误删' },
  ...more,
});
const bringBack = async (person: TestPerson, customerId: string, more: object = {}): Promise<Back> =>
  (await payloadOf(person, 'customerUndelete', input(customerId, more))) as unknown as Back;
const codeOf = async (person: TestPerson, customerId: string): Promise<unknown> =>
  (await send(person, 'customerUndelete', input(customerId))).errors?.[0]?.extensions.code;
const eventsOf = async (customerId: string): Promise<string[]> =>
  (await sql<{ name: string }>('SELECT name FROM outbox_event WHERE record_id = ? ORDER BY id', [customerId])).map(
    ({ name }) => name,
  );
const found = async (person: TestPerson, search: string): Promise<number> =>
  (
    await person.get<{ customers: { totalCount: number } }>(
      'query($search: String) { customers(filter: { search: $search }) { totalCount } }',
      { search },
    )
  ).customers.totalCount;

/** A customer with a contact and an interaction whose deletion was approved. */
async function aDeleted(name: string, owner = world.alice): Promise<string> {
  const customerId = await aCustomer().ownedBy(owner).named(name).save();
  await aContact(customerId, '随客户');
  await anInteraction(customerId, owner, '随客户');
  const { approvalId } = await payloadOf(owner, 'customerDelete', input(customerId, { expectedVersion: 1 }));
  await actNow(owner === world.bob ? world.sara : world.nora, 'Approve', approvalId!);
  await control('drain');
  return customerId;
}

test('a deleted customer is back with what belongs to it: read, found by its words, told by its history and its audit', async () => {
  const customerId = await aDeleted('失而复得机械');
  expect(await found(world.alice, '失而复得')).toBe(0);
  const { customer, userErrors } = await bringBack(world.alice, customerId);
  expect(userErrors).toEqual([]);
  expect(customer).toEqual({
    ...{ id: customerId, version: 4, name: '失而复得机械', owner: { id: world.alice.id } },
    contacts: { totalCount: 1 },
  });
  expect([await found(world.alice, '失而复得'), await found(world.nora, 'SEFD')]).toEqual([1, 1]);
  const history = await world.alice.get<{ recordHistory: { nodes: { event: string; reason: string | null }[] } }>(
    'query($id: ID!) { recordHistory(kind: "customer", id: $id) { nodes { event reason } } }',
    { id: customerId },
  );
  expect(history.recordHistory.nodes.map(({ event }) => event)).toEqual(['RESTORED', 'DELETED', 'CHANGED', 'CREATED']);
  expect(
    await sql('SELECT action, reason FROM audit_entry WHERE record_id = ? ORDER BY id DESC LIMIT 1', [customerId]),
  ).toEqual([{ action: 'customer.undelete', reason: '误删' }]);
  expect(await eventsOf(customerId)).toEqual(['CustomerDeleted', 'CustomerUndeleted']);
});

test('between deletion and return it was gone, and at those moments it stays gone', async () => {
  const customerId = await aDeleted('时有时无机械');
  await bringBack(world.alice, customerId);
  const versions = await sql<{ deleted: number; whole: number }>(
    `SELECT deleted_at IS NOT NULL AS deleted, LEAD(valid_from) OVER (ORDER BY version) <=> valid_to
      OR valid_to > NOW() AS whole FROM customer_history WHERE id = ? ORDER BY version`,
    [customerId],
  );
  expect(versions.map(({ deleted, whole }) => [Number(deleted), Number(whole)])).toEqual([
    ...[
      [0, 1],
      [0, 1],
      [1, 1],
    ],
    [0, 1],
  ]);
});

describe('whose owner has left', () => {
  const without = async (people: readonly TestPerson[], work: () => Promise<void>): Promise<void> => {
    const ids = people.map(({ id }) => id);
    await sql('UPDATE person SET active = 0 WHERE id IN (?)', [ids]);
    try {
      await work();
    } finally {
      await sql('UPDATE person SET active = 1 WHERE id IN (?)', [ids]);
    }
  };

  test('belongs to the head of its department, whoever brings it back', async () => {
    const customerId = await aDeleted('旧主离职机械', world.bob);
    await without([world.bob], async () => {
      const { customer } = await bringBack(world.admin, customerId);
      expect(customer).toMatchObject({ owner: { id: world.sara.id } });
    });
    expect(await sql('SELECT owner_id, department_id FROM customer WHERE id = ?', [customerId])).toEqual([
      { owner_id: world.sara.id, department_id: world.departments.south },
    ]);
    expect(await eventsOf(customerId)).toEqual(['CustomerDeleted', 'CustomerTransferred', 'CustomerUndeleted']);
  });

  test('belongs to nobody by a lent right', async () => {
    const customerId = await aDeleted('借权机械');
    const until = new Date(Date.now() + 60_000).toISOString();
    const { deputyCreate } = await world.nora.get<{ deputyCreate: { userErrors: Refusal[] } }>(
      'mutation($input: DeputyCreateInput!) { deputyCreate(input: $input) { userErrors { code } } }',
      { input: { principalId: world.nora.id, deputyId: world.sven.id, reason: '休假', until } },
    );
    expect(deputyCreate.userErrors).toEqual([]);
    await without([world.alice], async () => {
      expect((await bringBack(world.sven, customerId)).userErrors).toEqual([]);
    });
    expect(await sql('SELECT owner_id, department_id FROM customer WHERE id = ?', [customerId])).toEqual([
      { owner_id: world.nora.id, department_id: world.departments.north },
    ]);
  });

  test('stays deleted while no department above has a head', async () => {
    const customerId = await aDeleted('无主机械');
    await without([world.alice, world.nora, world.executive], async () => {
      const before = await rowCounts();
      expect((await bringBack(world.admin, customerId)).userErrors).toMatchObject([
        { code: 'CUSTOMER_WITHOUT_OWNER', path: ['input', 'customerId'] },
      ]);
      expect(await rowCounts()).toEqual(before);
    });
  });
});

describe('what was erased on request', () => {
  const erase = async (recordId: string): Promise<unknown[]> => {
    const { auditValueErase } = await world.admin.get<{ auditValueErase: { userErrors: unknown[] } }>(
      'mutation($input: AuditValueEraseInput!) { auditValueErase(input: $input) { userErrors { code } } }',
      { input: { kind: 'customer', recordId, reason: '本人要求' } },
    );
    return auditValueErase.userErrors;
  };

  test('does not come back', async () => {
    const customerId = await aDeleted('已清除机械');
    expect(await erase(customerId)).toEqual([]);
    const before = await rowCounts();
    expect((await bringBack(world.alice, customerId)).userErrors).toMatchObject([{ code: 'CUSTOMER_ERASED' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('at the same moment is either erased, and stays deleted, or is back, and what it says now stands', async () => {
    for (let round = 0; round < 6; round += 1) {
      const customerId = await aDeleted('同刻机械');
      const [{ userErrors }] = await Promise.all([bringBack(world.alice, customerId), erase(customerId)]);
      const rows = await sql<{ name: string; words: string; deleted: number }>(
        `SELECT name, search_text AS words, deleted_at IS NOT NULL AS deleted FROM customer WHERE id = ?
         UNION SELECT name, search_text, deleted_at IS NOT NULL FROM customer_history WHERE id = ? AND valid_to > NOW(3)`,
        [customerId, customerId],
      );
      const erased = userErrors.length > 0;
      const [row] = rows;
      expect([rows.length, row!.name, row!.words === '', Number(row!.deleted)]).toEqual(
        erased ? [1, '', true, 1] : [1, '同刻机械', false, 0],
      );
    }
  });
});

describe('refused, and nothing is written', () => {
  test.each<[string, object, string, string[]]>([
    ['without a reason', { reason: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'reason']],
    ['with a long reason', { reason: 'x'.repeat(501) }, 'INVALID_MAX_LENGTH', ['input', 'reason']],
    ['for an old version', { expectedVersion: 2 }, 'STALE_RECORD', ['input', 'expectedVersion']],
  ])('%s', async (_what, more, code, path) => {
    const customerId = await aDeleted('不予恢复机械');
    const before = await rowCounts();
    const { customer, userErrors } = await bringBack(world.alice, customerId, more);
    expect(customer).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('for a customer that is there', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const { userErrors } = await bringBack(world.alice, customerId, { expectedVersion: 1 });
    expect(userErrors).toMatchObject([{ code: 'CUSTOMER_NOT_DELETED', path: ['input', 'customerId'] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('to whom it is out of reach as to whom nothing is there; to whom may read and not delete', async () => {
    const customerId = await aDeleted('他人机械');
    const own = ['customer.read', 'customer.delete'].map((action) => ({ action, scope: 'OWN' }));
    const other = await aHolder('undelete-other', world.departments.south, own);
    const reader = await aHolder('undelete-reader', world.departments.north, [
      { action: 'customer.read', scope: 'ALL' },
      { action: 'customer.delete', scope: 'OWN' },
    ]);
    const before = await rowCounts();
    expect(await send(other, 'customerUndelete', input(customerId))).toEqual(
      await send(other, 'customerUndelete', input('4242')),
    );
    expect([await codeOf(other, customerId), await codeOf(reader, customerId)]).toEqual(['NOT_FOUND', 'FORBIDDEN']);
    expect(await rowCounts()).toEqual(before);
  });

  test('where its own parents lead back to it by now', async () => {
    const above = await aCustomer().ownedBy(world.alice).save();
    const below = await aCustomer().ownedBy(world.alice).save();
    const customerId = await aCustomer().ownedBy(world.alice).named('环上机械').save();
    await sql('UPDATE customer SET parent_id = ? WHERE id = ?', [above, customerId]);
    await sql('UPDATE customer SET parent_id = ? WHERE id = ?', [customerId, below]);
    const { approvalId } = await payloadOf(world.alice, 'customerDelete', input(customerId, { expectedVersion: 1 }));
    await actNow(world.nora, 'Approve', approvalId!);
    await control('drain');
    await world.alice.get(
      'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
      { input: { customerId: above, expectedVersion: 1, parentId: below } },
    );
    const before = await rowCounts();
    expect((await bringBack(world.alice, customerId)).userErrors).toMatchObject([
      { code: 'INVALID_PARENT', path: ['input', 'customerId'] },
    ]);
    expect(await rowCounts()).toEqual(before);
  });

  test('the second of two at once', async () => {
    const customerId = await aDeleted('同时恢复机械');
    const both = await Promise.all([bringBack(world.alice, customerId), bringBack(world.nora, customerId)]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_RECORD']);
    expect(await sql('SELECT MAX(version) AS n FROM customer_history WHERE id = ?', [customerId])).toEqual([{ n: 4 }]);
  });
});

test('a repeated key brings it back once', async () => {
  const customerId = await aDeleted('重复恢复机械');
  const first = await bringBack(world.alice, customerId, { idempotencyKey: 'back-1' });
  expect(await bringBack(world.alice, customerId, { idempotencyKey: 'back-1' })).toEqual(first);
});

test('brought back it can be changed and deleted again', async () => {
  const customerId = await aDeleted('再删机械');
  await bringBack(world.alice, customerId);
  const again = await payloadOf(world.alice, 'customerDelete', input(customerId, { expectedVersion: 4 }));
  expect(again.userErrors).toEqual([]);
});
