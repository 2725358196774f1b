import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { request } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { entriesOf, verifyAudit } from './audit-entries.js';

let world: World;
let customerId: string;
beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.bob).save();
});
afterAll(closeSql);

const UPDATE = 'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }';
const change = (id = customerId): object => ({ input: { customerId: id, city: '广州', expectedVersion: 1 } });

describe('a refusal is kept', () => {
  test('of the guard: who, session, address, request, action', async () => {
    const answer = await request(world.analyst.token, UPDATE, { ...change() }, { 'x-request-id': 'audit-1' });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await entriesOf('REFUSED')).toMatchObject([
      {
        ...{ actor_id: world.analyst.id, session_id: world.analyst.sessionId, request_id: 'audit-1' },
        ...{ action: 'customer.edit', kind: 'customer', record_id: customerId, times: 1 },
        ...{ reason: 'customerUpdate: FORBIDDEN', changes: '{}', address: expect.stringContaining('127.0.0.1') },
      },
    ]);
    expect(await verifyAudit()).toMatchObject({ damages: [], tail: { count: 0 } });
  });

  test('of a use case: a record that is seen but may not be changed', async () => {
    await sql(
      `UPDATE role SET permissions = '[{"action":"customer.read","scope":"ALL"},{"action":"customer.edit","scope":"OWN"}]' WHERE code = 'sales'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { errors } = await world.alice.ask(UPDATE, { ...change() });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await entriesOf('REFUSED')).toMatchObject([
      { actor_id: world.alice.id, action: 'customer.edit', kind: 'customer', record_id: customerId },
    ]);
  });

  test('of a change of what the asker cannot see, but not of reading it', async () => {
    await world.alice.ask(UPDATE, { ...change() });
    await world.alice.ask('query($id: ID!) { customer(id: $id) { id } }', { id: customerId });
    expect(await entriesOf('REFUSED')).toMatchObject([
      {
        actor_id: world.alice.id,
        action: 'customerUpdate',
        record_id: customerId,
        reason: 'customerUpdate: NOT_FOUND',
      },
    ]);
  });

  test('of a role that exceeds what the granter holds', async () => {
    const query = 'mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { code } } }';
    const input = { personId: world.alice.id, expectedVersion: 1, roleIds: ['4242'] };
    const { personUpdate } = await world.admin.get<{ personUpdate: { userErrors: unknown[] } }>(query, { input });
    expect(personUpdate.userErrors).toEqual([{ code: 'INVALID_ROLE' }]);
    expect(await entriesOf('REFUSED')).toMatchObject([
      { actor_id: world.admin.id, action: 'personUpdate', kind: 'person', record_id: world.alice.id },
    ]);
  });

  test('on a socket as on HTTP', async () => {
    const live = world.analyst.subscribe(UPDATE, { ...change() });
    await expect(live.next(1_000)).rejects.toThrow('FORBIDDEN');
    await live.close();
    expect(await entriesOf('REFUSED')).toMatchObject([{ actor_id: world.analyst.id, action: 'customer.edit' }]);
  });

  test('but no refusal by a rule of the business', async () => {
    const stale = { input: { customerId, city: '广州', expectedVersion: 9 } };
    await world.bob.ask(UPDATE, stale);
    expect(await entriesOf('REFUSED')).toEqual([]);
  });
});

describe('a flood of refusals', () => {
  test('of one person leaves thirty entries and a sum, writes nothing else, and others still have theirs', async () => {
    const before = await rowCounts();
    let refused = 0;
    for (let id = 5_000; id < 5_045; id++) {
      const { errors } = await world.alice.ask(UPDATE, { ...change(String(id)) });
      refused += errors?.[0]?.extensions.code === 'NOT_FOUND' ? 1 : 0;
    }
    expect(refused).toBeGreaterThan(30);
    await world.analyst.ask(UPDATE, { ...change() });
    const entries = await entriesOf('REFUSED');
    expect(entries.filter((one) => one.actor_id === world.alice.id && one.action === 'customerUpdate')).toHaveLength(
      30,
    );
    expect(entries.filter((one) => one.action === '*')).toMatchObject([
      { actor_id: world.alice.id, times: refused - 30 },
    ]);
    expect(entries.filter((one) => one.actor_id === world.analyst.id)).toHaveLength(1);
    expect(await rowCounts()).toEqual(before);
  });

  test('of the same again and again leaves one entry and a count', async () => {
    for (let n = 0; n < 8; n++) await world.alice.ask(UPDATE, { ...change() });
    const times = (await entriesOf('REFUSED')).map((one) => one.times);
    expect(times).toEqual([1, 7]);
  });
});
