import { setTimeout as sleep } from 'node:timers/promises';
import type { ModuleRef } from '@nestjs/core';
import { pino } from 'pino';
import type { Database } from '../database/database.js';
import type { RunState } from './scheduled-job-decision.js';
import type { HeldRun, JobRuns } from './scheduled-job-runs.js';
import { type JobRun, NOTHING_DONE, ScheduledJob } from './scheduled-job.js';
import { ScheduledJobs } from './scheduled-jobs.runner.js';

/** Answers as the table does, for every runner that shares it. */
class RunsInMemory implements Pick<JobRuns, keyof JobRuns> {
  at = new Date('2026-03-04T10:00:00Z');
  rows: RunState[] = [];

  now(): Promise<Date> {
    return Promise.resolve(this.at);
  }

  last(): Promise<RunState[]> {
    const ageOf = (row: RunState): number => (this.at.getTime() - (row.finishedAt ?? row.startedAt).getTime()) / 1_000;
    const rows = this.rows.map((row) => ({ ...row, ageSeconds: ageOf(row) }));
    return Promise.resolve(rows.sort((a, b) => b.plannedAt.getTime() - a.plannedAt.getTime()));
  }

  claim(job: string, plannedAt: Date): Promise<HeldRun | null> {
    if (this.rows.some((row) => row.plannedAt.getTime() === plannedAt.getTime())) return Promise.resolve(null);
    const started = { startedAt: this.at, finishedAt: null, outcome: null, ageSeconds: 0, silentSeconds: 0 };
    this.rows.push({ plannedAt, attempts: 1, fence: 1, ...started });
    return Promise.resolve({ job, plannedAt, fence: 1 });
  }

  claimAgain(job: string, run: RunState): Promise<HeldRun | null> {
    const row = this.rows.find(({ plannedAt, fence }) => plannedAt === run.plannedAt && fence === run.fence);
    if (row?.finishedAt !== run.finishedAt) return Promise.resolve(null);
    const taken = { startedAt: this.at, finishedAt: null, outcome: null };
    Object.assign(row, taken, { fence: run.fence + 1, attempts: run.attempts + 1 });
    return Promise.resolve({ job, plannedAt: run.plannedAt, fence: run.fence + 1 });
  }

  giveSign({ plannedAt, fence }: HeldRun): Promise<boolean> {
    return Promise.resolve(this.rows.some((one) => one.plannedAt === plannedAt && one.fence === fence));
  }

  finish({ plannedAt, fence }: HeldRun, outcome: string): Promise<boolean> {
    const row = this.rows.find((one) => one.plannedAt === plannedAt && one.fence === fence && one.finishedAt === null);
    if (row) Object.assign(row, { finishedAt: this.at, outcome });
    return Promise.resolve(row !== undefined);
  }

  giveUp(job: string, { plannedAt, fence }: RunState): Promise<boolean> {
    return this.finish({ job, plannedAt, fence }, 'failed: lost');
  }

  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

class Sweeping {
  static calls: JobRun[] = [];
  static body: (run: JobRun) => Promise<string> = () => Promise.resolve('swept');

