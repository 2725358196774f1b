import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DatabaseAway } from '../../src/kernel/database/retryable.js';
import { CuttingProxy } from './support/cutting-proxy.js';
import { customer, viewer } from './support/people.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

/** Goal R9: refused within a second; the rest is for a busy machine. */
const REFUSED_MS = 2_500;
/** Goal R9: full service within 5 s of the return. */
const BACK_MS = 5_000;

let kernel: TestKernel;
let proxied: Instance;
let proxy: CuttingProxy;

beforeAll(async () => {
  kernel = await TestKernel.open();
  const made = await CuttingProxy.before(kernel.url);
  proxy = made.proxy;
  proxied = kernel.instance({ url: made.url, poolSize: 4 });
  proxied.database.watch();
});
afterAll(async () => {
  proxy.freeze(false);
  await kernel.close();
  await proxy.close();
});

async function msUntilRefused(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await expect(work()).rejects.toBeInstanceOf(DatabaseAway);
  return performance.now() - begun;
}

async function untilServed(work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof DatabaseAway) || performance.now() - begun > BACK_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const slowRead = (): Promise<unknown> => proxied.database.rows('SELECT SLEEP(20)');

test('statements of a frozen database are refused at once, those under way given up, and service comes back by itself', async () => {
  await proxied.database.rows('SELECT 1');
  const underWay = msUntilRefused(slowRead);
  const waiting = Array.from({ length: 6 }, () => msUntilRefused(slowRead));
  await new Promise((resolve) => setTimeout(resolve, 100));
  proxy.freeze(true);
  const times = await Promise.all([underWay, ...waiting]);
  expect(Math.max(...times)).toBeLessThan(REFUSED_MS);
  expect(await msUntilRefused(() => proxied.database.rows('SELECT 1'))).toBeLessThan(500);
  proxy.freeze(false);
  await untilServed(() => proxied.database.rows('SELECT 1'));
});

test('a write that a freeze meets is refused, and its repetition has one effect', async () => {
  const asker = viewer('7');
  const write = (): Promise<string> =>
    proxied.unitOfWork.run({ actor: asker, action: 'customer.create', idempotencyKey: 'frozen', input: {} }, (work) => {
      const made = customer({ name: '冻结公司' });
      work.add(made);
      return Promise.resolve(made.id);
    });
  await proxied.database.rows('SELECT 1');
  proxy.freeze(true);
  await expect(write()).rejects.toBeInstanceOf(DatabaseAway);
  proxy.freeze(false);
  await untilServed(write);
  const rows = await proxied.database.rows<{ id: string }>('SELECT id FROM customer WHERE name = ?', ['冻结公司']);
  expect(rows.map(({ id }) => id)).toEqual([await write()]);
});

test('a database that answers slowly, but answers, is not given up', async () => {
  const rows = await proxied.database.rows<{ slept: number }>('SELECT SLEEP(1.5) AS slept');
  expect(rows).toEqual([{ slept: 0 }]);
});
