import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRequest, type RequestScope } from '../../src/kernel/runtime/request-scope.js';
import type { Instance } from './support/test-kernel.js';
import { TestKernel } from './support/test-kernel.js';

const POOL = 6;
const SHARE = 2;

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance({ poolSize: POOL });
});
afterAll(() => kernel.close());

const scope = (gone?: AbortSignal): RequestScope => ({
  requestId: 'share',
  locale: 'en',
  viewer: null,
  address: null,
  statements: 0,
  loaders: new Map(),
  gone,
});
const slow = (seconds: number): Promise<unknown> => one.database.rows(`SELECT SLEEP(${seconds}) AS slept`);
const many = (count: number, seconds: number): Promise<unknown> =>
  inRequest(scope(), () => Promise.all(Array.from({ length: count }, () => slow(seconds))));

/** How many sleeping statements the database runs. */
async function sleeping(): Promise<number> {
  const [row] = await one.database.rows<{ count: string }>(
    "SELECT COUNT(*) AS count FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'",
  );
  return Number(row!.count);
}

test('one operation runs a part of the pool at once, and somebody else finds a connection', async () => {
  let ended = 0;
  const greedy = inRequest(scope(), () =>
    Promise.all(Array.from({ length: 6 }, () => slow(0.6).then(() => (ended += 1)))),
  );
  await sleep(100);
  expect(await inRequest(scope(), sleeping)).toBe(SHARE);
  expect(ended).toBe(0);
  await greedy;
});

test('two operations have a share each, and what belongs to no request is not held back', async () => {
  const running = [many(4, 0.4), many(4, 0.4), slow(0.4)];
  await sleep(150);
  expect(await sleeping()).toBe(2 * SHARE + 1);
  await Promise.all(running);
});

test('a failed statement gives its place on', async () => {
  await inRequest(scope(), async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        one.database.rows(index % 2 ? 'SELECT 1 AS one' : 'SELECT broken FROM nowhere'),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    await slow(0);
  });
});

test('a transaction inside an operation waits for none of its statements', async () => {
  await inRequest(scope(), async () => {
    const others = Promise.all(Array.from({ length: 6 }, () => slow(0.3)));
    const began = performance.now();
    await one.unitOfWork.run({ actor: null, action: 'test.share' }, async () => {
      await one.database.rows('SELECT 1 AS one');
      await one.database.outside(() => one.database.rows('SELECT 1 AS one'));
    });
    expect(performance.now() - began).toBeLessThan(3_000);
    await others;
  });
});

test('what waits for its turn when the asker leaves is not begun', async () => {
  const leaving = new AbortController();
  await inRequest(scope(leaving.signal), async () => {
    const before = Promise.all([slow(0.4), slow(0.4)]);
    await sleep(50);
    const waiting = one.database.rowsWhileWanted('SELECT SLEEP(5) AS slept', [], leaving.signal);
    leaving.abort();
    const began = performance.now();
    await expect(waiting).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(2_000);
    await before;
  });
});