  @ScheduledJob({ name: 'sweep', every: { minutes: 60 }, longestSeconds: 1 })
  sweep(run: JobRun): Promise<string> {
    Sweeping.calls.push(run);
    return Sweeping.body(run);
  }
}

function aRunner(runs: RunsInMemory, log = pino({ level: 'silent' })): ScheduledJobs {
  const database = { outside: <T>(work: () => Promise<T>) => work() } as unknown as Database;
  const modules = { get: () => new Sweeping() } as unknown as ModuleRef;
  const company = { zone: 'Asia/Shanghai', currency: 'CNY' };
  return new ScheduledJobs(database, runs as unknown as JobRuns, modules, company, log);
}

let runs: RunsInMemory;

beforeEach(() => {
  runs = new RunsInMemory();
  Sweeping.calls = [];
  Sweeping.body = () => Promise.resolve('swept');
});

describe('tick', () => {
  it('runs the latest slot once over all instances, and catches up only the latest', async () => {
    const [one, two] = [aRunner(runs), aRunner(runs)];
    runs.pass(1_800);
    const ran = await Promise.all([one.tick(), two.tick(), one.tick()]);
    expect(ran.flat()).toEqual(['sweep']);
    expect(Sweeping.calls.map(({ plannedAt }) => plannedAt.toISOString())).toEqual(['2026-03-04T10:00:00.000Z']);
    expect(runs.rows[0]).toMatchObject({ outcome: 'ok: swept', attempts: 1 });
    expect(await one.tick()).toEqual([]);
    runs.pass(5 * 3_600);
    expect([...(await two.tick()), ...(await one.tick())]).toEqual(['sweep']);
    expect(runs.rows.map(({ plannedAt }) => plannedAt.getUTCHours())).toEqual([10, 15]);
  });

  it('tells the log of what was done, and of nothing done only where it is asked for everything', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const runner = aRunner(runs, log);
    Sweeping.body = () => Promise.resolve(NOTHING_DONE);
    await runner.tick();
    expect(runs.rows[0]).toMatchObject({ outcome: 'ok: nothing to do' });
    expect(lines).toEqual([]);
    Sweeping.body = () => Promise.resolve('swept');
    runs.pass(3_600);
    await runner.tick();
    expect(lines).toHaveLength(1);
  });

  it('records an error and tries three times', async () => {
    const runner = aRunner(runs);
    Sweeping.body = () => Promise.reject(new Error('no disk'));
    for (let minute = 0; minute < 10; minute++) {
      await runner.tick();
      runs.pass(60);
    }
    expect(Sweeping.calls.map(({ fence }) => fence)).toEqual([1, 2, 3]);
    expect(runs.rows).toMatchObject([{ attempts: 3, fence: 3, outcome: 'failed: no disk' }]);
  });

  it('takes over a run whose holder died, with the next fence', async () => {
    await runs.claim('sweep', runs.at);
    const runner = aRunner(runs);
    expect(await runner.tick()).toEqual([]);
    runs.pass(2);
    expect(await runner.tick()).toEqual(['sweep']);
    expect(runs.rows).toMatchObject([{ fence: 2, attempts: 2, outcome: 'ok: swept' }]);
  });

  it('calls off a run that takes too long and does not count what it says afterwards', async () => {
    Sweeping.body = async ({ signal }) => {
      await sleep(5_000, undefined, { signal }).catch(() => undefined);
      return 'a part';
    };
    await aRunner(runs).tick();
    expect(runs.rows).toMatchObject([{ outcome: 'failed: took longer than 1 s' }]);
  });

  it('leaves a run that was taken over to its new holder', async () => {
    Sweeping.body = () => {
      Object.assign(runs.rows[0]!, { fence: 2, attempts: 2 });
      return Promise.resolve('too late');
    };
    await aRunner(runs).tick();
    expect(runs.rows).toMatchObject([{ fence: 2, finishedAt: null, outcome: null }]);
  });
});

it('runNow runs beside the schedule, throws what the job throws, and not twice at once', async () => {
  const runner = aRunner(runs);
  runs.pass(60);
  expect(await runner.runNow('sweep')).toBe('swept');
  expect(await runner.tick()).toEqual(['sweep']);
  runs.pass(60);
  Sweeping.body = () => Promise.reject(new Error('no disk'));
  await expect(runner.runNow('sweep')).rejects.toThrow('no disk');
  expect(await runner.tick()).toEqual([]);
  runs.pass(60);
  await runs.claim('sweep', runs.at);
  await expect(runner.runNow('sweep')).rejects.toThrow('running already');
  await expect(runner.runNow('weep')).rejects.toThrow('There is no job weep. Jobs: sweep.');
});

it('lists schedule, next slot and last run', async () => {
  const runner = aRunner(runs);
  const job = { name: 'sweep', schedule: 'every 60 minutes', nextAt: new Date('2026-03-04T11:00:00Z') };
  expect(await runner.list()).toEqual([{ ...job, lastRun: null }]);
  await runner.tick();
  expect(await runner.list()).toMatchObject([{ ...job, lastRun: { outcome: 'ok: swept' } }]);
});

it('stops: calls off what runs, so that it is tried again, and begins nothing', async () => {
  const runner = aRunner(runs);
  Sweeping.body = async ({ signal }) => {
    await sleep(900, undefined, { signal }).catch(() => undefined);
    return 'a part';
  };
  const ticking = runner.tick();
  await sleep(20);
  await runner.beforeApplicationShutdown();
  expect(runs.rows).toMatchObject([{ outcome: 'failed: the server stops' }]);
  await ticking;
  runs.pass(3_600);
  expect(await runner.tick()).toEqual([]);
});
