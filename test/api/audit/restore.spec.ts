import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { lock } from '../access/records-of-bob.js';
import { aDeal } from '../opportunities/open-deals.js';

const RESTORE = `mutation($input: AuditValueRestoreInput!) {
  auditValueRestore(input: $input) { kind recordId userErrors { code path ... on StaleRecordError { currentVersion } } } }`;

interface Restored {
  readonly kind: string | null;
  readonly recordId: string | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

let world: World;
let customerId: string;
beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer()
    .ownedBy(world.bob)
    .with({ city: '广州', tags: '["老客户"]', phone: '13800001111' })
    .save();
});
afterAll(closeSql);

async function change(kind: 'customer' | 'contact' | 'opportunity', id: string, facts: object): Promise<string> {
  const type = kind.charAt(0).toUpperCase() + kind.slice(1);
  const query = `mutation($input: ${type}UpdateInput!) { done: ${kind}Update(input: $input) { userErrors { code } } }`;
  const [row] = await sql<{ version: number }>(`SELECT version FROM ${kind} WHERE id = ?`, [id]);
  const input = { [`${kind}Id`]: id, expectedVersion: row!.version, ...facts };
  const { done } = await world.admin.get<{ done: { userErrors: unknown[] } }>(query, { input });
  expect(done.userErrors).toEqual([]);
  const [entry] = await sql<{ id: string }>(
    'SELECT id FROM audit_entry WHERE kind = ? AND record_id = ? ORDER BY record_version DESC LIMIT 1',
    [kind, id],
  );
  return entry!.id;
}

async function restore(
  person: TestPerson,
  entryId: string,
  field: string,
  expectedVersion: number,
  more: object = {},
): Promise<Restored> {
  const input = { entryId, field, expectedVersion, ...more };
  return (await person.get<{ auditValueRestore: Restored }>(RESTORE, { input })).auditValueRestore;
}
const row = async <T>(table: string, id: string): Promise<T> =>
  (await sql<T>(`SELECT * FROM ${table} WHERE id = ?`, [id]))[0]!;

