import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import { DatabaseAway, faultOf } from './retryable.js';
import { boundValues, withoutValues } from './statement-values.js';

/** What a statement answers: rows, or what a write did. */
export type StatementResult = RowDataPacket[] | ResultSetHeader;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly reject: (error: Error) => void;
}

/** The statements that wait for their answers; all can be given up at once. */
export class OpenStatements {
  private readonly waiting = new Set<Waiting>();

  /** Sends one statement; a connection that does not answer in time is closed, since its late answer would meet the next statement. */
  async send<R extends StatementResult>(
    connection: PoolConnection,
    sql: string,
    params: readonly unknown[],
    timeoutMs: number,
  ): Promise<R> {
    try {
      return await this.answer<R>(connection, sql, boundValues(params), timeoutMs);
    } catch (error) {
      if (error instanceof DatabaseAway || faultOf(error) === 'connection-lost') connection.destroy();
      throw withoutValues(error, sql);
    }
  }

  /** Ends the wait of all with DatabaseAway. */
  giveUp(): void {
    for (const one of this.waiting) this.end(one).reject(new DatabaseAway('The database has stopped answering.'));
  }

  /** By callback: the driver's own promises keep a stack for each statement in case it fails, 4 % of a 360° view. */
  private answer<R extends StatementResult>(
    { connection }: PoolConnection,
    sql: string,
    values: unknown[],
    timeoutMs: number,
  ): Promise<R> {
    const plain = connection as unknown as Connection;
    return new Promise((resolve, reject) => {
      const late = (): void => this.end(one).reject(new DatabaseAway(`No answer within ${timeoutMs} ms.`));
      const one: Waiting = { timer: setTimeout(late, timeoutMs), reject };
      this.waiting.add(one);
      plain.query<R>(sql, values, (error, result) => {
        this.end(one);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  private end(one: Waiting): Waiting {
    clearTimeout(one.timer);
    this.waiting.delete(one);
    return one;
  }
}
