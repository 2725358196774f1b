import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { LoadLimit } from './load-limit.js';

/** Holds the event loop up, as an operation with much to reckon does. */
function reckon(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('LoadLimit', () => {
  it('lets a single operation start at once', async () => {
    let started = false;
    void new LoadLimit().run(() => Promise.resolve((started = true)));
    await Promise.resolve().then(() => undefined);
    expect(started).toBe(true);
  });

  it('starts one operation per turn of the event loop, in the order of their coming', async () => {
    const load = new LoadLimit();
    const started: number[] = [];
    const all = Array.from({ length: 5 }, (_, n) => load.run(() => Promise.resolve(started.push(n))));
    await Promise.resolve().then(() => undefined);
    const seen: number[] = [started.length];
    while (started.length < 5) {
      await turn();
      seen.push(started.length);
    }
    await Promise.all(all);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    for (const [place, count] of seen.entries()) expect(count - (seen[place - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('lets others have their turns between heavy operations', async () => {
    const load = new LoadLimit();
    let done = 0;
    const all = Array.from({ length: 20 }, () => load.run(() => Promise.resolve(reckon(15))).then(() => (done += 1)));
    await sleep(1);
    expect(done).toBeLessThan(10);
    await Promise.all(all);
  });

  it('sends newcomers away at the door while somebody waits too long, and takes them again afterwards', async () => {
    const load = new LoadLimit();
    const heavy = Array.from({ length: 30 }, () =>
      load
        .run(() => Promise.resolve(reckon(40)))
        .then(
          () => 'done',
          () => 'sent away',
        ),
    );
    const began = performance.now();
    while (performance.now() - began < 250) await turn();
    const refusal = { code: 'UNAVAILABLE', retryAfterSeconds: 1 };
    await expect(load.run(() => Promise.resolve())).rejects.toMatchObject(refusal);
    await expect(load.enter()).rejects.toMatchObject(refusal);
    const ends = await Promise.all(heavy);
    expect(new Set(ends)).toEqual(new Set(['done', 'sent away']));
    await turn();
    expect(await load.run(() => Promise.resolve('served'))).toBe('served');
  });

  it('holds a bounded number at once', async () => {
    const load = new LoadLimit();
    let inside = 0;
    for (let n = 0; n < 100; n += 1) load.run(() => ((inside += 1), never())).catch(() => undefined);
    for (let n = 0; n < 110; n += 1) await turn();
    expect(inside).toBe(64);
  });

  it('sends away who waits too long for a place while none gets free, and lets others in once one does', async () => {
    const load = new LoadLimit();
    const leaves: (() => void)[] = [];
    for (let n = 0; n < 64; n += 1) leaves.push(await load.enter());
    const refusal = { code: 'UNAVAILABLE', retryAfterSeconds: 1 };
    await expect(load.enter()).rejects.toMatchObject(refusal);
    const late = load.enter();
    leaves[0]!();
    leaves[0]!();
    await late;
    await expect(load.enter()).rejects.toMatchObject(refusal);
  });

  it('sends newcomers away at once whose turn would come too late, as the latest entries show', async () => {
    const load = new LoadLimit();
    const ends: string[] = [];
    const one = (): unknown =>
      load
        .run(() => Promise.resolve(reckon(20)))
        .then(
          () => ends.push('done'),
          () => ends.push('sent away'),
        );
    for (let n = 0; n < 9; n += 1) void one();
    while (ends.length < 4) await turn();
    expect(load.isFull()).toBe(false);
    for (let n = 0; n < 200; n += 1) void one();
    await turn();
    expect(load.isFull()).toBe(true);
    while (ends.length < 209) await turn();
    const served = ends.filter((end) => end === 'done').length;
    expect([served > 9, served < 60]).toEqual([true, true]);
    expect(await load.run(() => Promise.resolve('served'))).toBe('served');
  });

  it('lets a bounded number wait, however fast they come', async () => {
    const load = new LoadLimit();
    const ends: unknown[] = [];
    for (let n = 0; n < 450; n += 1) load.run(never).catch((error: unknown) => ends.push(error));
    await Promise.resolve().then(() => undefined);
    expect(ends).toHaveLength(49);
  });

  it('lets one go on per turn of the event loop', async () => {
    const load = new LoadLimit();
    const on: number[] = [];
    const all = Array.from({ length: 5 }, (_, n) => load.turn().then(() => on.push(n)));
    for (let n = 0; n < 5; n += 1) {
      await turn();
      expect(on.length).toBeLessThanOrEqual(n + 1);
    }
    await Promise.all(all);
    expect(on).toEqual([0, 1, 2, 3, 4]);
  });

  it('counts failed work as done', async () => {
    const load = new LoadLimit();
    for (let n = 0; n < 300; n += 1) {
      await load.run(() => Promise.reject(new Error('x'))).catch(() => undefined);
      await turn();
    }
    expect(await load.run(() => Promise.resolve('served'))).toBe('served');
  });
});
