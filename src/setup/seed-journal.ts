import { Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import type { Work } from '../kernel/database/work.js';

const ACTION = 'set-up.sample';

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

  /** Does many entries in steps of so many; tells after each step how many of them are done. */
  async batches<E>(
    name: string,
    entries: readonly E[],
    size: number,
    each: (work: Work, entry: E) => Promise<void> | void,
    done: (count: number) => void,
  ): Promise<void> {
    for (let from = 0; from < entries.length; from += size) {
      const batch = entries.slice(from, from + size);
      await this.step(`${name}:${from}+${size}`, async (work) => {
        for (const entry of batch) await each(work, entry);
        return batch.length;
      });
      done(batch.length);
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
}
