import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { act, actNow } from '../approvals/approval-steps.js';
import { type Asked, payloadOf, type Refusal, send } from './contact-calls.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

type Wish = 'customerAssign' | 'customerDelete';
const WISHES: [Wish][] = [['customerAssign'], ['customerDelete']];

const wishFor = (verb: Wish, customerId: string, more: object = {}): object => ({
  ...{ customerId, expectedVersion: 1, reason: '离职交接' },
  ...(verb === 'customerAssign' ? { ownerId: world.aaron.id } : {}),
  ...more,
});

async function wish(person: TestPerson, verb: Wish, customerId: string, more: object = {}): Promise<Asked> {
  return payloadOf(person, verb, wishFor(verb, customerId, more));
}

/** A customer of Alice with what asking for it answered. */
async function waiting(verb: Wish): Promise<{ customerId: string; approvalId: string }> {
  const customerId = await aCustomer().ownedBy(world.alice).named('待批客户').save();
  const { approvalId, userErrors } = await wish(world.alice, verb, customerId);
  if (!approvalId) throw new Error(JSON.stringify(userErrors));
  return { customerId, approvalId };
}

const names = (events: readonly { name: string }[]): string[] => events.map(({ name }) => name);
const eventsOf = (id: string) =>
  sql<{ name: string; payload: string }>('SELECT name, payload FROM outbox_event WHERE record_id = ? ORDER BY id', [
    id,
  ]);
const sees = async (person: TestPerson, id: string): Promise<boolean> =>
  (await person.ask('query($id: ID!) { customer(id: $id) { id } }', { id })).errors === undefined;

describe.each(WISHES)('%s', (verb) => {
  test('only asks: the customer stays as it is, is locked, and everyone who read it meets a conflict', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).named('待批客户').save();
    const asked = await wish(world.alice, verb, customerId);
    expect(asked).toMatchObject({
      customer: { id: customerId, version: 2 },
      approval: { id: asked.approvalId, state: 'PENDING', title: expect.stringContaining('待批客户') },
      userErrors: [],
    });
    expect(asked.approval!.title).toContain('离职交接');
    expect(await sql('SELECT owner_id, deleted_at FROM customer WHERE id = ?', [customerId])).toEqual([
      { owner_id: world.alice.id, deleted_at: null },
    ]);
    const audit = 'SELECT action, reason FROM audit_entry WHERE kind = ? AND record_id = ?';
    expect(await sql(audit, ['customer', customerId])).toEqual([
      { action: verb === 'customerAssign' ? 'customer.assign' : 'customer.delete', reason: '离职交接' },
    ]);
    const update = await world.alice.get<{ customerUpdate: { userErrors: Refusal[] } }>(
      'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
      { input: { customerId, expectedVersion: 2, city: '北京' } },
    );
    expect(update.customerUpdate.userErrors).toEqual([{ code: 'RECORD_LOCKED' }]);
  });

  test('asked for again it is refused, by whichever wish, with or without the lock; nothing is written', async () => {
    const { customerId } = await waiting(verb);
    await control('drain');
    const before = await rowCounts();
    const codes = async (again: Wish): Promise<string[]> =>
      (await wish(world.nora, again, customerId, { expectedVersion: 2 })).userErrors.map(({ code }) => code);
    expect([await codes('customerAssign'), await codes('customerDelete')]).toEqual([
      ['RECORD_LOCKED'],
      ['RECORD_LOCKED'],
    ]);
    expect(await rowCounts()).toEqual(before);
    await sql('DELETE FROM record_lock WHERE record_id = ?', [customerId]);
    expect([await codes('customerAssign'), await codes('customerDelete')]).toEqual([
      ['APPROVAL_OPEN'],
      ['APPROVAL_OPEN'],
    ]);
  });

  test('a refusal leaves the customer as it was and free; asked for again it starts anew', async () => {
    const { customerId, approvalId } = await waiting(verb);
    await actNow(world.nora, 'Reject', approvalId, '仍在跟进');
    expect(await sql('SELECT owner_id, deleted_at, version FROM customer WHERE id = ?', [customerId])).toEqual([
      { owner_id: world.alice.id, deleted_at: null, version: 2 },
    ]);
    expect(await sees(world.alice, customerId)).toBe(true);
    expect(names(await eventsOf(customerId))).toEqual([]);
    const again = await wish(world.alice, verb, customerId, { expectedVersion: 2 });
    expect(again.approvalId).not.toBe(approvalId);
    expect(again.userErrors).toEqual([]);
  });

  test.each<[string, object, string, string[]]>([
    ['no reason', { reason: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'reason']],
    ['a long reason', { reason: 'x'.repeat(501) }, 'INVALID_MAX_LENGTH', ['input', 'reason']],
    ['an old version', { expectedVersion: 7 }, 'STALE_RECORD', ['input', 'expectedVersion']],
  ])('refuses %s and writes nothing', async (_what, more, code, path) => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const { customer, approvalId, userErrors } = await wish(world.alice, verb, customerId, more);
    expect([customer, approvalId]).toEqual([null, null]);
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('a customer out of reach answers as a missing one, a seen one is forbidden; nothing is written', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const foreign = await send(world.bob, verb, wishFor(verb, customerId));
    expect(foreign).toEqual(await send(world.bob, verb, wishFor(verb, '4242')));
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const seen = await send(world.executive, verb, wishFor(verb, customerId));
    expect(seen.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('with nobody to decide nothing is asked', async () => {
    await sql('UPDATE person SET active = 0 WHERE id IN (?, ?, ?)', [
      ...[world.nora.id, world.executive.id, world.admin.id],
    ]);
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const { userErrors } = await wish(world.alice, verb, customerId);
    expect(await rowCounts()).toEqual(before);
    await sql('UPDATE person SET active = 1');
    expect(userErrors).toMatchObject([{ code: 'APPROVAL_NO_APPROVER' }]);
  });

  test('a repeated key asks once', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const input = { idempotencyKey: `${verb}-1` };
    const first = await wish(world.alice, verb, customerId, input);
    expect((await wish(world.alice, verb, customerId, input)).approvalId).toBe(first.approvalId);
    expect(await sql('SELECT id FROM approval WHERE record_id = ?', [customerId])).toHaveLength(1);
  });
});

