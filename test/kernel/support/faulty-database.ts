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
    const beneath = wrapped(connection.connection, {
      query: (sql: string, values: unknown[], done: Done) => {
        this.answerOrFail(connection, sql, values).then(
          (result) => done(null, result),
          (error: Error) => done(error, null),
        );
      },
    });
    return wrapped(connection, { connection: beneath });
  }

  private async answerOrFail(connection: PoolConnection, sql: string, values: unknown[]): Promise<unknown> {
    this.sent.push(sql);
    const error = this.fault?.(sql) ?? null;
    if (!error) return (await connection.query(sql, values))[0];
    await connection.query('ROLLBACK');
    throw error;
  }
}

type Done = (error: Error | null, result: unknown) => void;

function wrapped<T extends object>(target: T, instead: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get: (_, name) => {
      const own = typeof name === 'string' ? instead[name] : undefined;
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