describe('an old value comes back', () => {
  test('as a new version with history, audit and event, once per key', async () => {
    const entryId = await change('customer', customerId, { city: '深圳', tags: ['新'], phone: null });
    const key = { idempotencyKey: 'restore-1', reason: '填错' };
    expect(await restore(world.admin, entryId, 'city', 2, key)).toEqual({
      kind: 'customer',
      recordId: customerId,
      userErrors: [],
    });
    expect(await restore(world.admin, entryId, 'city', 2, key)).toMatchObject({ userErrors: [] });
    expect(await row('customer', customerId)).toMatchObject({ city: '广州', version: 3, tags: ['新'] });
    const [entry] = await sql(
      `SELECT e.actor_id, e.action, e.reason, e.record_version, v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id
       WHERE e.kind = 'customer' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(entry).toEqual({
      ...{ actor_id: world.admin.id, action: 'audit.restore', reason: `↺ ${entryId} city: 填错`, record_version: 3 },
      changes: '{"city":["深圳","广州"]}',
    });
    expect(await sql("SELECT COUNT(*) AS n FROM outbox_event WHERE name = 'CustomerChanged'")).toEqual([{ n: '2' }]);
  });

  test('also a list, an empty value, a yes or no, a day', async () => {
    const entryId = await change('customer', customerId, { tags: ['新'], phone: null, industry: '电子' });
    for (const [field, version] of [
      ['tags', 2],
      ['phone', 3],
      ['industry', 4],
    ] as const)
      expect(await restore(world.admin, entryId, field, version)).toMatchObject({ userErrors: [] });
    expect(await row('customer', customerId)).toMatchObject({
      tags: ['老客户'],
      phone: '13800001111',
      industry: null,
    });
    const contactId = await aContact(customerId);
    const contactEntry = await change('contact', contactId, { doNotContact: true, birthday: '1990-01-02' });
    const later = await change('contact', contactId, { birthday: '1990-02-01' });
    expect(await restore(world.admin, contactEntry, 'doNotContact', 3)).toMatchObject({ userErrors: [] });
    expect(await restore(world.admin, later, 'birthday', 4)).toMatchObject({ userErrors: [] });
    expect(await row('contact', contactId)).toMatchObject({ do_not_contact: 0, birthday: '1990-01-02' });
  });

  test('of a deal, with what follows from it', async () => {
    const deal = await aDeal(world.bob, { amount: '100.00' });
    const { version } = await row<{ version: number }>('opportunity', deal.id);
    const entryId = await change('opportunity', deal.id, { amount: '300.00' });
    expect(await restore(world.admin, entryId, 'amount', version + 1)).toMatchObject({ userErrors: [] });
    expect(await row('opportunity', deal.id)).toMatchObject({ amount: '100.00', base_amount: '100.00' });
  });
});

describe('nothing is written when', () => {
  const refused = async (work: () => Promise<unknown>): Promise<unknown> => {
    const before = await rowCounts();
    const answer = await work();
    expect(await rowCounts()).toEqual(before);
    return answer;
  };
  const code = async (work: Promise<Restored>): Promise<unknown> =>
    (await work).userErrors.map((error) => [error.code, error.path]);
  const top = async (person: TestPerson, input: object): Promise<unknown> =>
    (await person.ask(RESTORE, { input })).errors?.[0]?.extensions.code;

  test('the record has changed meanwhile', async () => {
    const entryId = await change('customer', customerId, { city: '深圳' });
    const answer = await refused(() => restore(world.admin, entryId, 'city', 1));
    expect(answer).toMatchObject({ recordId: null, userErrors: [{ code: 'STALE_RECORD', currentVersion: 2 }] });
  });

  test('the entry says nothing of the field, or the field is not one that people edit', async () => {
    const entryId = await change('customer', customerId, { city: '深圳' });
    for (const field of ['phone', 'ownerId', 'constructor', '__proto__'])
      expect(await refused(() => code(restore(world.admin, entryId, field, 2)))).toEqual([
        ['AUDIT_NOT_RESTORABLE', ['input', 'field']],
      ]);
    const input = { personId: world.alice.id, expectedVersion: 1, name: '爱丽' };
    await world.admin.get(
      'mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { code } } }',
      { input },
    );
    const [entry] = await sql<{ id: string }>(
      "SELECT id FROM audit_entry WHERE kind = 'person' ORDER BY id DESC LIMIT 1",
    );
    expect(await refused(() => code(restore(world.admin, entry!.id, 'name', 2)))).toEqual([
      ['AUDIT_NOT_RESTORABLE', ['input', 'field']],
    ]);
  });

  test('the edit mutation would refuse it: a rule of its form, of the record, of its state', async () => {
    const entryId = await change('customer', customerId, {
      city: '深圳',
      phone: '13900002222',
      creditCode: '91350100M000100Y43',
    });
    await sql(
      `UPDATE audit_value SET changes = '{"city":["${'长'.repeat(61)}",""],"creditCode":["123",""],"kind":[null,"PERSON"]}' WHERE entry_id = ?`,
      [entryId],
    );
    expect(await refused(() => code(restore(world.admin, entryId, 'city', 2)))).toEqual([
      ['INVALID_MAX_LENGTH', ['input', 'city']],
    ]);
    expect(await refused(() => code(restore(world.admin, entryId, 'creditCode', 2)))).toEqual([
      ['INVALID_CREDIT_CODE', ['input', 'creditCode']],
    ]);
    expect(await refused(() => code(restore(world.admin, entryId, 'kind', 2)))).toEqual([
      ['INVALID_IS_NOT_EMPTY', ['input', 'kind']],
    ]);
    const deal = await aDeal(world.bob);
    const dealEntry = await change('opportunity', deal.id, { nextStep: '拜访' });
    const { version } = await row<{ version: number }>('opportunity', deal.id);
    await sql("UPDATE opportunity SET stage_kind = 'LOST' WHERE id = ?", [deal.id]);
    expect(await refused(() => code(restore(world.admin, dealEntry, 'nextStep', version)))).toMatchObject([
      ['TRANSITION_REFUSED', expect.anything()],
    ]);
  });

  test('the record is locked while it is being decided', async () => {
    const entryId = await change('customer', customerId, { city: '深圳' });
    await lock('customer', customerId);
    expect(await refused(() => code(restore(world.admin, entryId, 'city', 2)))).toEqual([['RECORD_LOCKED', []]]);
  });

  test('the old value was erased', async () => {
    const entryId = await change('customer', customerId, { phone: '13900002222' });
    const input = { kind: 'customer', recordId: customerId, reason: '本人要求' };
    await world.admin.get(
      'mutation($input: AuditValueEraseInput!) { auditValueErase(input: $input) { userErrors { code } } }',
      { input },
    );
    expect(await refused(() => code(restore(world.admin, entryId, 'phone', 2)))).toEqual([
      ['AUDIT_VALUE_ERASED', ['input', 'field']],
    ]);
  });

  test('the asker may read the audit, but not edit the record, or not the field', async () => {
    const entryId = await change('customer', customerId, { city: '深圳', phone: '13900002222' });
    const holder = async (login: string, edits: object[], rules: object[] = []): Promise<TestPerson> => {
      const reads = ['audit.read', 'customer.read'].map((action) => ({ action, scope: 'ALL' }));
      const field = rules.length > 0 ? { field_rules: JSON.stringify(rules) } : {};
      const roleId = await insertRecord('role', {
        code: login,
        name: login,
        administrator: 0,
        permissions: JSON.stringify([...reads, ...edits]),
        ...field,
      });
      return addPerson({ login, type: 'STAFF', departmentId: world.departments.north, roleId });
    };
    const reader = await holder('reader', []);
    const owner = await holder('owner', [{ action: 'customer.edit', scope: 'OWN' }]);
    const input = { entryId, field: 'city', expectedVersion: 2 };
    expect(await refused(() => top(reader, input))).toBe('FORBIDDEN');
    expect(await refused(() => top(owner, input))).toBe('FORBIDDEN');
    expect(await refused(() => top(world.bob, input))).toBe('FORBIDDEN');
    const editor = await holder(
      'editor',
      [{ action: 'customer.edit', scope: 'ALL' }],
      [{ kind: 'customer', field: 'phone', rule: 'READ_ONLY' }],
    );
    expect(await refused(() => code(restore(editor, entryId, 'phone', 2)))).toEqual([
      ['FIELD_READ_ONLY', ['input', 'phone']],
    ]);
    expect(await restore(editor, entryId, 'city', 2)).toMatchObject({ userErrors: [] });
  });
});
