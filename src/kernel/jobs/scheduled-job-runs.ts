import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { faultOf } from '../database/retryable.js';
import { Clock } from '../runtime/clock.js';
import { FAILED, type RunState } from './scheduled-job-decision.js';

interface RunRow {
  planned_at: Date;
  started_at: Date;
  finished_at: Date | null;
  attempts: number;
  fence: string;
  outcome: string | null;
  age: string;
  silent: string;
}

/** A run that this instance holds. */
export interface HeldRun {
  readonly job: string;
  readonly plannedAt: Date;
  readonly fence: number;
}

const LOOK_BACK = 10;
const LONGEST_OUTCOME = 2_000;

/** The job_run table: who may run what is settled by its primary key and the fence. */
@Injectable()
export class JobRuns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Now by the database's clock, which is the same for all instances. */
  async now(): Promise<Date> {
    const row = await this.database.one<{ at: Date }>('SELECT UTC_TIMESTAMP(3) AS at');
    if (!row) throw new Error('The database did not tell the time.');
    return this.clock.adjust(row.at);
  }

  /** The job's last runs, newest slot first. */
  async last(job: string): Promise<RunState[]> {
    const rows = await this.database.rows<RunRow>(
      `SELECT planned_at, started_at, finished_at, attempts, fence, outcome,
              TIMESTAMPDIFF(SECOND, COALESCE(finished_at, started_at), UTC_TIMESTAMP(3)) AS age,
              COALESCE(TIMESTAMPDIFF(SECOND, seen_at, UTC_TIMESTAMP(3)), 0) AS silent
       FROM job_run WHERE job = ? ORDER BY planned_at DESC LIMIT ${LOOK_BACK}`,
      [job],
    );
    return rows.map((row) => ({
      plannedAt: row.planned_at,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      attempts: row.attempts,
      fence: Number(row.fence),
      outcome: row.outcome,
      ageSeconds: Number(row.age),
      silentSeconds: Number(row.silent),
    }));
  }

  /** Takes a slot that nobody has taken; null when somebody was quicker. */
  async claim(job: string, plannedAt: Date): Promise<HeldRun | null> {
    try {
      await this.database.write(
        'INSERT INTO job_run (job, planned_at, started_at, seen_at, finished_at, attempts, fence, outcome) VALUES (?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), NULL, 1, 1, NULL)',
        [job, plannedAt],
      );
      return { job, plannedAt, fence: 1 };
    } catch (error) {
      if (['duplicate', 'retry-whole'].includes(faultOf(error))) return null;
      throw error;
    }
  }

  /** Takes over a lost or failed run with the next fence, if it still is as it was read; null when somebody was quicker. */
  async claimAgain(job: string, run: RunState): Promise<HeldRun | null> {
    const fence = run.fence + 1;
    const taken = await this.database.write(
      `UPDATE job_run SET started_at = UTC_TIMESTAMP(3), seen_at = UTC_TIMESTAMP(3), finished_at = NULL, attempts = attempts + 1, fence = ?, outcome = NULL
       WHERE job = ? AND planned_at = ? AND fence = ? AND finished_at <=> ?`,
      [fence, job, run.plannedAt, run.fence, run.finishedAt],
    );
    return taken === 1 ? { job, plannedAt: run.plannedAt, fence } : null;
  }

  /** Gives a sign of life; false when the run has been taken over meanwhile. */
  async giveSign({ job, plannedAt, fence }: HeldRun): Promise<boolean> {
    const found = await this.database.write(
      'UPDATE job_run SET seen_at = UTC_TIMESTAMP(3) WHERE job = ? AND planned_at = ? AND fence = ? AND finished_at IS NULL',
      [job, plannedAt, fence],
    );
    return found === 1;
  }

  /** Writes how the run ended; false when it has been taken over meanwhile. */
  async finish({ job, plannedAt, fence }: HeldRun, outcome: string): Promise<boolean> {
    const found = await this.database.write(
      `UPDATE job_run SET finished_at = UTC_TIMESTAMP(3), outcome = ?
       WHERE job = ? AND planned_at = ? AND fence = ? AND finished_at IS NULL`,
      [outcome.slice(0, LONGEST_OUTCOME), job, plannedAt, fence],
    );
    return found === 1;
  }

  /** Closes a run whose holder died. */
  async giveUp(job: string, { plannedAt, fence }: RunState): Promise<boolean> {
    return this.finish({ job, plannedAt, fence }, `${FAILED}the instance that ran it died or took too long`);
  }
}