describe('a transfer that is approved', () => {
  test('gives the customer and its department to the new owner; the former one no longer sees it', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).named('转移客户').save();
    const { approvalId } = await wish(world.alice, 'customerAssign', customerId, { ownerId: world.bob.id });
    expect(await sees(world.bob, customerId)).toBe(false);
    await actNow(world.nora, 'Approve', approvalId!);
    expect(await sql('SELECT owner_id, department_id FROM customer WHERE id = ?', [customerId])).toEqual([
      { owner_id: world.bob.id, department_id: world.departments.south },
    ]);
    expect([await sees(world.bob, customerId), await sees(world.alice, customerId)]).toEqual([true, false]);
    const [event, ...others] = await eventsOf(customerId);
    expect([event?.name, others]).toEqual(['CustomerTransferred', []]);
    expect(JSON.parse(event!.payload)).toMatchObject({ fromOwnerId: world.alice.id, ownerId: world.bob.id });
  });

  test.each<[string, () => string]>([
    ['nobody', () => '4242'],
    ['the owner', () => world.alice.id],
  ])('is not asked for when the new owner is %s', async (_who, ownerId) => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const { userErrors } = await wish(world.alice, 'customerAssign', customerId, { ownerId: ownerId() });
    expect(userErrors).toMatchObject([{ code: 'INVALID_OWNER', path: ['input', 'ownerId'] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('to someone who has left meanwhile cannot be approved, and stays open', async () => {
    const { customerId, approvalId } = await waiting('customerAssign');
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    await control('drain');
    const before = await rowCounts();
    const { data } = await act(world.nora, 'Approve', { approvalId, expectedVersion: 1 });
    expect(data?.acted.userErrors).toMatchObject([{ code: 'INVALID_OWNER' }]);
    expect(await rowCounts()).toEqual(before);
    const customerId2 = await aCustomer().ownedBy(world.alice).save();
    expect((await wish(world.alice, 'customerAssign', customerId2)).userErrors).toMatchObject([
      { code: 'INVALID_OWNER' },
    ]);
    await sql('UPDATE person SET active = 1 WHERE id = ?', [world.aaron.id]);
    await actNow(world.nora, 'Approve', approvalId);
    expect(await sees(world.aaron, customerId)).toBe(true);
  });
});

test('a deletion that is approved takes the customer and what belongs to it out of sight, and keeps the rows', async () => {
  const { customerId, approvalId } = await waiting('customerDelete');
  const contactId = await aContact(customerId, '随客户删除');
  await anInteraction(customerId, world.alice, '随客户删除');
  await actNow(world.nora, 'Approve', approvalId);
  for (const person of [world.alice, world.nora, world.executive, world.admin])
    expect(await sees(person, customerId)).toBe(false);
  const query = `query($id: ID!) { customers(filter: { search: "待批客户" }) { nodes { id } }
    contacts(filter: { customerId: { eq: $id } }) { totalCount } interactions(filter: { customerId: { eq: $id } }) { totalCount } }`;
  const left = await world.alice.get<{ customers: { nodes: { id: string }[] } }>(query, { id: customerId });
  expect(left).toMatchObject({ contacts: { totalCount: 0 }, interactions: { totalCount: 0 } });
  expect(left.customers.nodes.map(({ id }) => id)).not.toContain(customerId);
  const contact = await world.admin.ask('query($id: ID!) { contact(id: $id) { name } }', { id: contactId });
  expect(contact.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect(names(await eventsOf(customerId))).toEqual(['CustomerDeleted']);
  const history = await sql<{ version: number; deleted_at: Date | null }>(
    'SELECT version, deleted_at FROM customer_history WHERE id = ? ORDER BY version',
    [customerId],
  );
  expect(history.map(({ deleted_at }) => deleted_at !== null)).toEqual([false, false, true]);
  const gone = await send(world.alice, 'customerDelete', wishFor('customerDelete', customerId, { expectedVersion: 3 }));
  expect(gone.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
