import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DatabaseAway } from '../../src/kernel/database/retryable.js';
import { defineEvent } from '../../src/kernel/events/domain-event.js';
import { DomainError, RequestRefused } from '../../src/kernel/runtime/domain-error.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { type Cut, CuttingProxy } from './support/cutting-proxy.js';
import { engineError } from './support/faulty-database.js';
import { customer, viewer } from './support/people.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const CustomerTriedAgain = defineEvent<{ name: string }>('CustomerTriedAgain');

let kernel: TestKernel;
let one: Instance;
let proxied: Instance;
let proxy: CuttingProxy;
const alice = viewer('7');

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  const made = await CuttingProxy.before(kernel.url);
  proxy = made.proxy;
  proxied = kernel.instance({ url: made.url });
});
afterAll(async () => {
  await kernel.close();
  await proxy.close();
});
beforeEach(async () => {
  for (const table of ['customer', 'customer_history', 'audit_entry', 'audit_value', 'outbox_event', 'idempotency_key'])
    await one.database.write(`DELETE FROM ${table}`);
});
afterEach(() => {
  one.database.fault = null;
  proxy.plan = [];
});

const ONCE = { customer: 1, customer_history: 1, audit_entry: 1, audit_value: 1, outbox_event: 1, idempotency_key: 1 };

let tries = 0;
function create(instance: Instance, key: string | null, name = '华夏科技', actor = alice): Promise<string> {
  const operation = { actor, action: 'customer.create', idempotencyKey: key, input: { name } };
  return instance.unitOfWork.run(operation, (work) => {
    tries += 1;
    const made = work.add(customer({ name }));
    work.record(CustomerTriedAgain, made.id, { name });
    return Promise.resolve(made.id);
  });
}

test('a deadlock at any statement, COMMIT included, starts the work again in a new transaction', async () => {
  one.database.sent.length = 0;
  await create(one, 'plain');
  const statements = [...one.database.sent];
  expect(statements.at(-1)).toBe('COMMIT');
  expect(statements.length).toBeGreaterThanOrEqual(8);
  for (const [place, text] of statements.entries()) {
    await kernel.sql('DELETE FROM idempotency_key');
    const before = await kernel.count('customer');
    let seen = -1;
    let failed = false;
    one.database.fault = () => {
      seen += 1;
      if (seen !== place || failed) return null;
      failed = true;
      return engineError(1213);
    };
    const id = await create(one, `deadlock-${place}`);
    expect([text.slice(0, 20), failed, await kernel.count('customer')]).toEqual([text.slice(0, 20), true, before + 1]);
    expect(await kernel.count('customer_history', 'id = ?', [id])).toBe(1);
    expect(await kernel.count('idempotency_key')).toBe(1);
  }
  const everything = await kernel.written('customer');
  expect(everything['audit_entry']).toBe(statements.length + 1);
  expect(everything['outbox_event']).toBe(statements.length + 1);
});

test('after five tries the caller is asked to come back, and nothing is written', async () => {
  tries = 0;
  one.database.fault = (text) => (text === 'COMMIT' ? engineError(1213) : null);
  await expect(create(one, 'k')).rejects.toThrow(DatabaseAway);
  expect(tries).toBe(5);
  one.database.fault = null;
  expect(Object.values(await kernel.written('customer'))).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a deadlock that the work swallows does not let the rest commit by itself', async () => {
  let first = true;
  one.database.fault = (text) => {
    if (!text.startsWith('SELECT t.*') || !first) return null;
    first = false;
    return engineError(1213);
  };
  const operation = { actor: alice, action: 'customer.create' };
  await one.unitOfWork.run(operation, async (work) => {
    work.add(customer({ name: '第一' }));
    await work.flush();
    await work.fetchUnscoped(Customer, '1').catch(() => null);
    work.add(customer({ name: '第二' }));
    return null;
  });
  expect(await kernel.count('customer')).toBe(2);
  expect(await kernel.count('customer', 'name = ?', ['第一'])).toBe(1);
});

test.each<Cut>(['before', 'after', 'late'])(
  'a connection cut at COMMIT (%s) ends with one effect and the right answer',
  async (cut) => {
    for (const key of ['with-key', null]) {
      proxy.plan = [cut];
      const cuts = proxy.cuts;
      const id = await create(proxied, key ? `${key}-${cut}` : null, `客户${cut}`);
      expect(proxy.cuts).toBe(cuts + 1);
      expect(await kernel.count('customer', 'id = ?', [id])).toBe(1);
      if (key) expect(await create(proxied, `${key}-${cut}`, `客户${cut}`)).toBe(id);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await kernel.written('customer')).toEqual(Object.fromEntries(Object.keys(ONCE).map((table) => [table, 2])));
  },
);

test('a hundred calls with random cuts have a hundred effects', async () => {
  const calls = Array.from({ length: 100 }, (_, index) => `call-${index}`);
  for (const [index, key] of calls.entries()) {
    proxy.plan = index % 3 === 0 ? [(['before', 'after', 'before'] as const)[index % 9 === 0 ? 0 : 1]] : [];
    const id = await create(proxied, key, key);
    expect(await create(proxied, key, key)).toBe(id);
  }
  expect(await kernel.written('customer')).toEqual(Object.fromEntries(Object.keys(ONCE).map((table) => [table, 100])));
}, 60_000);

