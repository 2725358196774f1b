import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotFound } from '../../src/kernel/runtime/domain-error.js';
import { joinSearchParts, gramsOf } from '../../src/kernel/lists/search-text.js';
import { RecordLock, lockRecord, unlockRecords } from '../../src/kernel/database/record-lock.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { customer, viewer } from './support/people.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

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

test('an id that is no number finds nothing, though the engine would read 12abc as 12', async () => {
  const id = await create();
  for (const odd of [`${id}abc`, 'abc', '', `${id} `, '0x1', `${id}' OR '1'='1`])
    await expect(
      one.unitOfWork.run(operation(), (work) => work.fetch(Customer, odd, { verb: 'edit' })),
    ).rejects.toThrow(NotFound);
  expect(await one.unitOfWork.run(operation(), (work) => work.fetchUnscoped(Customer, `${id}abc`))).toBeNull();
});

test('a locked record is refused, but for the outcome of what holds it', async () => {
  const id = await create();
  await one.unitOfWork.run(operation(), async (work) => {
    lockRecord(work, 'customer', id, 'approval', '99');
    work.touch(await work.fetch(Customer, id, { verb: 'edit', evenLocked: true }));
    return null;
  });
  const edit = (evenLocked: boolean): Promise<unknown> =>
    one.unitOfWork.run(operation(), async (work) => {
      await work.fetch(Customer, id, { verb: 'edit', evenLocked });
      return null;
    });
  await expect(edit(false)).rejects.toThrow('RECORD_LOCKED');
  await edit(true);
  await one.unitOfWork.run(operation(), async (work) => {
    await unlockRecords(work, 'approval', '98');
    return null;
  });
  await expect(edit(false)).rejects.toThrow('RECORD_LOCKED');
  await one.unitOfWork.run(operation(), async (work) => {
    await unlockRecords(work, 'approval', '99');
    return null;
  });
  await edit(false);
});

test('fetchWhere tells ids apart to the last digit and refuses what is undefined', async () => {
  const base = 288_230_376_151_711_744n;
  await one.unitOfWork.run(operation(), (work) => {
    for (const offset of [0n, 1n, 2n])
      lockRecord(work, 'customer', String(base + offset), 'test', String(base + offset));
    return Promise.resolve(null);
  });
  const found = await one.unitOfWork.run(operation(), async (work) =>
    (await work.fetchWhere(RecordLock, { causeId: String(base + 1n) })).map(({ recordId }) => recordId),
  );
  expect(found).toEqual([String(base + 1n)]);
  const odd = { causeId: undefined as unknown as string };
  const several = await one.unitOfWork.run(operation(), async (work) => {
    const causeId = [String(base + 1n), String(base + 2n), String(base + 2n)];
    const among = await work.fetchWhere(RecordLock, { causeId, kind: ['customer', 'other'] });
    return [among.length, (await work.fetchWhere(RecordLock, { causeId: [] })).length];
  });
  expect(several).toEqual([2, 0]);
  await expect(one.unitOfWork.run(operation(), (work) => work.fetchWhere(RecordLock, odd))).rejects.toThrow(
    'Undefined',
  );
});

test('values that the driver would write out as SQL are refused', async () => {
  for (const odd of [{ a: 1 }, [1, 2], Number.NaN, Number.POSITIVE_INFINITY])
    await expect(one.database.rows('SELECT ? AS x', [odd])).rejects.toThrow(TypeError);
});

test('an error of the engine shows its statement without the values', async () => {
  const error = await one.database
    .write('INSERT INTO person_stream (person_id, last_seq) VALUES (?, ?)', ['1', 'secret-phone-13800000000'])
    .catch((caught: unknown) => caught);
  expect(JSON.stringify([error, (error as Error).message])).not.toContain('13800000000');
  expect(error).toMatchObject({ errno: 1366, statement: expect.stringContaining('INSERT INTO person_stream') });
});

test('the search index keeps the words that a record was ever found by, and takes in those of each new name', async () => {
  const id = await create('华夏科技');
  const rename = (...names: string[]): Promise<null> =>
    one.unitOfWork.run(operation(), async (work) => {
      const record = await work.fetch(Customer, id, { verb: 'edit' });
      for (const name of names) {
        record.name = name;
        work.save(record);
      }
      return null;
    });
  const grams = async (): Promise<Set<string>> =>
    new Set((await kernel.sql<{ gram: string }>('SELECT gram FROM search_gram')).map(({ gram }) => gram));
  const wanted = (...names: string[]): Set<string> =>
    new Set(
      names.flatMap((name) => [...gramsOf(joinSearchParts(Object.assign(new Customer(), { name }).searchParts()))]),
    );
  expect(await grams()).toEqual(wanted('华夏科技'));
  await rename('长江电子');
  expect(await grams()).toEqual(wanted('华夏科技', '长江电子'));
  await rename('华夏科技', '黄河机械', '华夏科技');
  expect(await grams()).toEqual(wanted('华夏科技', '长江电子', '黄河机械'));
  await rename('坏\ud800字');
  await rename('好字');
  await rename('坏\ud800字');
  const all = wanted('华夏科技', '长江电子', '黄河机械', '坏\ud800字', '好字');
  expect(await grams()).toEqual(all);
  await one.unitOfWork.run(operation(), async (work) => {
    work.remove(await work.fetch(Customer, id, { verb: 'edit' }));
    return null;
  });
  expect(await grams()).toEqual(all);
});

test('too long a key or reason is the caller’s to mend', async () => {
  await expect(one.unitOfWork.run(operation('k'.repeat(129)), () => Promise.resolve(1))).rejects.toThrow(
    'INVALID_MAX_LENGTH',
  );
  await expect(
    one.unitOfWork.run({ ...operation(), reason: 'r'.repeat(501) }, () => Promise.resolve(1)),
  ).rejects.toThrow('INVALID_MAX_LENGTH');
});
