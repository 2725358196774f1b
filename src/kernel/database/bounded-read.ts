import { Injectable } from '@nestjs/common';
import { RequestRefused } from '../runtime/domain-error.js';
import { currentRequest } from '../runtime/request-scope.js';
import { Database } from './database.js';

type Engine = 'mariadb' | 'mysql';

/** MariaDB 1969; MySQL and TiDB 3024. */
const TIMED_OUT = new Set([1969, 3024]);

/** A read ran into its time limit; the database has stopped it. */
export class ReadTimedOut extends Error {}

/** Reads that the database itself ends after so many seconds; the one place that knows how each engine is told. */
@Injectable()
export class BoundedRead {
  private engine: Promise<Engine> | null = null;

  constructor(private readonly database: Database) {}

  /** Rows of a SELECT; the database ends it as well when the asker goes away. Throws ReadTimedOut when it takes longer. */
  async rows<T>(select: string, params: readonly unknown[], seconds: number): Promise<T[]> {
    const text = bounded(select, await this.engineOf(), seconds);
    const gone = currentRequest()?.gone;
    if (gone?.aborted) throw nobodyWaits();
    try {
      return await this.database.rowsWhileWanted<T>(text, params, gone);
    } catch (error) {
      if (gone?.aborted) throw nobodyWaits();
      const { errno } = error as { errno?: unknown };
      throw typeof errno === 'number' && TIMED_OUT.has(errno)
        ? new ReadTimedOut('The read took too long.', { cause: error })
        : error;
    }
  }

  private engineOf(): Promise<Engine> {
    this.engine ??= this.database
      .one<{ version: string }>('SELECT VERSION() AS version')
      .then((row): Engine => (/mariadb/i.test(row?.version ?? '') ? 'mariadb' : 'mysql'))
      .catch((error: unknown) => {
        this.engine = null;
        throw error;
      });
    return this.engine;
  }
}

/** The statement with its time limit: a SET STATEMENT clause on MariaDB, the optimizer hint on MySQL and TiDB. */
export function bounded(select: string, engine: Engine, seconds: number): string {
  if (!/^SELECT /.test(select)) throw new Error('Only a SELECT can be bounded.');
  return engine === 'mariadb'
    ? `SET STATEMENT max_statement_time=${Math.ceil(seconds)} FOR ${select}`
    : select.replace(/^SELECT /, `SELECT /*+ MAX_EXECUTION_TIME(${Math.ceil(seconds * 1000)}) */ `);
}

/** For the log alone: whoever asked has gone. */
function nobodyWaits(): RequestRefused {
  return new RequestRefused('UNAVAILABLE', 'The asker has gone away.');
}