test('a connection lost before COMMIT had no effect; the work runs again', async () => {
  let lost = false;
  const operation = { actor: alice, action: 'customer.create', idempotencyKey: 'lost' };
  const id = await proxied.unitOfWork.run(operation, async (work) => {
    const made = work.add(customer({ name: '断线' }));
    await work.flush();
    if (!lost) proxy.cutAll();
    lost = true;
    return made.id;
  });
  expect(await kernel.count('customer')).toBe(1);
  expect(await kernel.count('customer', 'id = ?', [id])).toBe(1);
});

test('without a database the caller hears so at once, and is served again after its return', async () => {
  const made = await CuttingProxy.before(kernel.url);
  const instance = kernel.instance({ url: made.url });
  await create(instance, 'first');
  await made.proxy.close();
  const began = performance.now();
  await expect(create(instance, 'second')).rejects.toThrow(DatabaseAway);
  expect(performance.now() - began).toBeLessThan(1_500);
  await expect(instance.database.rows('SELECT 1 AS one')).rejects.toThrow(DatabaseAway);
});

test('twins with one key have one effect and one answer', async () => {
  const two = kernel.instance();
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => create(index % 2 ? one : two, `twins-${round}`, `双胞胎${round}`)),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await kernel.count('customer', 'name = ?', [`双胞胎${round}`])).toBe(1);
  }
});

test('a twin that meets the other’s effect gives the other’s answer, not the refusal', async () => {
  const id = await create(one, null);
  const rename = (): Promise<number> =>
    one.unitOfWork.run(
      { actor: alice, action: 'customer.edit', idempotencyKey: 'rename', input: { id } },
      async (work) => {
        const record = await work.fetch(Customer, id, { verb: 'edit', expectedVersion: 1 });
        await new Promise((resolve) => setTimeout(resolve, 30));
        record.name = '改名';
        return work.save(record).version;
      },
    );
  const slow = rename();
  await new Promise((resolve) => setTimeout(resolve, 15));
  expect(await Promise.all([slow, rename(), rename()])).toEqual([2, 2, 2]);
  expect(await rename()).toBe(2);
  expect(await kernel.count('customer_history')).toBe(2);
});

test('one key with another input is a conflict; with another person it is another call', async () => {
  const id = await create(one, 'shared', '甲公司');
  const conflict = await create(one, 'shared', '乙公司').catch((error: unknown) => error);
  expect(conflict).toBeInstanceOf(RequestRefused);
  expect((conflict as RequestRefused).code).toBe('CONFLICT');
  const other = await create(one, 'shared', '乙公司', viewer('8'));
  expect(other).not.toBe(id);
  expect(await create(one, 'shared', '甲公司')).toBe(id);
  expect(await kernel.count('customer')).toBe(2);
});

test('equal inputs are equal whatever the order of their fields, and the key itself does not count', async () => {
  const run = (input: unknown): Promise<number> =>
    one.unitOfWork.run({ actor: alice, action: 'customer.edit', idempotencyKey: 'order', input }, () =>
      Promise.resolve((tries += 1)),
    );
  tries = 0;
  expect(await run({ name: 'a', parts: { x: 1, y: undefined }, idempotencyKey: 'order' })).toBe(1);
  expect(await run({ parts: { x: 1 }, idempotencyKey: 'other', name: 'a' })).toBe(1);
  await expect(run({ name: 'a', parts: { x: 2 } })).rejects.toThrow('another input');
});

test('a refused call leaves its key free', async () => {
  const run = (refuse: boolean): Promise<string> =>
    one.unitOfWork.run({ actor: alice, action: 'customer.create', idempotencyKey: 'again', input: {} }, (work) => {
      const made = work.add(customer({ name: '重试' }));
      return refuse ? Promise.reject(new DomainError('INVALID_VALUE')) : Promise.resolve(made.id);
    });
  await expect(run(true)).rejects.toThrow('INVALID_VALUE');
  expect(await kernel.count('customer', 'id = ?', [await run(false)])).toBe(1);
});

test('no connection is left behind by failures of any kind', async () => {
  const small = kernel.instance({ poolSize: 2 });
  for (let round = 0; round < 6; round++) {
    small.database.fault = (text) => (text.startsWith('INSERT INTO customer ') ? engineError(1064) : null);
    await expect(create(small, `leak-${round}`)).rejects.toThrow('injected 1064');
    small.database.fault = (text) => (text === 'START TRANSACTION' ? engineError(1213) : null);
    setTimeout(() => (small.database.fault = null), 30);
    await create(small, `leak-again-${round}`);
    await expect(small.database.rows('SELECT broken FROM nowhere')).rejects.toThrow();
  }
  await Promise.all(Array.from({ length: 8 }, () => small.database.rows('SELECT 1 AS one')));
});

test('a caller who finds no free connection in time is sent away, and takes none later', async () => {
  const small = kernel.instance({ poolSize: 2 });
  const held = [await small.database.connect(), await small.database.connect()];
  const began = performance.now();
  await expect(small.database.rows('SELECT 1 AS one')).rejects.toThrow(DatabaseAway);
  expect(performance.now() - began).toBeLessThan(4_000);
  for (const connection of held) connection.release();
  await Promise.all(Array.from({ length: 4 }, () => small.database.rows('SELECT 1 AS one')));
});
