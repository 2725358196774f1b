import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { LoadLimit } from './load-limit.js';

/** Holds the event loop up, as an operation with much to reckon does. */
function reckon(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('LoadLimit', () => {
  it('lets a single operation start at once', () => {
    let started = false;
    void new LoadLimit().run(() => Promise.resolve((started = true)));
    expect(started).toBe(true);
  });

  it('starts one operation per turn of the event loop, in the order of their coming', async () => {
    const load = new LoadLimit();
    const started: number[] = [];
    const all = Array.from({ length: 5 }, (_, n) => load.run(() => Promise.resolve(started.push(n))));
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
    const all = Array.from({ length: 20 }, () => load.run(() => Promise.resolve(reckon(15))));
    const began = performance.now();
    await sleep(1);
    expect(performance.now() - began).toBeLessThan(150);
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
    while (!load.isFull()) await turn();
    await expect(load.run(() => Promise.resolve())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryAfterSeconds: 1,
    });
    const ends = await Promise.all(heavy);
    expect(new Set(ends)).toEqual(new Set(['done', 'sent away']));
    await turn();
    expect(await load.run(() => Promise.resolve('served'))).toBe('served');
  });

  it('holds a bounded number at once', async () => {
    const load = new LoadLimit();
    const ends: unknown[] = [];
    for (let n = 0; n < 260; n += 1) load.run(never).catch((error: unknown) => ends.push(error));
    await turn();
    expect(ends).toHaveLength(60);
  });

  it('counts failed work as done', async () => {
    const load = new LoadLimit();
    for (let n = 0; n < 300; n += 1) {
      await load.run(() => Promise.reject(new Error('x'))).catch(() => undefined);
      await turn();
    }
    expect(load.isFull()).toBe(false);
  });
});
