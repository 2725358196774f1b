import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type JobRun, ScheduledJob } from '../jobs/scheduled-job.js';
import { Clock } from './clock.js';

const DAY_MS = 86_400_000;
const KEY_DAYS = 7;
const DELIVERED_DAYS = 30;
/** Rows per transaction (engine-rules 7). */
const BATCH = 1_000;
/** Events per transaction: with their receipts they stay below the batch. */
const EVENT_BATCH = 100;
/** State of an event that all its handlers have had. */
const DELIVERED = 1;

/** Deletes the kernel's own rows that nobody asks for any more. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Keys are kept for 7 days, delivered events with their receipts and the accounts of job runs for 30. */
  @ScheduledJob({ name: 'housekeeping', every: { dailyAt: '03:30' }, longestSeconds: 1_800 })
  async tidy({ signal }: JobRun): Promise<string> {
    const keys = await this.forgetKeys(signal);
    const events = await this.forgetEvents(signal);
    const runs = await this.forgetRuns(signal);
    return `${keys} idempotency keys, ${events} delivered events, ${runs} job runs deleted`;
  }

  private forgetKeys(signal: AbortSignal): Promise<number> {
    return inBatches(signal, BATCH, () =>
      this.database.write(
        `DELETE FROM idempotency_key WHERE created_at < ? ORDER BY created_at, person_id, idempotency_key LIMIT ${BATCH}`,
        [this.daysAgo(KEY_DAYS)],
      ),
    );
  }

  private forgetRuns(signal: AbortSignal): Promise<number> {
    return inBatches(signal, BATCH, () =>
      this.database.write(`DELETE FROM job_run WHERE planned_at < ? ORDER BY job, planned_at LIMIT ${BATCH}`, [
        this.daysAgo(DELIVERED_DAYS),
      ]),
    );
  }

  /** Receipts go first: an event without them is delivered no more, receipts without an event would stay for good. */
  private forgetEvents(signal: AbortSignal): Promise<number> {
    return inBatches(signal, EVENT_BATCH, async () => {
      const ids = await this.oldestDelivered();
      if (ids.length === 0) return 0;
      const list = ids.map(() => '?').join(', ');
      await inBatches(signal, BATCH, () =>
        this.database.write(
          `DELETE FROM event_receipt WHERE event_id IN (${list}) ORDER BY event_id, handler LIMIT ${BATCH}`,
          ids,
        ),
      );
      if (signal.aborted) return 0;
      return this.database.write(`DELETE FROM outbox_event WHERE state = ${DELIVERED} AND id IN (${list})`, ids);
    });
  }

  /** Looks at the oldest delivered events alone, so that the younger ones are not read through each time. */
  private async oldestDelivered(): Promise<string[]> {
    const rows = await this.database.rows<{ id: string; occurred_at: Date }>(
      `SELECT id, occurred_at FROM outbox_event WHERE state = ${DELIVERED} ORDER BY id LIMIT ${EVENT_BATCH}`,
    );
    const until = this.daysAgo(DELIVERED_DAYS);
    return rows.filter(({ occurred_at: at }) => at < until).map(({ id }) => id);
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.millis() - days * DAY_MS);
  }
}

/** Repeats until a batch comes back unfilled, or the run is called off; tells the sum. */
async function inBatches(signal: AbortSignal, size: number, batch: () => Promise<number>): Promise<number> {
  let sum = 0;
  while (!signal.aborted) {
    const count = await batch();
    sum += count;
    if (count < size) break;
  }
  return sum;
}
