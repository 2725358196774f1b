import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolConnection } from 'mysql2/promise';
import { Clock } from '../runtime/clock.js';
import { LOG, type Log } from '../runtime/logging.js';
import { Database } from './database.js';
import { KEY_COLUMNS, openWithKey, type OperationKey, operationKey } from './idempotency.js';
import { IdSource } from './ids.js';
import { RecordMapper } from './record-mapper.js';
import { DatabaseAway, faultOf } from './retryable.js';
import { type Operation, Work } from './work.js';

const TRIES = 5;
const JITTER_MS = [20, 500] as const;
/** Write transactions end within this time, so that a moment 5 s old is settled (architecture, decision 3). */
const LONGEST_MS = 3_000;
const OUTCOME_LOOKUPS = 3;

/** Opens the one flat transaction of a use case; nested calls join it. */
@Injectable()
export class UnitOfWork {
  /** Called after a commit that put events into the outbox. */
  onEvents: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Runs the work in a transaction, retried whole on deadlock or certification failure; the result must be plain JSON, since it is the answer kept for the key. */
  async run<T>(operation: Operation, work: (work: Work) => Promise<T>): Promise<T> {
    const open = this.database.current();
    if (open instanceof Work) return work(open);
    const key = operationKey(operation, () => this.ids.next());
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(operation, key, work);
      } catch (error) {
        const again = faultOf(error) === 'retry-whole' || (faultOf(error) === 'duplicate' && isKeyClash(error));
        if (!again || attempt === TRIES) throw error;
        this.log.debug({ action: operation.action, attempt }, 'transaction met a conflict and starts again');
        await sleep(randomInt(JITTER_MS[0], JITTER_MS[1]) * (attempt / TRIES));
      }
    }
  }

  private async attempt<T>(operation: Operation, key: OperationKey | null, work: (work: Work) => Promise<T>): Promise<T> {
    const connection = await this.database.connect();
    let committing = false;
    try {
      await connection.query('START TRANSACTION');
      const opened = await this.open(connection, operation, key);
      if (opened.earlier) {
        await connection.query('ROLLBACK');
        connection.release();
        return opened.earlier.answer as T;
      }
      const answer = await this.perform(opened.work, key, work);
      committing = true;
      await connection.query('COMMIT');
      connection.release();
      opened.work.committed();
      if (opened.work.hasEvents) this.onEvents?.();
      return answer;
    } catch (error) {
      await discard(connection);
      if (committing && key && isAway(error)) return this.lookUpOutcome<T>(key, error);
      throw isAway(error) && !(error instanceof DatabaseAway) ? new DatabaseAway('The database is away.', { cause: error }) : error;
    }
  }

  private async open(
    connection: PoolConnection,
    operation: Operation,
    key: OperationKey | null,
  ): Promise<{ work: Work; earlier: { answer: unknown } | null }> {
    const idle = { connection, flush: () => Promise.resolve(), flushing: false };
    const { at, earlier } = await this.database.runIn(idle, () => openWithKey(this.database, key));
    return { work: new Work(connection, this.clock.adjust(at), operation, this.database, this.mapper, this.ids), earlier };
  }

  private async perform<T>(open: Work, key: OperationKey | null, work: (work: Work) => Promise<T>): Promise<T> {
    const started = performance.now();
    return this.database.runIn(open, async () => {
      const answer = await work(open);
      if (key)
        open.insertRow('idempotency_key', KEY_COLUMNS, [
          key.personId,
          key.key,
          key.inputHash,
          JSON.stringify(answer ?? null),
          open.at,
        ]);
      await open.flush();
      if (performance.now() - started > LONGEST_MS) throw new DatabaseAway(`${open.operation.action} took too long.`);
      return answer;
    });
  }

  /** After a COMMIT whose outcome is unknown: the key tells whether it happened; never a blind retry. */
  private async lookUpOutcome<T>(key: OperationKey, cause: unknown): Promise<T> {
    for (let look = 1; look <= OUTCOME_LOOKUPS; look++) {
      await sleep(200 * look);
      try {
        const { earlier } = await this.database.outside(() => openWithKey(this.database, key));
        if (earlier) return earlier.answer as T;
      } catch (error) {
        if (!isAway(error)) throw error;
      }
    }
    throw new DatabaseAway('The outcome of the last write is not known.', { cause });
  }
}

function isAway(error: unknown): boolean {
  return error instanceof DatabaseAway || faultOf(error) === 'connection-lost';
}

/** A row that another transaction made first under the same application-made key: the idempotency key, a day's counter. */
function isKeyClash(error: unknown): boolean {
  return error instanceof Error && /for key '(\w+\.)?PRIMARY'/.test(error.message);
}

async function discard(connection: PoolConnection): Promise<void> {
  try {
    await connection.query('ROLLBACK');
    connection.release();
  } catch {
    connection.destroy();
  }
}
