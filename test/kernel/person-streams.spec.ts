import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LiveStreams } from '../../src/kernel/events/live-stream.js';
import { PersonStreams, type StreamEntry } from '../../src/kernel/events/person-streams.js';
import { StreamSignals } from '../../src/kernel/events/stream-signals.js';
import { engineError } from './support/faulty-database.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
const opened: StreamSignals[] = [];

/** The streams of one instance. */
interface Parts {
  readonly instance: Instance;
  readonly signals: StreamSignals;
  readonly streams: PersonStreams;
  readonly live: LiveStreams;
}

function parts(poolSize = 12): Parts {
  const instance = kernel.instance({ poolSize });
  const signals = new StreamSignals(instance.database);
  opened.push(signals);
  const streams = new PersonStreams(instance.database, signals);
  return { instance, signals, streams, live: new LiveStreams(streams, signals) };
}

beforeAll(async () => {
  kernel = await TestKernel.open();
});
afterAll(async () => {
  for (const signals of opened) signals.stop();
  await kernel.close();
});

function append({ instance, streams }: Parts, people: readonly string[], type = 'NOTED', fail = false): Promise<null> {
  return instance.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
    const message = { type, kind: 'customer', recordId: '1', actorId: null, occurredAt: work.at, payload: { type } };
    await streams.append(work, people, message);
    if (fail) throw new Error('rolled back');
    return null;
  });
}

async function numbers(personId: string): Promise<number[]> {
  const rows = await kernel.sql<{ seq: string }>('SELECT seq FROM person_message WHERE person_id = ? ORDER BY seq', [
    personId,
  ]);
  return rows.map(({ seq }) => Number(seq));
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

test('twenty appenders at once on two instances, some of which fail, leave 1 to n without gaps', async () => {
  const [left, right] = [parts(24), parts(24)];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      append(index % 2 ? left : right, ['501', '502'], 'NOTED', index % 5 === 4),
    ),
  );
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBe(32);
  expect(await numbers('501')).toEqual(upTo(32));
  expect(await numbers('502')).toEqual(upTo(32));
});

test('people in whatever order, doubled names and deadlocks: each stream stays whole', async () => {
  const all = parts(24);
  let injected = 0;
  all.instance.database.fault = (text) =>
    text.startsWith('UPDATE person_stream') && injected++ % 7 === 3 && injected < 40 ? engineError(1213) : null;
  const groups = [['601', '602', '603'], ['603', '601'], ['602', '602', '603'], ['601']];
  await Promise.all(Array.from({ length: 24 }, (_, index) => append(all, groups[index % 4]!)));
  all.instance.database.fault = null;
  expect(await numbers('601')).toEqual(upTo(18));
  expect(await numbers('602')).toEqual(upTo(12));
  expect(await numbers('603')).toEqual(upTo(18));
});

/** Reads on until the number is reached or the reader is closed. */
async function readUpTo(reader: AsyncIterableIterator<StreamEntry>, last: number, seen: number[]): Promise<void> {
  while ((seen.at(-1) ?? 0) < last) {
    const { done, value } = await reader.next();
    if (done) return;
    seen.push(value.seq);
  }
}

test('over random disconnects with the cursor nothing is missed and nothing comes twice', async () => {
  const seed = seedFor('stream disconnects');
  const chance = new Chance(seed);
  const [here, elsewhere] = [parts(), parts()];
  const total = 120;
  await append(here, ['701']);
  const writing = (async () => {
    for (let index = 1; index < total; index++) {
      await append(chance.onceIn(3) ? elsewhere : here, ['701'], chance.oneOf(['NOTED', 'ASKED']));
      if (chance.onceIn(6)) await new Promise((resolve) => setTimeout(resolve, chance.below(15)));
    }
  })();
  const seen: number[] = [];
  let cuts = 0;
  while ((seen.at(-1) ?? 0) < total) {
    const reader = await here.live.open('701', String(seen.at(-1) ?? 0));
    const timer = setTimeout(() => void reader.return?.(), chance.below(60) + 1);
    await readUpTo(reader, total, seen);
    clearTimeout(timer);
    await reader.return?.();
    cuts += 1;
  }
  await writing;
  expect(seen).toEqual(upTo(total));
  expect(cuts).toBeGreaterThan(1);
  expect(here.signals.listening).toBe(0);
}, 60_000);

