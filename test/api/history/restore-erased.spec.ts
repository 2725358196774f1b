import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { momentAfter, putBack } from './restore-calls.js';

let world: World;
let customerId: string;
let at: string;

async function update(facts: object): Promise<void> {
  const [row] = await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [customerId]);
  const { customerUpdate } = await world.alice.get<{ customerUpdate: { userErrors: unknown[] } }>(
    'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code path } } }',
    { input: { customerId, expectedVersion: row!.version, ...facts } },
  );
  expect(customerUpdate.userErrors).toEqual([]);
}

async function erase(fields: readonly string[] | null): Promise<void> {
  const { auditValueErase } = await world.admin.get<{ auditValueErase: { userErrors: unknown[] } }>(
    'mutation ($input: AuditValueEraseInput!) { auditValueErase(input: $input) { userErrors { code path } } }',
    { input: { kind: 'customer', recordId: customerId, fields, reason: '本人要求删除' } },
  );
  expect(auditValueErase.userErrors).toEqual([]);
}

beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer()
    .ownedBy(world.alice)
    .named('长江电子')
    .with({ city: '北京', phone: '010-1111' })
    .save();
  at = await momentAfter('customer');
  await update({ name: '华夏科技', city: '上海', phone: '021-5555', address: '南京路 1 号' });
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const living = async (): Promise<unknown> =>
  (await sql('SELECT name, city, phone, address FROM customer WHERE id = ?', [customerId]))[0];

test('what was erased of that moment leaves what the record says now, and is told as left', async () => {
  await erase(['phone', 'name']);
  const done = await putBack(world.alice, 'customer', customerId, { at });
  expect(done).toMatchObject({ userErrors: [], left: expect.arrayContaining(['phone', 'name']) });
  expect([...done.restored!].sort()).toEqual(['address', 'city']);
  expect(await living()).toEqual({ name: '华夏科技', city: '北京', phone: '021-5555', address: null });
});

test('an erased field that is named is refused, and nothing is written', async () => {
  await erase(null);
  const before = await rowCounts();
  const { userErrors } = await putBack(world.alice, 'customer', customerId, { at, fields: ['city', 'phone'] });
  expect(userErrors).toMatchObject([{ code: 'AUDIT_VALUE_ERASED', path: ['input', 'fields', '1'] }]);
  expect(await rowCounts()).toEqual(before);
});

test('what was said after the erasure goes back, an empty value too', async () => {
  await erase(null);
  await momentAfter('customer');
  await update({ phone: null });
  const empty = await momentAfter('customer');
  await update({ phone: '021-7777' });
  expect(await putBack(world.alice, 'customer', customerId, { at: empty, fields: ['phone'] })).toMatchObject({
    ...{ restored: ['phone'], userErrors: [] },
  });
  expect(await living()).toMatchObject({ phone: null });
});
