import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ModuleRef } from '@nestjs/core';
import { EventDispatcher } from '../../src/kernel/events/dispatcher.js';
import { defineEvent, type EventOf } from '../../src/kernel/events/domain-event.js';
import { OnEvent } from '../../src/kernel/events/on-event.js';
import { Outbox } from '../../src/kernel/events/outbox.js';
import { Leases } from '../../src/kernel/jobs/lease.js';
import { customer } from './support/people.js';
import { engineError } from './support/faulty-database.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const Counted = defineEvent<{ n: number }>('Counted');
const Unheard = defineEvent<{ n: number }>('Unheard');

let kernel: TestKernel;
let deaf: ReadonlySet<string> = new Set();
const effects: { instance: Instance }[] = [];

/** Handlers whose effect is a row; `deaf` names those that fail. */
class CountingReactions {
  constructor(readonly instance: Instance) {}

  @OnEvent(Counted)
  countOnce(event: EventOf<typeof Counted>): Promise<void> {
    return this.effect('countOnce', event);
  }

  @OnEvent(Counted)
  countAgain(event: EventOf<typeof Counted>): Promise<void> {
    return this.effect('countAgain', event);
  }

  private async effect(handler: string, event: EventOf<typeof Counted>): Promise<void> {
    await this.instance.unitOfWork.run({ actor: null, action: 'effect' }, (work) => {
      work.add(customer({ name: `${event.recordId}:${event.payload.n}:${handler}` }));
      return Promise.resolve(null);
    });
    if (deaf.has(handler) || deaf.has(`${handler}:${event.recordId}`)) throw new Error(`${handler} is deaf`);
  }
}

interface Deliverer {
  readonly instance: Instance;
  readonly dispatcher: EventDispatcher;
}

function deliverer(): Deliverer {
  const instance = kernel.instance();
  const { database, unitOfWork, log } = instance;
  const reactions = new CountingReactions(instance);
  const modules = { get: () => reactions } as unknown as ModuleRef;
  const dispatcher = new EventDispatcher(
    database,
    unitOfWork,
    new Outbox(database),
    new Leases(database),
    modules,
    log,
  );
  effects.push({ instance });
  return { instance, dispatcher };
}

let one: Deliverer;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = deliverer();
});
afterAll(() => kernel.close());
beforeEach(async () => {
  for (const table of ['outbox_event', 'event_receipt', 'customer', 'customer_history', 'lease'])
    await one.instance.database.write(`DELETE FROM ${table}`);
});
afterEach(() => {
  deaf = new Set();
  one.instance.database.fault = null;
});

function happen(recordId: string, n: number, event = Counted): Promise<null> {
  return one.instance.unitOfWork.run({ actor: null, action: 'test' }, (work) => {
    work.record(event, recordId, { n });
    return Promise.resolve(null);
  });
}

const states = async (): Promise<number[]> =>
  (await kernel.sql<{ state: number }>('SELECT state FROM outbox_event ORDER BY id')).map(({ state }) => state);
const seen = async (handler: string): Promise<string[]> =>
  (await kernel.sql<{ name: string }>('SELECT name FROM customer WHERE name LIKE ? ORDER BY id', [`%:${handler}`])).map(
    ({ name }) => name.slice(0, -handler.length - 1),
  );
const makeDue = (): Promise<unknown> => kernel.sql('UPDATE outbox_event SET due_at = UTC_TIMESTAMP(3) WHERE state = 0');

test('each handler acts once per event, in order, and events that nobody hears are done', async () => {
  for (let n = 1; n <= 5; n++) await happen('1', n);
  await happen('1', 6, Unheard);
  await one.dispatcher.drain();
  await one.dispatcher.drain();
  expect(await states()).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await seen('countOnce')).toEqual(['1:1', '1:2', '1:3', '1:4', '1:5']);
  expect(await seen('countAgain')).toEqual(['1:1', '1:2', '1:3', '1:4', '1:5']);
  expect(await kernel.count('event_receipt')).toBe(10);
});

test('a dispatcher that dies between a handler and its mark leaves no double effect', async () => {
  for (let n = 1; n <= 3; n++) await happen('1', n);
  one.instance.database.fault = (text) =>
    text.startsWith('UPDATE outbox_event SET state = 1') ? engineError(1064) : null;
  await expect(one.dispatcher.drain()).rejects.toThrow('injected');
  one.instance.database.fault = null;
  expect(await states()).toEqual([0, 0, 0]);
  await deliverer().dispatcher.drain();
  expect(await states()).toEqual([1, 1, 1]);
  expect(await seen('countOnce')).toEqual(['1:1', '1:2', '1:3']);
});

