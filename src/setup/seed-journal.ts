import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import { DatabaseAway } from '../kernel/database/retryable.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import type { Work } from '../kernel/database/work.js';

const ACTION = 'set-up.sample';
/** A database that is away for longer, in milliseconds, will hardly come back by itself. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 250;

/** Steps of the sample company's load: each is one transaction that takes effect once, so a load that was cut off goes on where it stopped. */
@Injectable()
export class SeedJournal {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Does the step, or gives the answer that it gave before; the answer must be plain JSON. */
  step<T>(name: string, work: (work: Work) => Promise<T>): Promise<T> {
    return this.unitOfWork.run({ actor: null, action: ACTION, idempotencyKey: `sample:${name}` }, work);
  }

  /** Does many entries in steps of at most so many, of fewer where the machine is slow; tells after each step how many of them are done. */
  async batches<E>(
    name: string,
    entries: readonly E[],
    most: number,
    each: (work: Work, entry: E) => Promise<void> | void,
    done: (count: number) => void,
  ): Promise<void> {
    let size = most;
    for (let from = 0; from < entries.length;) {
      try {
        const count = await this.step(`${name}:${from}`, async (work) => {
          const batch = entries.slice(from, from + size);
          for (const entry of batch) await each(work, entry);
          return batch.length;
        });
        from += count;
        done(count);
      } catch (error) {
        // A transaction ends within 3 seconds: what a slow machine cannot do in that time is done in smaller steps.
        if (!(error instanceof DatabaseAway) || size === 1) throw error;
        size = Math.ceil(size / 4);
      }
    }
  }

  /** Whether the load has begun and has not come to its end. */
  async unfinished(): Promise<boolean> {
    const rows = await this.database.rows<{ name: string }>(
      `SELECT idempotency_key AS name FROM idempotency_key WHERE person_id = 0
       AND idempotency_key IN ('c:sample:begin', 'c:sample:end') ORDER BY idempotency_key`,
    );
    return rows.length === 1 && rows[0]?.name === 'c:sample:begin';
  }

  /** Waits until the database answers; false when it does not within a minute. */
  async databaseIsBack(): Promise<boolean> {
    for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(LOOK_MS)) {
      const answers = await this.database.rows('SELECT 1').then(
        () => true,
        () => false,
      );
      if (answers) return true;
    }
    return false;
  }
}
