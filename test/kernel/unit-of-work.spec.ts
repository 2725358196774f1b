import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DatabaseAway } from '../../src/kernel/database/retryable.js';
import { defineEvent } from '../../src/kernel/events/domain-event.js';
import { DomainError, NotFound, StaleRecord } from '../../src/kernel/runtime/domain-error.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { Credential } from '../../src/modules/accounts/domain/credential.js';
import { jsonColumn } from '../../src/kernel/database/json-column.js';
import { customer, viewer } from './support/people.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const CustomerTested = defineEvent<{ name: string }>('CustomerTested');

let kernel: TestKernel;
let one: Instance;
const alice = viewer('7');

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterAll(() => kernel.close());
beforeEach(async () => {
  for (const table of ['customer', 'customer_history', 'audit_entry', 'audit_value', 'outbox_event', 'idempotency_key'])
    await one.database.write(`DELETE FROM ${table}`);
  await one.database.write('DELETE FROM search_gram');
});
afterEach(() => {
  one.database.fault = null;
});

const operation = (key: string | null = null, input: unknown = null, actor = alice) => ({
  actor,
  action: 'customer.create',
  idempotencyKey: key,
  input,
});

function create(name = '华夏科技'): Promise<string> {
  return one.unitOfWork.run(operation(), (work) => Promise.resolve(work.add(customer({ name })).id));
}

test('a commit writes record, history, audit, event and key together', async () => {
  const id = await one.unitOfWork.run(operation(), (work) => {
    const made = work.add(customer({ name: '华夏科技' }));
    work.record(CustomerTested, made.id, { name: made.name });
    return Promise.resolve(made.id);
  });
  expect(await kernel.written('customer')).toEqual({
    customer: 1,
    customer_history: 1,
    audit_entry: 1,
    audit_value: 1,
    outbox_event: 1,
    idempotency_key: 1,
  });
  const [audit] = await kernel.sql<{ action: string; actor_id: string; record_id: string; changes: string }>(
    'SELECT e.action, e.actor_id, e.record_id, v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id',
  );
  expect(audit).toMatchObject({ action: 'customer.create', actor_id: '7', record_id: id });
  expect(JSON.parse(audit!.changes)).toMatchObject({ name: [null, '华夏科技'] });
});

test('a refusal writes nothing', async () => {
  const refused = one.unitOfWork.run(operation('k1'), async (work) => {
    const made = work.add(customer({ name: '华夏科技' }));
    work.record(CustomerTested, made.id, { name: made.name });
    await work.flush();
    throw new DomainError('INVALID_VALUE');
  });
  await expect(refused).rejects.toThrow('INVALID_VALUE');
  expect(Object.values(await kernel.written('customer'))).toEqual([0, 0, 0, 0, 0, 0]);
});

test('insert, update and delete are each audited with old and new values', async () => {
  const id = await create();
  await one.unitOfWork.run({ ...operation(), action: 'customer.edit', reason: '搬家' }, async (work) => {
    const record = await work.fetch(Customer, id, { verb: 'edit' });
    record.city = '上海';
    work.save(record);
    return null;
  });
  await one.unitOfWork.run({ ...operation(), action: 'customer.delete' }, async (work) => {
    work.remove(await work.fetch(Customer, id, { verb: 'delete' }));
    return null;
  });
  const entries = await kernel.sql<{ action: string; record_version: number; reason: string | null; changes: string }>(
    'SELECT e.action, e.record_version, e.reason, v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id ORDER BY e.id',
  );
  expect(entries.map(({ action, record_version, reason }) => [action, record_version, reason])).toEqual([
    ['customer.create', 1, null],
    ['customer.edit', 2, '搬家'],
    ['customer.delete', 3, null],
  ]);
  expect(JSON.parse(entries[1]!.changes)).toEqual({ city: [null, '上海'] });
  expect(Object.keys(JSON.parse(entries[2]!.changes) as object)).toEqual(['deletedAt']);
  await expect(one.unitOfWork.run(operation(), (work) => work.fetch(Customer, id, { verb: 'edit' }))).rejects.toThrow(
    NotFound,
  );
});

test('saving without a change writes nothing; touching writes a version', async () => {
  const id = await create();
  const save = (always: boolean): Promise<number> =>
    one.unitOfWork.run(operation(), async (work) => {
      const record = await work.fetch(Customer, id, { verb: 'edit' });
      record.describe({ name: record.name });
      return (always ? work.touch(record) : work.save(record)).version;
    });
  expect(await save(false)).toBe(1);
  expect(await kernel.count('audit_entry')).toBe(1);
  expect(await save(true)).toBe(2);
  expect(await kernel.count('customer_history')).toBe(2);
});

test('a secret stands in the record alone, not in history and audit', async () => {
  const hash = '$argon2id$never-to-be-seen';
  await one.unitOfWork.run(operation(), (work) => {
    work.add(Object.assign(new Credential(), { personId: work.nextId(), passwordHash: hash, mustChange: false }));
    return Promise.resolve(null);
  });
  expect(await kernel.count('credential', 'password_hash = ?', [hash])).toBe(1);
  expect(await kernel.count('credential_history', 'password_hash = ?', [hash])).toBe(0);
  expect(await kernel.count('audit_value', 'changes LIKE ?', ['%never-to-be-seen%'])).toBe(0);
});