test('a reader that asks several times at once gets each message once, in order', async () => {
  const here = parts();
  const reader = await here.live.open('801', null);
  const asked = Array.from({ length: 5 }, () => reader.next());
  for (let index = 0; index < 5; index++) await append(here, ['801']);
  expect((await Promise.all(asked)).map(({ value }) => (value as StreamEntry).seq)).toEqual(upTo(5));
  await reader.return?.();
});

test('a reader of one type gets that type alone, wherever it stands', async () => {
  const here = parts();
  for (const type of ['NOTED', 'ASKED', 'NOTED', 'ASKED', 'NOTED']) await append(here, ['802'], type);
  const reader = await here.live.open('802', '0', 'ASKED');
  expect([(await reader.next()).value, (await reader.next()).value]).toMatchObject([{ seq: 2 }, { seq: 4 }]);
  const next = reader.next();
  await append(here, ['802'], 'ASKED');
  expect((await next).value).toMatchObject({ seq: 6 });
  await reader.return?.();
});

test('leaving is immediate, also while a message is awaited', async () => {
  const here = parts();
  const reader = await here.live.open('803', null);
  const waiting = reader.next();
  const began = performance.now();
  await reader.return?.();
  expect(await waiting).toMatchObject({ done: true });
  expect(performance.now() - began).toBeLessThan(500);
  expect(here.signals.listening).toBe(0);
  expect(await reader.next()).toMatchObject({ done: true });
});

test('another instance’s messages arrive within two seconds', async () => {
  const [here, elsewhere] = [parts(), parts()];
  const reader = await here.live.open('804', null);
  const next = reader.next();
  const began = performance.now();
  await append(elsewhere, ['804']);
  expect((await next).value).toMatchObject({ seq: 1 });
  expect(performance.now() - began).toBeLessThan(2_500);
  await reader.return?.();
});

test('a reader outlives a database that is away for a while', async () => {
  const here = parts();
  const reader = await here.live.open('805', null);
  let away = 2;
  here.instance.database.fault = (text) =>
    text.includes('FROM person_message') && away-- > 0
      ? Object.assign(new Error('gone'), { code: 'ECONNRESET' })
      : null;
  const next = reader.next();
  await append(here, ['805']);
  expect((await next).value).toMatchObject({ seq: 1 });
  here.instance.database.fault = null;
  await reader.return?.();
});

test('a slow reader of a long stream holds one page and then the rest', async () => {
  const here = parts();
  for (let batch = 0; batch < 10; batch++)
    await here.instance.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
      const message = {
        type: 'NOTED',
        kind: 'customer',
        recordId: '1',
        actorId: null,
        occurredAt: work.at,
        payload: {},
      };
      for (let index = 0; index < 25; index++) await here.streams.append(work, ['806'], message);
      return null;
    });
  here.instance.database.sent.length = 0;
  const reader = await here.live.open('806', '0');
  const seen: number[] = [];
  await readUpTo(reader, 100, seen);
  const pages = (): number => here.instance.database.sent.filter((text) => text.includes('FROM person_message')).length;
  expect(pages()).toBe(1);
  await readUpTo(reader, 250, seen);
  expect(seen).toEqual(upTo(250));
  expect(pages()).toBe(3);
  await reader.return?.();
});

test('only a number that the stream gave out is a cursor', async () => {
  const here = parts();
  await append(here, ['807']);
  for (const odd of ['2', '-1', '', ' ', '0x1', '1e0', '1.0', 'abc', '99999999999999999999', "1' OR '1'='1"])
    await expect(here.live.open('807', odd)).rejects.toThrow('is no cursor');
  expect(here.signals.listening).toBe(0);
  const reader = await here.live.open('807', '1');
  await reader.return?.();
});
