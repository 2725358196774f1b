import type { PoolConnection } from 'mysql2/promise';
import { Database } from '../../../src/kernel/database/database.js';

/** What a test does to one statement: null lets it pass. */
export type Fault = (text: string) => Error | null;

/** An error as the driver gives it. */
export function engineError(errno: number, message = `injected ${errno}`): Error {
  return Object.assign(new Error(message), { errno, code: `ER_${errno}` });
}

/** The database with a driver whose statements a test can make fail, as an engine would: a deadlock rolls the transaction back. */
export class FaultyDatabase extends Database {
  fault: Fault | null = null;
  /** Statements in the order in which they were sent. */
  readonly sent: string[] = [];

  override async connect(): Promise<PoolConnection> {
    const connection = await super.connect();
    return new Proxy(connection, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name !== 'query') return value.bind(target) as unknown;
        return async (options: { sql: string }, params: unknown[]) => {
          this.sent.push(options.sql);
          const error = this.fault?.(options.sql) ?? null;
          if (!error) return target.query(options, params);
          await target.query('ROLLBACK');
          throw error;
        };
      },
    });
  }
}
