import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../ormconfig.js';
import { connectionOptions } from '../../../src/kernel/database/connection-options.js';
import { IdSource } from '../../../src/kernel/database/ids.js';
import { migrate } from '../../../src/kernel/database/migrate.js';
import { RecordMapper } from '../../../src/kernel/database/record-mapper.js';
import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { Clock } from '../../../src/kernel/runtime/clock.js';
import { createLog, type Log } from '../../../src/kernel/runtime/logging.js';
import type { Settings } from '../../../src/kernel/runtime/settings.js';
import { FaultyDatabase } from './faulty-database.js';

let made = 0;

/** One process's kernel on a database: pool, ids, unit of work. Several stand for several instances. */
export class Instance {
  readonly database: FaultyDatabase;
  readonly ids: IdSource;
  readonly clock = new Clock();
  readonly log: Log = createLog('silent');
  readonly unitOfWork: UnitOfWork;

  constructor(
    readonly url: string,
    readonly mapper: RecordMapper,
    number: number,
    poolSize: number,
  ) {
    this.database = new FaultyDatabase({ databaseUrl: url, poolSize } as Settings);
    this.ids = new IdSource(number, () => this.clock.millis());
    this.unitOfWork = new UnitOfWork(this.database, this.mapper, this.ids, this.clock, this.log);
  }
}

/** A migrated database of the spec file's own, and the kernel on it without Nest. */
export class TestKernel {
  private readonly instances: Instance[] = [];

  private constructor(
    readonly url: string,
    private readonly name: string,
    readonly mapper: RecordMapper,
  ) {}

  static async open(): Promise<TestKernel> {
    const { url, name } = await createDatabase();
    const source = await new DataSource(dataSourceOptions(url)).initialize();
    await migrate(source);
    await source.destroy();
    return new TestKernel(url, name, new RecordMapper(source));
  }

  /** One more instance; `url` leads through a proxy where a test cuts connections. */
  instance(options: { url?: string; poolSize?: number } = {}): Instance {
    const made = new Instance(options.url ?? this.url, this.mapper, this.instances.length, options.poolSize ?? 12);
    this.instances.push(made);
    return made;
  }

  /** Rows on a connection past every instance. */
  async sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const connection = await createConnection(connectionOptions(this.url));
    try {
      const [rows] = await connection.query(text, params as unknown[]);
      return rows as T[];
    } finally {
      await connection.end();
    }
  }

  /** Number of rows of a table. */
  async count(table: string, where = '1=1', params: readonly unknown[] = []): Promise<number> {
    const [row] = await this.sql<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, params);
    return Number(row!.n);
  }

  /** Rows of the tables that one change writes to. */
  async written(table: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const one of [table, `${table}_history`, 'audit_entry', 'audit_value', 'outbox_event', 'idempotency_key'])
      counts[one] = await this.count(one);
    return counts;
  }

  async close(): Promise<void> {
    for (const { database } of this.instances) await database.close();
    await dropDatabase(this.name);
  }
}

/** An empty database of its own; its address and name. */
export async function createDatabase(): Promise<{ url: string; name: string }> {
  const name = `guanxi_kernel_${process.pid}_${Date.now() % 100_000}_${++made}`;
  await onServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.toString(), name };
}

export async function dropDatabase(name: string): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${name}`);
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is missing: run the specs with npm test.');
  return url;
}

async function onServer(statement: string): Promise<void> {
  const { host, port, socketPath, user, password } = connectionOptions(serverUrl());
  const connection = await createConnection({ host, port, socketPath, user, password });
  await connection.query(statement);
  await connection.end();
}