test('the version that the client saw decides: another one is stale, and nothing is written', async () => {
  const id = await create();
  const edit = (expectedVersion: number, city: string): Promise<number> =>
    one.unitOfWork.run(operation(), async (work) => {
      const record = await work.fetch(Customer, id, { verb: 'edit', expectedVersion });
      record.city = city;
      return work.save(record).version;
    });
  expect(await edit(1, '北京')).toBe(2);
  const stale = await edit(1, '上海').catch((error: unknown) => error);
  expect(stale).toBeInstanceOf(StaleRecord);
  expect((stale as StaleRecord).currentVersion).toBe(2);
  expect(await kernel.count('customer', 'city = ?', ['北京'])).toBe(1);
});

test('a race of two writers who named no version ends with both effects', async () => {
  const id = await create();
  const add = (tag: string): Promise<number> =>
    one.unitOfWork.run(operation(), async (work) => {
      const record = await work.fetch(Customer, id, { verb: 'edit' });
      record.tags = [...record.tags, tag];
      return work.save(record).version;
    });
  const versions = await Promise.all(['a', 'b', 'c'].map(add));
  expect(versions.sort()).toEqual([2, 3, 4]);
  const [row] = await kernel.sql<{ tags: unknown }>('SELECT tags FROM customer WHERE id = ?', [id]);
  expect(jsonColumn<string[]>(row!.tags).sort()).toEqual(['a', 'b', 'c']);
});

test('fifty concurrent increments on two instances lose none', async () => {
  const id = await create();
  const [left, right] = [kernel.instance({ poolSize: 30 }), kernel.instance({ poolSize: 30 })];
  const increment = async (instance: Instance): Promise<boolean> => {
    try {
      await instance.unitOfWork.run(operation(), async (work) => {
        const record = await work.fetch(Customer, id, { verb: 'edit' });
        record.employees = (record.employees ?? 0) + 1;
        return work.save(record).version;
      });
      return true;
    } catch (error) {
      if (error instanceof DatabaseAway) return false;
      throw error;
    }
  };
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => increment(index % 2 ? left : right)));
  const acknowledged = outcomes.filter(Boolean).length;
  const [row] = await kernel.sql<{ employees: number; version: number }>('SELECT employees, version FROM customer');
  expect(row).toEqual({ employees: acknowledged, version: acknowledged + 1 });
  expect(acknowledged).toBeGreaterThanOrEqual(10);
});

test('a use case inside another joins its transaction; one that fails after writing takes the whole with it', async () => {
  await one.unitOfWork.run(operation(), async (outer) => {
    await one.unitOfWork.run(operation(), (inner) => {
      expect(inner).toBe(outer);
      inner.add(customer({ name: '内层' }));
      return Promise.resolve(null);
    });
    return null;
  });
  expect(await kernel.count('customer')).toBe(1);
  const swallowing = one.unitOfWork.run(operation(), async (work) => {
    await one.unitOfWork
      .run(operation(), (inner) => {
        inner.add(customer({ name: '半途' }));
        return Promise.reject(new DomainError('INVALID_VALUE'));
      })
      .catch(() => null);
    work.add(customer({ name: '外层' }));
    return null;
  });
  await expect(swallowing).rejects.toThrow('INVALID_VALUE');
  expect(await kernel.count('customer')).toBe(1);
});

test('reads at the same time inside a work all see what it has written', async () => {
  const names = await one.unitOfWork.run(operation(), async (work) => {
    const ids = ['甲方', '乙方', '丙方'].map((name) => work.add(customer({ name })).id);
    const found = await Promise.all(ids.map((id) => work.fetch(Customer, id, { verb: 'edit' })));
    return found.map(({ name }) => name);
  });
  expect(names).toEqual(['甲方', '乙方', '丙方']);
});

test('what is not awaited cannot write on a connection that serves somebody else by then', async () => {
  let late: Promise<unknown> = Promise.resolve();
  await one.unitOfWork.run(operation(), async (work) => {
    work.add(customer({ name: '按时' }));
    await work.flush();
    late = new Promise((resolve) => setTimeout(resolve, 50)).then(() => one.database.write('DELETE FROM customer'));
    late.catch(() => undefined);
    return null;
  });
  await expect(late).rejects.toThrow('has ended');
  expect(await kernel.count('customer')).toBe(1);
});

test('a listener that fails after the commit changes nothing about the answer', async () => {
  one.unitOfWork.onEvents = () => {
    throw new Error('listener');
  };
  const id = await one.unitOfWork.run(operation(), (work) => {
    const made = work.add(customer({ name: '提交后' }));
    work.record(CustomerTested, made.id, { name: made.name });
    work.onCommit(() => {
      throw new Error('callback');
    });
    return Promise.resolve(made.id);
  });
  one.unitOfWork.onEvents = null;
  expect(await kernel.count('customer', 'id = ?', [id])).toBe(1);
});
