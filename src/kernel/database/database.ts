import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import type { Connection } from 'mysql2';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { createPool } from 'mysql2/promise';
import { SETTINGS, type Settings } from '../runtime/settings.js';
import { currentRequest } from '../runtime/request-scope.js';
import { connectionOptions, SESSION_SETTINGS } from './connection-options.js';
import { DatabasePulse } from './database-pulse.js';
import { QueryKill } from './query-kill.js';
import { OperationShare } from './operation-share.js';
import { OpenStatements, type StatementResult } from './open-statements.js';
import { DatabaseAway, DatabaseFull, faultOf } from './retryable.js';

/** The open transaction of the running work. */
export interface OpenTransaction {
  readonly connection: PoolConnection;
  /** Sends what the write door still holds back, so that a read inside the work sees it. */
  flush(): Promise<void>;
  /** Refuses statements after the end, or after a fault that has rolled the transaction back. */
  checkOpen(): void;
  /** Told of each failed statement; the database may have rolled back by then. */
  failed(error: unknown): void;
}

/** Statements allowed to wait for a connection before callers are told to come back. */
const QUEUE_PER_CONNECTION = 32;
/** A caller waits this long for a free connection before being sent away; 503 must come within a second. */
const LONGEST_WAIT_MS = 800;
/** A statement without an answer for so long is given up with its connection; longer than any bounded read. */
const LONGEST_STATEMENT_MS = 30_000;
/** The same inside a transaction, which ends within 3 s or not at all; longer than the wait for a lock. */
const LONGEST_STEP_MS = 5_000;

/** The way to SQL: inside a unit of work it speaks on that transaction's connection, else on the pool. */
@Injectable()
export class Database {
  private readonly pool: Pool;
  private readonly transactions = new AsyncLocalStorage<OpenTransaction>();
  private readonly statements = new OpenStatements();
  private readonly kills: QueryKill;
  private readonly share: OperationShare;
  private readonly pulse: DatabasePulse;
  private isAway = false;
  /** Called with each statement's text and milliseconds; metrics listen here. */
  onStatement: ((text: string, ms: number) => void) | null = null;
  /** The earliest moment from which a record holds that this process has imported. */
  earliestImported: Date | null = null;

  constructor(@Inject(SETTINGS) settings: Settings) {
    const options = connectionOptions(settings.databaseUrl);
    this.kills = new QueryKill(options);
    this.share = new OperationShare(settings.poolSize);
    this.pulse = new DatabasePulse(options, {
      lost: () => {
        this.isAway = true;
        this.statements.giveUp();
      },
      back: () => (this.isAway = false),
    });
    this.pool = createPool({
      ...options,
      connectionLimit: settings.poolSize,
      maxIdle: settings.poolSize,
      queueLimit: settings.poolSize * QUEUE_PER_CONNECTION,
    });
    this.pool.on('connection', (opened) => prepareSession(opened as unknown as Connection));
  }

  /** A record that holds from an earlier moment has been committed. */
  datedBack(from: Date): void {
    if (!this.earliestImported || from < this.earliestImported) this.earliestImported = from;
  }

  /** Rows as plain objects. BIGINT and DECIMAL are text, DATETIME is Date, DATE is `YYYY-MM-DD`. */
  async rows<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const open = this.transactions.getStore();
    await open?.flush();
    return (await this.send<RowDataPacket[]>(text, params, open)) as unknown as T[];
  }

  /** Rows of a slow read outside transactions, which the database stops when the signal comes. */
  async rowsWhileWanted<T>(text: string, params: readonly unknown[], gone: AbortSignal | undefined): Promise<T[]> {
    return (await this.send<RowDataPacket[]>(text, params, undefined, gone)) as unknown as T[];
  }

  /** The only row, or null. */
  async one<T>(text: string, params: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(text, params))[0] ?? null;
  }

  /** Runs a write and tells how many rows it found. Only the kernel may call it (an architecture rule holds this). */
  async write(text: string, params: readonly unknown[] = []): Promise<number> {
    const open = this.transactions.getStore();
    await open?.flush();
    return (await this.send<ResultSetHeader>(text, params, open)).affectedRows;
  }

  /** The transaction that the running work is in; null outside. */
  current(): OpenTransaction | null {
    return this.transactions.getStore() ?? null;
  }

  /** A connection of its own, for a transaction; the caller releases it. Throws DatabaseAway when none is free in time. */
  async connect(): Promise<PoolConnection> {
    if (this.isAway) throw new DatabaseAway('The database does not answer.');
    const asked = this.pool.getConnection();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT_MS, null)));
    try {
      const connection = await Promise.race([asked, late]);
      if (connection) return connection;
    } catch (error) {
      throw asAway(error);
    } finally {
      clearTimeout(timer);
    }
    void asked.then(
      (unwanted) => unwanted.release(),
      () => undefined,
    );
    throw new DatabaseAway('No database connection was free in time.');
  }

  runIn<T>(transaction: OpenTransaction, work: () => Promise<T>): Promise<T> {
    return this.transactions.run(transaction, work);
  }

  /** Runs work outside the transaction that may surround the caller. */
  outside<T>(work: () => T): T {
    return this.transactions.exit(work);
  }

  /** Sends a statement that opens or ends a transaction on its connection. */
  async control(connection: PoolConnection, text: 'START TRANSACTION' | 'COMMIT' | 'ROLLBACK'): Promise<void> {
    await this.statements.send<ResultSetHeader>(connection, text, [], LONGEST_STEP_MS);
  }

  /** From now on statements are given up within a second when the database stops answering. */
  watch(): void {
    this.pulse.start();
  }

  async close(): Promise<void> {
    await this.pulse.stop();
    await this.pool.end();
  }

  private async send<R extends StatementResult>(
    text: string,
    params: readonly unknown[],
    open: OpenTransaction | undefined,
    gone?: AbortSignal,
  ): Promise<R> {
    open?.checkOpen();
    const request = currentRequest();
    if (request) request.statements += 1;
    const started = performance.now();
    try {
      if (open) return await this.statements.send<R>(open.connection, text, params, LONGEST_STEP_MS);
      return await this.share.run(request, () => this.sendAlone<R>(text, params, gone));
    } catch (error) {
      const fault = asAway(error);
      open?.failed(fault);
      throw fault;
    } finally {
      this.onStatement?.(text, performance.now() - started);
    }
  }

  /** On a connection of the pool that it holds for itself alone. */
  private async sendAlone<R extends StatementResult>(
    text: string,
    params: readonly unknown[],
    gone: AbortSignal | undefined,
  ): Promise<R> {
    const connection = await this.connect();
    const killed = this.kills.watch(connection, gone);
    try {
      // Whoever has left before its turn came wants nothing any more, and no signal would end the statement.
      gone?.throwIfAborted();
      return await this.statements.send<R>(connection, text, params, LONGEST_STATEMENT_MS);
    } finally {
      await killed();
      connection.release();
    }
  }
}

/** Sends the session settings before anything else; a session that refuses them is not used. */
function prepareSession(connection: Connection): void {
  connection.on('error', () => undefined);
  for (const setting of SESSION_SETTINGS)
    connection.query(setting, (error) => {
      if (error) connection.destroy();
    });
}

function asAway(error: unknown): unknown {
  if (faultOf(error) === 'full') return new DatabaseFull('The database has no room left.', { cause: error });
  const queueFull = error instanceof Error && error.message === 'Queue limit reached.';
  return queueFull || faultOf(error) === 'connection-lost'
    ? new DatabaseAway('The database is away.', { cause: error })
    : error;
}
