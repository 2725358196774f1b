import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { actNow } from '../approvals/approval-steps.js';
import { payloadOf } from '../customers/contact-calls.js';
import { momentPasses, written } from './history-steps.js';

let world: World;
let customerId: string;
let contactId: string;
const moments: Date[] = [];

/** A customer with a contact: alice's, then aaron's, and in the end deleted. */
beforeAll(async () => {
  world = await freshWorld();
  const { alice, aaron, nora } = world;
  const made = await written<{ customer: { id: string } }>(
    alice,
    'customerCreate',
    { name: '临江' },
    'customer { id }',
  );
  customerId = made.customer.id;
  const contact = { customerId, name: '临江联系人' };
  contactId = (await written<{ contact: { id: string } }>(alice, 'contactCreate', contact, 'contact { id }')).contact
    .id;
  moments.push(await momentPasses());
  await written(alice, 'contactUpdate', { contactId, expectedVersion: 1, title: '经理' }, 'contact { id }');
  moments.push(await momentPasses());
  const moving = { customerId, expectedVersion: 1, ownerId: aaron.id, reason: '临江要换人' };
  await actNow(nora, 'Approve', (await payloadOf(alice, 'customerAssign', moving)).approvalId!);
  moments.push(await momentPasses());
  await written(aaron, 'contactUpdate', { contactId, expectedVersion: 2, title: '总监' }, 'contact { id }');
  moments.push(await momentPasses());
  const [row] = await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [customerId]);
  const leaving = { customerId, expectedVersion: row!.version, reason: '倒闭' };
  await actNow(nora, 'Approve', (await payloadOf(aaron, 'customerDelete', leaving)).approvalId!);
  moments.push(await momentPasses());
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

interface Version {
  readonly version: number;
  readonly to: string | null;
  readonly reason: string | null;
}

async function historyOf(person: TestPerson, kind: string, id: string): Promise<readonly Version[]> {
  const { recordHistory } = await person.get<{ recordHistory: { nodes: Version[] } }>(
    'query ($kind: String!, $id: ID!) { recordHistory(kind: $kind, id: $id) { nodes { version to reason } } }',
    { kind, id },
  );
  return recordHistory.nodes;
}

async function found(person: TestPerson, from: Date, to: Date): Promise<string[]> {
  const { search } = await person.get<{ search: { hits: { nodes: { id: string }[] } } }>(
    'query ($from: DateTime, $to: DateTime) { search(text: "临江联系", from: $from, to: $to) { hits { nodes { id } } } }',
    { from, to },
  );
  return search.hits.nodes.map(({ id }) => id);
}

test('a version is told to whom the record above it belonged when it began or ended', async () => {
  expect((await historyOf(world.aaron, 'contact', contactId)).map(({ version }) => version)).toEqual([3, 2]);
  expect((await historyOf(world.alice, 'contact', contactId)).map(({ version }) => version)).toEqual([2, 1]);
});

test('the end of a version is not told when it lies beyond the sight of the asker', async () => {
  const ends = async (person: TestPerson): Promise<boolean[]> =>
    (await historyOf(person, 'contact', contactId)).map(({ to }) => to !== null);
  expect(await ends(world.alice)).toEqual([false, true]);
  expect(await ends(world.aaron)).toEqual([false, true]);
  expect(await ends(world.executive)).toEqual([false, true, true]);
});

test('a period that spans a transfer finds what belongs to the customer for both; one after its deletion finds nothing', async () => {
  const [begin, , moved, , gone] = moments as [Date, Date, Date, Date, Date];
  for (const person of [world.alice, world.aaron, world.executive])
    expect(await found(person, begin, moved)).toEqual([contactId]);
  for (const person of [world.alice, world.aaron, world.executive, world.admin])
    expect(await found(person, gone, new Date(gone.getTime() + 5_000))).toEqual([]);
});

test('reasons in free words are kept from whoever has any field hidden or masked', async () => {
  const roleId = await insertRecord('role', {
    ...{ code: 'ruled', name: 'ruled', administrator: 0 },
    permissions: JSON.stringify(['customer.read', 'audit.read'].map((action) => ({ action, scope: 'ALL' }))),
    field_rules: JSON.stringify([{ kind: 'customer', field: 'name', rule: 'HIDDEN' }]),
  });
  const { north } = world.departments;
  const ruled = await addPerson({ login: 'ruled', type: 'STAFF', departmentId: north, roleId });
  const reasons = async (person: TestPerson): Promise<(string | null)[]> =>
    (await historyOf(person, 'customer', customerId)).map(({ reason }) => reason);
  expect(await reasons(world.executive)).toContain('临江要换人');
  expect((await reasons(ruled)).filter((reason) => reason !== null)).toEqual([]);
  const { auditTrail } = await ruled.get<{ auditTrail: { nodes: { reason: string | null }[] } }>(
    'query ($id: ID!) { auditTrail(filter: { recordId: { eq: $id } }) { nodes { reason } } }',
    { id: customerId },
  );
  expect(auditTrail.nodes.length).toBeGreaterThan(2);
  expect(auditTrail.nodes.filter(({ reason }) => reason !== null)).toEqual([]);
});
