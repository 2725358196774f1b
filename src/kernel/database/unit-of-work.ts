import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolConnection } from 'mysql2/promise';
import { Clock } from '../runtime/clock.js';
import { DomainError } from '../runtime/domain-error.js';
import { LOG, type Log } from '../runtime/logging.js';
import { Database, type OpenTransaction } from './database.js';
import { KEY_COLUMNS, KEY_TABLE, openWithKey, type OperationKey, operationKey } from './idempotency.js';
import { IdSource } from './ids.js';
import type { Operation } from './operation.js';
import { RecordMapper } from './record-mapper.js';
import { ConnectionLost, DatabaseAway, DatabaseFull, faultOf, OutcomeUnknown } from './retryable.js';
import { Work } from './work.js';

const LONGEST_REASON = 500;
const TRIES = 5;
const JITTER_MS = [20, 500] as const;
/** No new try starts after this time: the caller is better told to come back. */
const PATIENCE_MS = 10_000;
/** Write transactions end within this time, so that a moment 5 s old is settled (architecture, decision 3). */
const LONGEST_MS = 3_000;

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
    if (open instanceof Work) return open.join(work);
    if ((operation.reason?.length ?? 0) > LONGEST_REASON)
      throw new DomainError('INVALID_MAX_LENGTH', ['input', 'reason'], { limit: LONGEST_REASON });
    const key = operationKey(operation, () => this.ids.next());
    let unknown: OutcomeUnknown | null = null;
    const begun = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(operation, key, attempt > 1, work);
      } catch (error) {
        if (error instanceof OutcomeUnknown) unknown = error;
        const again = error instanceof OutcomeUnknown ? key !== null : canRunAgain(error, unknown !== null);
        if (!again || attempt === TRIES || performance.now() - begun > PATIENCE_MS)
          return this.earlierAnswer<T>(key, operation, unknown, error);
        this.log.debug({ action: operation.action, attempt }, 'transaction met a conflict and starts again');
        await sleep(randomInt(JITTER_MS[0], JITTER_MS[1]) * (attempt / TRIES));
      }
    }
  }

  /**
   * One whole transaction. It looks the key up first and writes it last, so an attempt after a COMMIT of unknown outcome
   * finds the answer, or proves by the key's uniqueness that there was no effect.
   */
  private async attempt<T>(
    operation: Operation,
    key: OperationKey | null,
    locking: boolean,
    work: (work: Work) => Promise<T>,
  ): Promise<T> {
    const connection = await this.database.connect();
    let opened: { work: Work; earlier: { answer: unknown } | null } | null = null;
    let answer: T;
    try {
      await this.database.control(connection, 'START TRANSACTION');
      opened = await this.open(connection, operation, key, locking);
      if (opened.earlier) {
        await rollBack(this.database, connection);
        return opened.earlier.answer as T;
      }
      answer = await this.perform(opened.work, key, work);
    } catch (error) {
      opened?.work.end();
      await rollBack(this.database, connection);
      throw isAway(error) ? new ConnectionLost('The connection was lost.', { cause: error }) : error;
    }
    opened.work.end();
    await commit(this.database, connection);
    this.announce(opened.work);
    return answer;
  }

  private async open(
    connection: PoolConnection,
    operation: Operation,
    key: OperationKey | null,
    locking: boolean,
  ): Promise<{ work: Work; earlier: { answer: unknown } | null }> {
    const { at: databaseNow, earlier } = await this.database.runIn(bare(connection), () =>
      openWithKey(this.database, key),
    );
    const at = this.clock.adjust(databaseNow);
    this.ids.follow(at.getTime());
    return {
      work: new Work(connection, at, operation, this.database, this.mapper, this.ids, locking),
      earlier,
    };
  }

  private async perform<T>(open: Work, key: OperationKey | null, work: (work: Work) => Promise<T>): Promise<T> {
    const started = performance.now();
    return this.database.runIn(open, async () => {
      const answer = await work(open);
      if (key)
        open.insertRow(KEY_TABLE, KEY_COLUMNS, [
          key.personId,
          key.key,
          key.inputHash,
          JSON.stringify(answer ?? null),
          open.at,
        ]);
      await open.flush();
      open.checkOpen();
      if (performance.now() - started > LONGEST_MS) throw new TookTooLong(`${open.operation.action} took too long.`);
      return answer;
    });
  }

  /**
   * The last word on a call that failed: a twin with the same key, or the attempt whose COMMIT was cut, may have taken
   * effect meanwhile, and then its answer counts and not the refusal met here.
   */
  private async earlierAnswer<T>(
    key: OperationKey | null,
    operation: Operation,
    unknown: OutcomeUnknown | null,
    error: unknown,
  ): Promise<T> {
    if (key && (unknown || (operation.idempotencyKey && !isAway(error)))) {
      const looked = await openWithKey(this.database, key).catch((lookUpError: unknown) => {
        if (isAway(lookUpError)) return null;
        throw lookUpError;
      });
      if (looked?.earlier) return looked.earlier.answer as T;
    }
    if (unknown && isAway(error))
      throw new DatabaseAway('The outcome of the last write is not known.', { cause: unknown });
    throw faultOf(error) === 'retry-whole'
      ? new DatabaseAway('Too many conflicts with other writers.', { cause: error })
      : error;
  }

  /** Wakes up what waits for the commit; the effect stands, so nothing that fails here may look like a failure of the work. */
  private announce(work: Work): void {
    try {
      work.committed();
      if (work.hasEvents) this.onEvents?.();
    } catch (error) {
      this.log.error({ err: error, action: work.operation.action }, 'something after a commit failed');
    }
  }
}

/** The work was slower than write transactions may be; running it again would not help. */
class TookTooLong extends DatabaseAway {}

/** The transaction's connection for the kernel's own statements around the work. */
function bare(connection: PoolConnection): OpenTransaction {
  return { connection, flush: () => Promise.resolve(), checkOpen: () => undefined, failed: () => undefined };
}

/** A lost connection before COMMIT had no effect; without a connection at all it is only worth waiting while an outcome is open. */
function canRunAgain(error: unknown, outcomeOpen: boolean): boolean {
  if (error instanceof TookTooLong) return false;
  if (faultOf(error) === 'retry-whole' || error instanceof ConnectionLost) return true;
  return outcomeOpen && isAway(error);
}

function isAway(error: unknown): boolean {
  const settled = error instanceof TookTooLong || error instanceof DatabaseFull;
  return !settled && (error instanceof DatabaseAway || faultOf(error) === 'connection-lost');
}

async function commit(database: Database, connection: PoolConnection): Promise<void> {
  try {
    await database.control(connection, 'COMMIT');
  } catch (error) {
    await rollBack(database, connection);
    throw faultOf(error) === 'retry-whole' ? error : new OutcomeUnknown('COMMIT was not confirmed.', { cause: error });
  }
  connection.release();
}

async function rollBack(database: Database, connection: PoolConnection): Promise<void> {
  try {
    await database.control(connection, 'ROLLBACK');
    connection.release();
  } catch {
    connection.destroy();
  }
}
