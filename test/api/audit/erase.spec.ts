import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type World } from '../../support/world.js';
import { entriesOf, verifyAudit } from './audit-entries.js';

const ERASE = `mutation($input: AuditValueEraseInput!) {
  auditValueErase(input: $input) { recordId entries versions unfinished userErrors { code path } } }`;

let world: World;
let contactId: string;
beforeEach(async () => {
  world = await freshWorld();
  const customerId = await aCustomer().ownedBy(world.bob).save();
  contactId = await aContact(customerId, '王芳');
  for (const [version, facts] of [
    { phone: '13800001111', title: '采购总监' },
    { phone: '13900002222' },
    { phone: null },
  ].entries()) {
    const input = { contactId, expectedVersion: version + 1, ...facts };
    await world.bob.get(
      'mutation($input: ContactUpdateInput!) { contactUpdate(input: $input) { userErrors { code } } }',
      { input },
    );
  }
});
afterAll(closeSql);

const erase = async (facts: object = {}): Promise<Record<string, unknown>> => {
  const input = { kind: 'contact', recordId: contactId, reason: '本人要求删除', ...facts };
  return (await world.admin.get<{ auditValueErase: Record<string, unknown> }>(ERASE, { input })).auditValueErase;
};
const whatIsLeft = async (text: string): Promise<string[]> => {
  const places = {
    audit: 'SELECT changes AS text FROM audit_value',
    history: 'SELECT CONCAT_WS(" ", name, phone, title, search_text) AS text FROM contact_history',
    record: 'SELECT CONCAT_WS(" ", name, phone, title, search_text) AS text FROM contact',
  };
  const found: string[] = [];
  for (const [place, query] of Object.entries(places))
    if ((await sql<{ text: string }>(query)).some((row) => row.text.includes(text))) found.push(place);
  return found;
};

test('blanks the named field in the audit and in past versions, leaves the rest, and the chain stays whole', async () => {
  expect((await verifyAudit()).damages).toEqual([]);
  expect(await erase({ fields: ['phone'] })).toEqual({
    recordId: contactId,
    entries: 3,
    versions: 3,
    unfinished: false,
    userErrors: [],
  });
  for (const gone of ['13800001111', '13900002222']) expect(await whatIsLeft(gone)).toEqual([]);
  expect(await whatIsLeft('采购总监')).toEqual(['audit', 'history', 'record']);
  expect(await verifyAudit()).toMatchObject({ damages: [], tail: { count: 0 } });
  const trail = `query($id: ID!) { auditTrail(filter: { kind: { eq: "contact" }, recordId: { eq: $id }, event: { eq: CHANGE } }) {
    nodes { changes { field old new erased } } } }`;
  const { auditTrail } = await world.admin.get<{ auditTrail: { nodes: { changes: unknown[] }[] } }>(trail, {
    id: contactId,
  });
  expect(auditTrail.nodes.at(-1)!.changes).toEqual([
    { field: 'title', old: null, new: '采购总监', erased: false },
    { field: 'phone', old: null, new: null, erased: true },
  ]);
});

test('blanks everything personal of a deleted record, the row itself included', async () => {
  await sql('UPDATE contact SET deleted_at = NOW(3) WHERE id = ?', [contactId]);
  expect(await erase()).toMatchObject({ entries: 3, versions: 4 });
  for (const gone of ['13900002222', '采购总监', '王芳']) expect(await whatIsLeft(gone)).toEqual([]);
  expect((await verifyAudit()).damages).toEqual([]);
});

test('what a living record says now stays', async () => {
  await erase();
  expect(await whatIsLeft('王芳')).toEqual(['history', 'record']);
  expect(await sql("SELECT name FROM contact_history WHERE valid_to > '9999-01-01'")).toEqual([{ name: '王芳' }]);
});

test('is in the audit itself, with its reason and the fields, and takes effect once per key', async () => {
  const first = await erase({ fields: ['phone', 'title'], idempotencyKey: 'erase-1' });
  expect(await erase({ fields: ['phone', 'title'], idempotencyKey: 'erase-1' })).toEqual(first);
  expect(await entriesOf('ERASED')).toMatchObject([
    {
      ...{ actor_id: world.admin.id, action: 'audit.erase', kind: 'contact', record_id: contactId },
      ...{ reason: '本人要求删除', changes: '{"fields":[null,["phone","title"]]}' },
    },
  ]);
  expect(await erase({ fields: ['phone'] })).toMatchObject({ entries: 0 });
  expect((await verifyAudit()).damages).toEqual([]);
});

test('values that somebody blanked past the product are damage', async () => {
  await verifyAudit();
  await erase({ fields: ['phone'] });
  await sql(`UPDATE audit_value SET changes = REPLACE(changes, '采购总监', '') WHERE changes LIKE '%采购总监%'`);
  const { damages } = await verifyAudit();
  expect(damages).toMatchObject([{ what: 'values changed' }]);
});

test('other kinds, other fields and other people are refused, and nothing is written', async () => {
  const before = await rowCounts();
  expect(await erase({ kind: 'role' })).toMatchObject({
    recordId: null,
    userErrors: [{ code: 'INVALID_ERASED_KIND', path: ['input', 'kind'] }],
  });
  for (const fields of [['ownerId'], ['phone', 'customerId'], []])
    expect(await erase({ fields })).toMatchObject({
      userErrors: [{ code: 'INVALID_ERASED_FIELD', path: ['input', 'fields'] }],
    });
  expect((await erase({ reason: ' ' }))['userErrors']).toMatchObject([{ path: ['input', 'reason'] }]);
  const input = { kind: 'contact', recordId: contactId, reason: '要求' };
  const code = async (person: typeof world.bob, facts: object = {}): Promise<unknown> =>
    (await person.ask(ERASE, { input: { ...input, ...facts } })).errors?.[0]?.extensions.code;
  expect(await code(world.bob)).toBe('FORBIDDEN');
  expect(await code(world.admin, { recordId: '4242' })).toBe('NOT_FOUND');
  expect(await rowCounts()).toEqual(before);
});

test('with a narrower scope: works on records that are seen and reached, and on no deleted ones', async () => {
  const permissions = (scope: string): string =>
    JSON.stringify([
      { action: 'audit.erase', scope: 'OWN' },
      { action: 'contact.read', scope },
    ]);
  const holder = async (login: string, scope: string): Promise<typeof world.bob> => {
    const roleId = await insertRecord('role', {
      code: login,
      name: login,
      administrator: 0,
      permissions: permissions(scope),
    });
    return addPerson({ login, type: 'STAFF', departmentId: world.departments.north, roleId });
  };
  const input = { kind: 'contact', recordId: contactId, reason: '要求' };
  const blind = await holder('blind', 'OWN');
  const seeing = await holder('seeing', 'ALL');
  expect((await blind.ask(ERASE, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await seeing.ask(ERASE, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  await sql('UPDATE customer SET owner_id = ?', [seeing.id]);
  expect((await seeing.ask<{ auditValueErase: object }>(ERASE, { input })).data?.auditValueErase).toMatchObject({
    entries: 3,
  });
  await sql('UPDATE contact SET deleted_at = NOW(3)');
  expect((await seeing.ask(ERASE, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
