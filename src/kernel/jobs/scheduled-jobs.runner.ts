import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Interval } from '@nestjs/schedule';
import { Database } from '../database/database.js';
import { COMPANY, type CompanySettings } from '../runtime/company.js';
import { LOG, type Log } from '../runtime/logging.js';
import { decide, FAILED, isLost, type RunState } from './scheduled-job-decision.js';
import { type HeldRun, JobRuns } from './scheduled-job-runs.js';
import { latestSlot, nextSlot, scheduleText } from './scheduled-job-slots.js';
import { declaredJobs, type JobDeclaration, type JobRun, NOTHING_DONE } from './scheduled-job.js';

/** A job in a listing. */
export interface JobListing {
  readonly name: string;
  readonly schedule: string;
  readonly nextAt: Date;
  readonly lastRun: RunState | null;
}

const POLL_MS = 5_000;
const FAREWELL_MS = 3_000;
const SIGN_MS = 5_000;

/** Runs scheduled jobs, each slot once over all instances: the latest missed slot is caught up, older ones are let go. */
@Injectable()
export class ScheduledJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new Map<string, AbortController>();
  /** Runs and their bodies; a body may go on for a while after its run was called off. */
  private readonly inFlight = new Set<Promise<unknown>>();
  /** Latest slot per job that needs no further look, in milliseconds. */
  private readonly settled = new Map<string, number>();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly runs: JobRuns,
    private readonly modules: ModuleRef,
    @Inject(COMPANY) private readonly company: CompanySettings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** A job whose class is not provided stops the boot. */
  onApplicationBootstrap(): void {
    for (const job of declaredJobs()) this.instanceOf(job);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const stop of this.running.values()) stop.abort(new Error('the server stops'));
    await Promise.race([Promise.all([...this.inFlight]), sleep(FAREWELL_MS, undefined, { ref: false })]);
  }

  @Interval('scheduled-jobs', POLL_MS)
  async poll(): Promise<void> {
    try {
      await this.tick();
    } catch (error) {
      this.log.warn({ err: error }, 'scheduled jobs pause');
    }
  }

  /** Runs what is due and waits for its end; tells the names of the jobs that ran here. */
  async tick(): Promise<string[]> {
    if (this.stopped) return [];
    const now = await this.runs.now();
    const ran = await Promise.all(declaredJobs().map((job) => this.attend(job, now)));
    return ran.filter((name) => name !== null);
  }

  /** Runs a job now, beside its schedule. Throws what the job throws, and when there is no such job or it is running. */
  async runNow(name: string): Promise<string> {
    const job = declaredJobs().find((declared) => declared.name === name);
    if (!job)
      throw new Error(
        `There is no job ${name}. Jobs: ${declaredJobs()
          .map((one) => one.name)
          .join(', ')}.`,
      );
    return this.database.outside(async () => {
      const going = (await this.runs.last(name)).find(
        (run) => run.finishedAt === null && !isLost(run, job.longestSeconds),
      );
      const held = going ? null : await this.runs.claim(name, await this.runs.now());
      if (!held) throw new Error(`Job ${name} is running already.`);
      return this.inFlightUntilEnd(this.perform(job, held));
    });
  }

  /** Every job with its schedule, its next slot and its last run. */
  async list(): Promise<JobListing[]> {
    const now = await this.runs.now();
    const listings: JobListing[] = [];
    for (const { name, every } of declaredJobs()) {
      const lastRun = (await this.runs.last(name))[0] ?? null;
      const { zone } = this.company;
      listings.push({ name, schedule: scheduleText(every, zone), nextAt: nextSlot(every, now, zone), lastRun });
    }
    return listings;
  }

  private async attend(job: JobDeclaration, now: Date): Promise<string | null> {
    const slot = latestSlot(job.every, now, this.company.zone);
    if (this.running.has(job.name) || this.settled.get(job.name) === slot.getTime()) return null;
    try {
      const held = await this.take(job, slot);
      if (!held) return null;
      await this.inFlightUntilEnd(this.perform(job, held));
      return job.name;
    } catch (error) {
      this.log.error({ err: error, job: job.name, plannedAt: slot }, 'scheduled job failed');
      return job.name;
    }
  }

  private async take(job: JobDeclaration, slot: Date): Promise<HeldRun | null> {
    const { name, longestSeconds } = job;
    const runs = await this.runs.last(name);
    const decision = decide(runs, slot, longestSeconds);
    if (decision.act === 'settled') this.settled.set(name, slot.getTime());
    if (decision.act === 'give-up') await this.runs.giveUp(name, decision.run);
    if (decision.act === 'again') return this.runs.claimAgain(name, decision.run);
    if (decision.act !== 'claim') return null;
    for (const lost of runs.filter((run) => isLost(run, longestSeconds))) await this.runs.giveUp(name, lost);
    const held = await this.runs.claim(name, slot);
    if (runs.length > 0 || !('dailyAt' in job.every)) return held;
    // A company that starts today owes no run to last night.
    if (held) await this.close(held, 'ok: not owed, the job is new');
    return null;
  }

  private async perform(job: JobDeclaration, held: HeldRun): Promise<string> {
    const stop = new AbortController();
    const overdue = new Error(`took longer than ${job.longestSeconds} s`);
    const timer = setTimeout(() => stop.abort(overdue), job.longestSeconds * 1_000);
    const signs = setInterval(() => void this.giveSign(held, stop), SIGN_MS);
    this.running.set(job.name, stop);
    const started = performance.now();
    try {
      if (this.stopped) throw new Error('the server stops');
      const outcome = await this.bodyOrAbort(job, held, stop.signal);
      await this.close(held, outcome ? `ok: ${outcome}` : 'ok');
      const account = { job: job.name, outcome, ms: Math.round(performance.now() - started) };
      this.log[outcome === NOTHING_DONE ? 'debug' : 'info'](account, 'scheduled job done');
      return outcome;
    } catch (error) {
      await this.close(held, FAILED + (error instanceof Error ? error.message : String(error)));
      throw error;
    } finally {
      clearTimeout(timer);
      clearInterval(signs);
      if (this.running.get(job.name) === stop) this.running.delete(job.name);
    }
  }

  /** Calls the run off when somebody else has taken it for dead; while the database is away nobody can. */
  private async giveSign(held: HeldRun, stop: AbortController): Promise<void> {
    try {
      if (!(await this.runs.giveSign(held))) stop.abort(new Error('was taken over by another instance'));
    } catch (error) {
      this.log.debug({ err: error, job: held.job }, 'a running job could give no sign of life');
    }
  }

  /** The body's outcome, unless the signal comes first: what a body returns after it is only a part of the work. */
  private async bodyOrAbort(job: JobDeclaration, { plannedAt, fence }: HeldRun, signal: AbortSignal): Promise<string> {
    const instance = this.instanceOf(job);
    const call = Reflect.get(instance, job.method) as (run: JobRun) => Promise<string>;
    const body = this.inFlightUntilEnd(call.call(instance, { plannedAt, fence, signal }));
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    return Promise.race([body, aborted]);
  }

  private inFlightUntilEnd<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    this.inFlight.add(ended);
    void ended.then(() => this.inFlight.delete(ended));
    return work;
  }

  private async close(held: HeldRun, outcome: string): Promise<void> {
    try {
      if (await this.runs.finish(held, outcome)) return;
      this.log.warn({ job: held.job, fence: held.fence }, 'scheduled job was taken over before it ended');
    } catch (error) {
      this.log.warn(
        { err: error, job: held.job },
        'the end of a scheduled job could not be written; it will run again',
      );
    }
  }

  private instanceOf({ owner }: JobDeclaration): object {
    return this.modules.get(owner.constructor as new () => object, { strict: false });
  }
}
