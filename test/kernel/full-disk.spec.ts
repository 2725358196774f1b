import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { DatabaseAway, DatabaseFull } from '../../src/kernel/database/retryable.js';
import { formatError } from '../../src/kernel/graphql/format-error.js';
import { engineError } from './support/faulty-database.js';
import { customer, viewer } from './support/people.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterAll(() => kernel.close());
afterEach(() => {
  one.database.fault = null;
});

let tries = 0;
function create(key: string | null): Promise<string> {
  const operation = { actor: viewer('7'), action: 'customer.create', idempotencyKey: key, input: {} };
  return one.unitOfWork.run(operation, (work) => {
    tries += 1;
    return Promise.resolve(work.add(customer({ name: '满盘' })).id);
  });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

test.each([1114, 1021, 1026, 3, 28])(
  'a write that meets error %i answers UNAVAILABLE at once, and has no effect',
  async (errno) => {
    tries = 0;
    one.database.fault = (text) => (text.startsWith('INSERT INTO customer') ? engineError(errno) : null);
    const error = await failureOf(create(`key-${errno}`));
    expect(error).toBeInstanceOf(DatabaseFull);
    expect(formatError(error, one.log).extensions).toMatchObject({ code: 'UNAVAILABLE' });
    expect(tries).toBe(1);
    expect([await kernel.count('customer'), await kernel.count('idempotency_key')]).toEqual([0, 0]);
  },
);

test('the same call takes effect once there is room again', async () => {
  one.database.fault = (text) => (text.startsWith('INSERT INTO') ? engineError(1114) : null);
  expect(await failureOf(create('later'))).toBeInstanceOf(DatabaseFull);
  one.database.fault = null;
  const id = await create('later');
  expect(await create('later')).toBe(id);
  expect(await kernel.count('customer')).toBe(1);
});

test('a COMMIT that finds no room leaves nothing behind, and is not taken for a success', async () => {
  const before = await kernel.count('customer');
  one.database.fault = (text) => (text === 'COMMIT' ? engineError(1114) : null);
  expect(await failureOf(create('commit'))).toBeInstanceOf(DatabaseAway);
  expect(await kernel.count('customer')).toBe(before);
});

test('a read that finds no room for its sorting is refused alike', async () => {
  one.database.fault = () => engineError(1021);
  expect(await failureOf(one.database.rows('SELECT 1'))).toBeInstanceOf(DatabaseFull);
});
