import type { Database } from '../database/database.js';
import type { Outbox } from '../events/outbox.js';
import { HealthCheck } from './health-check.js';

interface Answers {
  readonly one?: () => Promise<unknown>;
  readonly done?: readonly string[];
  readonly lag?: () => Promise<{ seconds: number; dead: number }>;
}

function aCheck({ one, done = ['A1', 'B2'], lag }: Answers): HealthCheck {
  const database = {
    one: one ?? (() => Promise.resolve({ one: 1 })),
    rows: () => (one ? one().then(() => []) : Promise.resolve(done.map((name) => ({ name })))),
  } as unknown as Database;
  const outbox = { lag: lag ?? (() => Promise.resolve({ seconds: 0, dead: 0 })) } as unknown as Outbox;
  return new HealthCheck(database, outbox, ['A1', 'B2']);
}

const failing = async (check: HealthCheck): Promise<string[]> => {
  const { status, parts } = await check.readiness();
  const names = Object.entries(parts).flatMap(([name, { ok }]) => (ok ? [] : [name]));
  expect(status).toBe(names.length === 0 ? 'ready' : 'unready');
  return names;
};

it('is ready when all parts are well; migrations of a newer program do not count', async () => {
  expect(await failing(aCheck({}))).toEqual([]);
  expect(await failing(aCheck({ done: ['A1', 'B2', 'C3'] }))).toEqual([]);
});

it('names the part that fails', async () => {
  const pending = aCheck({ done: ['A1'] });
  expect(await failing(pending)).toEqual(['migrations']);
  expect((await pending.readiness()).parts.migrations.detail).toBe('pending: B2');
  expect(await failing(aCheck({ lag: () => Promise.resolve({ seconds: 600, dead: 9 }) }))).toEqual([]);
  expect(await failing(aCheck({ lag: () => Promise.resolve({ seconds: 601, dead: 0 }) }))).toEqual(['outbox']);
});

it('says nothing of the inside', async () => {
  const check = aCheck({ one: () => Promise.reject(new Error('connect ECONNREFUSED db.internal:3306')) });
  expect(await failing(check)).toEqual(['database', 'migrations']);
  expect(JSON.stringify(await check.readiness())).not.toContain('db.internal');
});

it('answers within about a second when the database never does', async () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const started = performance.now();
  expect(await failing(aCheck({ one: never, lag: never }))).toEqual(['database', 'migrations', 'outbox']);
  expect(performance.now() - started).toBeLessThan(1_900);
});
