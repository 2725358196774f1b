import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { createPool } from 'mysql2/promise';
import { SETTINGS, type Settings } from '../runtime/settings.js';
import { currentRequest } from '../runtime/request-scope.js';
import { connectionOptions, SESSION_SETTINGS } from './connection-options.js';
import { DatabaseAway, faultOf } from './retryable.js';

/** The open transaction of the running work. */
export interface OpenTransaction {
  readonly connection: PoolConnection;
  /** Sends what the write door still holds back, so that a read inside the work sees it. */
  flush(): Promise<void>;
  readonly flushing: boolean;
}

/** Statements allowed to wait for a connection before callers are told to come back. */
const QUEUE_PER_CONNECTION = 8;

/** The way to SQL: inside a unit of work it speaks on that transaction's connection, else on the pool. */
@Injectable()
export class Database {
  private readonly pool: Pool;
  private readonly transactions = new AsyncLocalStorage<OpenTransaction>();
  /** Called with each statement's text and milliseconds; metrics listen here. */
  onStatement: ((text: string, ms: number) => void) | null = null;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.pool = createPool({
      ...connectionOptions(settings.databaseUrl),
      connectionLimit: settings.poolSize,
      maxIdle: settings.poolSize,
      queueLimit: settings.poolSize * QUEUE_PER_CONNECTION,
    });
    this.pool.on('connection', (connection) => {
      connection.on('error', () => undefined);
      for (const setting of SESSION_SETTINGS) void connection.query(setting);
    });
  }

  /** Rows as plain objects. BIGINT and DECIMAL are text, DATETIME is Date, DATE is `YYYY-MM-DD`. */
  async rows<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const open = this.transactions.getStore();
    if (open && !open.flushing) await open.flush();
    return (await this.send<RowDataPacket[]>(text, params, open)) as unknown as T[];
  }

  /** The only row, or null. */
  async one<T>(text: string, params: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(text, params))[0] ?? null;
  }

  /** Runs a write and tells how many rows it found. Only the kernel may call it (an architecture rule holds this). */
  async write(text: string, params: readonly unknown[] = []): Promise<number> {
    const open = this.transactions.getStore();
    return (await this.send<ResultSetHeader>(text, params, open)).affectedRows;
  }

  /** The transaction that the running work is in; null outside. */
  current(): OpenTransaction | null {
    return this.transactions.getStore() ?? null;
  }

  /** A connection of its own, for a transaction; the caller releases it. */
  async connect(): Promise<PoolConnection> {
    try {
      return await this.pool.getConnection();
    } catch (error) {
      throw asAway(error);
    }
  }

  runIn<T>(transaction: OpenTransaction, work: () => Promise<T>): Promise<T> {
    return this.transactions.run(transaction, work);
  }

  /** Runs work outside the transaction that may surround the caller. */
  outside<T>(work: () => Promise<T>): Promise<T> {
    return this.transactions.exit(work);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async send<R extends RowDataPacket[] | ResultSetHeader>(
    text: string,
    params: readonly unknown[],
    open: OpenTransaction | undefined,
  ): Promise<R> {
    const request = currentRequest();
    if (request) request.statements += 1;
    const started = performance.now();
    try {
      const [result] = await (open?.connection ?? this.pool).query<R>(text, params as unknown[]);
      return result;
    } catch (error) {
      throw asAway(error);
    } finally {
      this.onStatement?.(text, performance.now() - started);
    }
  }
}

function asAway(error: unknown): unknown {
  const queueFull = error instanceof Error && error.message === 'Queue limit reached.';
  return queueFull || faultOf(error) === 'connection-lost' ? new DatabaseAway('The database is away.', { cause: error }) : error;
}
