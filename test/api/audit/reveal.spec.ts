import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';

interface Told {
  readonly value: string | null;
  readonly userErrors: { readonly code: string; readonly path: string[] }[];
}

const PHONE = '13800138000';
const REVEAL = `mutation($input: MaskedValueRevealInput!) { maskedValueReveal(input: $input) { value userErrors { code path } } }`;

let world: World;
let customerId: string;
let masked: TestPerson;
let hidden: TestPerson;
let without: TestPerson;
beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).with({ phone: PHONE, annual_revenue: '1200.00' }).save();
  const holder = (login: string, rule: string, ...verbs: string[]): Promise<TestPerson> =>
    aHolder(
      login,
      world.departments.north,
      ['customer.read', 'contact.read', ...verbs].map((action) => ({ action, scope: 'DEPARTMENT' })),
      ['customer.phone', 'customer.annualRevenue', 'contact.phone'].map((name) => {
        const [kind = '', field = ''] = name.split('.');
        return { kind, field, rule };
      }),
    );
  masked = await holder('mia', 'MASKED', 'customer.reveal', 'contact.reveal');
  hidden = await holder('hank', 'HIDDEN', 'customer.reveal');
  without = await holder('wim', 'MASKED');
});
afterAll(closeSql);

async function reveal(person: TestPerson, input: object = {}): Promise<Told | string> {
  const valid = { recordId: customerId, field: 'customer.phone', reason: '回电' };
  const { data, errors } = await person.ask<{ maskedValueReveal: Told }>(REVEAL, { input: { ...valid, ...input } });
  return errors?.[0]?.extensions.code ?? data!.maskedValueReveal;
}

test('the value is told, and the audit keeps who has seen it and what for, but not the value', async () => {
  const shown = await masked.get('query($id: ID!) { customer(id: $id) { phone } }', { id: customerId });
  expect(shown).toEqual({ customer: { phone: '138****8000' } });
  expect(await reveal(masked)).toEqual({ value: PHONE, userErrors: [] });
  expect(await reveal(masked, { field: 'customer.annualRevenue' })).toEqual({ value: '1200.00', userErrors: [] });
  const contact = await aContact(customerId);
  expect(await reveal(masked, { field: 'contact.phone', recordId: contact })).toEqual({ value: null, userErrors: [] });
  const entries = await sql<{ kind: string; actor_id: string; reason: string; changes: string }>(
    `SELECT e.kind, e.actor_id, e.reason, v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id
     WHERE e.event = 'REVEALED' ORDER BY e.id`,
  );
  expect(entries.map(({ kind, actor_id: actor, reason }) => [kind, actor, reason])).toEqual([
    ['customer', masked.id, '回电'],
    ['customer', masked.id, '回电'],
    ['contact', masked.id, '回电'],
  ]);
  expect(JSON.stringify(entries)).toContain('annualRevenue');
  expect(JSON.stringify(entries)).not.toContain(PHONE);
  const trail = `{ auditTrail(filter: { event: { eq: REVEALED } }) { nodes { kind changes { field new } } } }`;
  const { auditTrail } = await world.admin.get<{ auditTrail: { nodes: object[] } }>(trail);
  expect(auditTrail.nodes).toHaveLength(3);
});

test('what nobody masks for the asker is told without an entry, and explainAccess knows that what is hidden stays so', async () => {
  const count = (): Promise<unknown> => sql("SELECT COUNT(*) AS n FROM audit_entry WHERE event = 'REVEALED'");
  const before = await count();
  expect(await reveal(masked, { field: 'customer.name' })).toMatchObject({ value: '测试客户有限公司' });
  expect(await count()).toEqual(before);
  const explain = `query($id: ID!, $personId: ID!) { explainAccess(kind: "customer", id: $id, action: "customer.reveal", field: "customer.phone",
    personId: $personId) { allowed fieldRule } }`;
  const told = (person: TestPerson): Promise<unknown> =>
    world.admin.get(explain, { id: customerId, personId: person.id });
  expect(await told(hidden)).toEqual({ explainAccess: { allowed: false, fieldRule: 'HIDDEN' } });
  expect(await told(masked)).toEqual({ explainAccess: { allowed: true, fieldRule: 'MASKED' } });
});

test('a key that was used tells no later value', async () => {
  const input = { idempotencyKey: 'k-later' };
  expect(await reveal(masked, input)).toMatchObject({ value: PHONE });
  await sql('UPDATE customer SET version = version + 1, phone = ? WHERE id = ?', ['13900001234', customerId]);
  expect(await reveal(masked, input)).toBe('CONFLICT');
  expect(await reveal(masked)).toMatchObject({ value: '13900001234' });
  await sql('UPDATE customer SET phone = ? WHERE id = ?', [PHONE, customerId]);
});

test('without the right, for what is hidden, for what is no masked field, without a reason: refused, and nothing is written', async () => {
  const before = await rowCounts();
  expect(await reveal(without)).toBe('FORBIDDEN');
  expect(await reveal(hidden)).toBe('FORBIDDEN');
  expect(await reveal(world.bob)).toBe('NOT_FOUND');
  expect(await reveal(masked, { recordId: '4242' })).toBe('NOT_FOUND');
  for (const field of ['customer.address', 'product.price', 'customer.nothing', 'constructor'])
    expect(await reveal(masked, { field })).toEqual({
      value: null,
      userErrors: [{ code: 'INVALID_REVEALED_FIELD', path: ['input', 'field'] }],
    });
  expect(await reveal(masked, { reason: '' })).toMatchObject({
    value: null,
    userErrors: [{ path: ['input', 'reason'] }],
  });
  expect(await rowCounts()).toEqual(before);
});

test('a repeated key tells the value without a second entry, and no longer once the right is gone', async () => {
  const count = async (): Promise<unknown> => sql("SELECT COUNT(*) AS n FROM audit_entry WHERE event = 'REVEALED'");
  const input = { idempotencyKey: 'k-reveal' };
  expect(await reveal(masked, input)).toEqual({ value: PHONE, userErrors: [] });
  const once = await count();
  expect(await reveal(masked, input)).toEqual({ value: PHONE, userErrors: [] });
  expect(await count()).toEqual(once);
  await sql('UPDATE role_membership SET deleted_at = ? WHERE person_id = ?', [new Date(), masked.id]);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await reveal(masked, input)).toBe('NOT_FOUND');
});
