import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import type { Refusal } from './contact-calls.js';
import { START, start, type Started, upload } from './import-client.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const UPDATE = `mutation($input: CustomerUpdateInput!) { done: customerUpdate(input: $input) { customer { version }
  userErrors { __typename code path } } }`;

interface Done {
  readonly done: { readonly customer: { readonly version: number } | null; readonly userErrors: Refusal[] };
}

async function update(customerId: string, input: object): Promise<Done['done']> {
  return (await world.alice.get<Done>(UPDATE, { input: { customerId, expectedVersion: 1, ...input } })).done;
}

describe('customerUpdate', () => {
  test.each<[object, string, string[]]>([
    [{ creditCode: '91350100M000100Y44' }, 'INVALID_CREDIT_CODE', ['input', 'creditCode']],
    [{ parentId: '4242' }, 'INVALID_REFERENCE', ['input', 'parentId']],
    [{ parentId: 'abc' }, 'INVALID_IS_NUMBER_STRING', ['input', 'parentId']],
    [{ name: 'x'.repeat(201) }, 'INVALID_MAX_LENGTH', ['input', 'name']],
    [{ foundedYear: 3000 }, 'INVALID_MAX', ['input', 'foundedYear']],
    [{ tags: Array.from({ length: 21 }, (_, index) => `标签${index}`) }, 'INVALID_ARRAY_MAX_SIZE', ['input', 'tags']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const id = await aCustomer().ownedBy(world.alice).save();
    const before = await rowCounts();
    const { customer, userErrors } = await update(id, input);
    expect(customer).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('nobody’s parents lead back to them, and a foreign parent answers as a missing one', async () => {
    const [low, middle, high] = [
      await aCustomer().ownedBy(world.alice).save(),
      await aCustomer().ownedBy(world.alice).save(),
      await aCustomer().ownedBy(world.alice).save(),
    ];
    expect((await update(low, { parentId: middle })).userErrors).toEqual([]);
    expect((await update(middle, { parentId: high })).userErrors).toEqual([]);
    for (const parentId of [low, middle, high])
      expect((await update(high, { parentId })).userErrors).toMatchObject([
        { code: 'INVALID_PARENT', path: ['input', 'parentId'] },
      ]);
    const foreign = await aCustomer().ownedBy(world.bob).save();
    expect(await update(high, { parentId: foreign })).toEqual(await update(high, { parentId: '4242' }));
  });

  test('a change leaves audit and event, named by its fields', async () => {
    const id = await aCustomer().ownedBy(world.alice).save();
    await update(id, { city: '北京', employees: 120 });
    const [audit] = await sql<{ action: string; changes: string }>(
      'SELECT action, changes FROM audit_entry JOIN audit_value ON entry_id = id WHERE record_id = ?',
      [id],
    );
    expect(audit?.action).toBe('customer.edit');
    expect(JSON.parse(audit!.changes)).toMatchObject({ city: [null, '北京'], employees: [null, 120] });
    const [event] = await sql<{ name: string; payload: string }>(
      'SELECT name, payload FROM outbox_event WHERE record_id = ?',
      [id],
    );
    expect([event?.name, JSON.parse(event!.payload)]).toEqual(['CustomerChanged', { fields: ['city', 'employees'] }]);
  });
});

describe('customerImport', () => {
  test.each<[string, object, string, string[]]>([
    ['an upload that is no id', { uploadId: 'abc' }, 'INVALID_IS_NUMBER_STRING', ['input', 'uploadId']],
    [
      'a mapping without a column',
      { mappings: [{ column: '', from: 'a', to: 'b' }] },
      'INVALID_IS_NOT_EMPTY',
      ['input', 'mappings', '0', 'column'],
    ],
    [
      'too many mappings',
      { mappings: Array.from({ length: 501 }, () => ({ column: 'city', from: 'a', to: 'b' })) },
      'INVALID_ARRAY_MAX_SIZE',
      ['input', 'mappings'],
    ],
    [
      'a column of the other kind',
      { mappings: [{ column: 'buying_role', from: 'a', to: 'b' }] },
      'INVALID_MAPPING',
      ['input', 'mappings'],
    ],
  ])('refuses %s and writes nothing', async (_what, more, code, path) => {
    const uploadId = await upload(world.nora, 'name\nA\n');
    const before = await rowCounts();
    const refused = await start(world.nora, { uploadId, kind: 'CUSTOMERS', ...more });
    expect(refused).toMatchObject({ import: null, userErrors: [{ code, path }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('a kind that is none is a fault of the document', async () => {
    const { errors } = await world.nora.ask<Started>(START, { input: { uploadId: '1', kind: 'CATS' } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('contacts are imported only by those who may add contacts', async () => {
    const scope = 'DEPARTMENT_AND_BELOW';
    const importer = await aHolder('importer', world.departments.north, [
      { action: 'customer.import', scope },
      { action: 'customer.read', scope },
    ]);
    const uploadId = await upload(importer, 'customer_external_key,name\nc-1,王芳\n');
    const before = await rowCounts();
    const { errors } = await importer.ask<Started>(START, { input: { uploadId, kind: 'CONTACTS' } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    expect((await start(importer, { uploadId, kind: 'CUSTOMERS' })).userErrors).toEqual([]);
  });
});