test('a dispatcher that dies at any statement loses and doubles nothing', async () => {
  await happen('1', 1);
  await one.dispatcher.drain();
  one.instance.database.sent.length = 0;
  await happen('1', 2);
  const own = one.instance.database.sent.length;
  await one.dispatcher.drain();
  const statements = one.instance.database.sent.length - own;
  for (let place = 0; place < statements; place++) {
    await happen('2', place);
    let left = place;
    one.instance.database.fault = () => (left-- === 0 ? Object.assign(new Error('cut'), { code: 'ECONNRESET' }) : null);
    await one.dispatcher.drain().catch(() => undefined);
    one.instance.database.fault = null;
    await makeDue();
    await one.dispatcher.drain();
  }
  const expected = ['1:1', '1:2', ...Array.from({ length: statements }, (_, place) => `2:${place}`)];
  expect(await seen('countOnce')).toEqual(expected);
  expect(await seen('countAgain')).toEqual(expected);
}, 60_000);

test('a failing handler is tried again with growing waits and then given up; others are not kept waiting by it', async () => {
  deaf = new Set(['countOnce']);
  await happen('1', 1);
  const waits: number[] = [];
  for (let tries = 1; tries <= 8; tries++) {
    await makeDue();
    await one.dispatcher.drain();
    const [row] = await kernel.sql<{ attempts: number; state: number; wait: string; last_error: string }>(
      'SELECT attempts, state, last_error, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), due_at) AS wait FROM outbox_event',
    );
    expect(row).toMatchObject({ attempts: tries, state: tries < 8 ? 0 : 2, last_error: 'Error: countOnce is deaf' });
    waits.push(Number(row!.wait));
  }
  waits.forEach((wait, index) => {
    const asked = Math.min(2 ** (index + 1), 300);
    expect(wait).toBeGreaterThanOrEqual(asked - 3);
    expect(wait).toBeLessThanOrEqual(asked);
  });
  expect(await seen('countOnce')).toEqual([]);
  expect(await seen('countAgain')).toEqual(['1:1']);
  deaf = new Set();
  await makeDue();
  await one.dispatcher.drain();
  expect(await states()).toEqual([2]);
});

test('events of a record wait behind its failing one; other records do not', async () => {
  deaf = new Set(['countOnce:1']);
  await happen('1', 1);
  await happen('2', 1);
  await happen('1', 2);
  await one.dispatcher.drain();
  await one.dispatcher.drain();
  expect(await states()).toEqual([0, 1, 0]);
  expect(await seen('countAgain')).toEqual(['1:1', '2:1']);
  deaf = new Set();
  await makeDue();
  await one.dispatcher.drain();
  expect(await states()).toEqual([1, 1, 1]);
  expect(await seen('countOnce')).toEqual(['2:1', '1:1', '1:2']);
  expect(await seen('countAgain')).toEqual(['1:1', '2:1', '1:2']);
});

test('two deliverers at the same events at once act once for each and keep each record’s order', async () => {
  for (let n = 1; n <= 15; n++) await happen(String((n % 3) + 1), n);
  const others = [deliverer(), deliverer()];
  await Promise.all([one, ...others].map(({ dispatcher }) => dispatcher.drain()));
  await one.dispatcher.drain();
  expect(new Set(await states())).toEqual(new Set([1]));
  for (const handler of ['countOnce', 'countAgain']) {
    const all = await seen(handler);
    expect(all).toHaveLength(15);
    expect(new Set(all).size).toBe(15);
    for (const record of ['1', '2', '3']) {
      const own = all.filter((name) => name.startsWith(`${record}:`)).map((name) => Number(name.slice(2)));
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  }
});

test('running dispatchers share one lease; when the holder stops, another goes on', async () => {
  const [left, right] = [deliverer(), deliverer()];
  left.dispatcher.start();
  right.dispatcher.start();
  for (let n = 1; n <= 4; n++) await happen('1', n);
  await waitUntil(async () => (await states()).every((state) => state === 1));
  expect(await kernel.count('lease')).toBe(1);
  await left.dispatcher.stop();
  for (let n = 5; n <= 8; n++) await happen('1', n);
  await waitUntil(async () => (await states()).every((state) => state === 1));
  await right.dispatcher.stop();
  expect(await seen('countOnce')).toEqual(['1:1', '1:2', '1:3', '1:4', '1:5', '1:6', '1:7', '1:8']);
}, 30_000);

test('a lease goes to one holder, grows its fence with each new one, and ends by time', async () => {
  const [left, right] = [new Leases(one.instance.database), new Leases(kernel.instance().database)];
  const outcomes = await Promise.all([left.take('job', 1), right.take('job', 1)]);
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  const [holder, other] = outcomes[0] ? [left, right] : [right, left];
  const first = (await holder.take('job', 1))!;
  expect(await other.take('job', 1)).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const second = (await other.take('job', 60))!;
  expect(second.fence).toBe(first.fence + 1);
  expect(await holder.take('job', 1)).toBeNull();
  await holder.release(first);
  expect(await holder.take('job', 1)).toBeNull();
  await other.release(second);
  expect((await holder.take('job', 1))!.fence).toBe(second.fence + 1);
});

async function waitUntil(met: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await met())) {
    if (Date.now() > until) throw new Error('did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
