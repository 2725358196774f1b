import type { QueryRunner } from 'typeorm';

/** What a table of the product is made of; column lines are SQL, such as `name varchar(200) NOT NULL`. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
  /** Index name → columns. */
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  /** Unique index name → columns; never over business fields (architecture, decision 8). */
  readonly uniques?: Readonly<Record<string, readonly string[]>>;
}

const STORED_RECORD = [
  'id bigint NOT NULL',
  'version int NOT NULL',
  'created_at datetime(3) NOT NULL',
  'created_by bigint NULL',
  'updated_at datetime(3) NOT NULL',
  'updated_by bigint NULL',
  'deleted_at datetime(3) NULL',
];

const INTERVAL = [
  'valid_from datetime(3) NOT NULL',
  'valid_to datetime(3) NOT NULL',
  'actor_id bigint NULL',
  'reason varchar(500) NULL',
];

/** Creates a table; says IF NOT EXISTS so that a migration that was cut off can run again. */
export async function createTable(runner: QueryRunner, table: TableDefinition): Promise<void> {
  const lines = [...table.columns, `PRIMARY KEY (${table.primaryKey.join(', ')})`];
  for (const [name, columns] of Object.entries(table.uniques ?? {}))
    lines.push(`UNIQUE KEY ${name} (${columns.join(', ')})`);
  for (const [name, columns] of Object.entries(table.indexes ?? {})) lines.push(`KEY ${name} (${columns.join(', ')})`);
  await runner.query(
    `CREATE TABLE IF NOT EXISTS ${table.name} (${lines.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
  );
}

/** Creates a record table with the columns every record has, and its `_history` twin when it is tracked. */
export async function createRecordTable(
  runner: QueryRunner,
  table: Omit<TableDefinition, 'primaryKey'> & { readonly tracked: boolean },
): Promise<void> {
  const columns = [...STORED_RECORD, ...table.columns];
  await createTable(runner, { ...table, columns, primaryKey: ['id'] });
  if (!table.tracked) return;
  await createTable(runner, {
    name: `${table.name}_history`,
    columns: [...columns, ...INTERVAL],
    primaryKey: ['id', 'version'],
  });
}

/** Drops the tables of a migration that is taken back, newest first; a record table's history goes with it. */
export async function dropTables(runner: QueryRunner, names: readonly string[]): Promise<void> {
  for (const name of [...names].reverse()) {
    await runner.query(`DROP TABLE IF EXISTS ${name}_history`);
    await runner.query(`DROP TABLE IF EXISTS ${name}`);
  }
}

/** Adds an index unless it is there, so that a migration that was cut off can run again; MySQL knows no IF NOT EXISTS here. */
export async function addIndex(
  runner: QueryRunner,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  if (!(await hasIndex(runner, table, name)))
    await runner.query(`CREATE INDEX ${name} ON ${table} (${columns.join(', ')})`);
}

/** Adds a unique index unless it is there: for versions, settings and catalogues that everyone sees, where two writers must meet. */
export async function addUnique(
  runner: QueryRunner,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  if (!(await hasIndex(runner, table, name)))
    await runner.query(`CREATE UNIQUE INDEX ${name} ON ${table} (${columns.join(', ')})`);
}

/** Adds a column unless it is there, so that a migration that was cut off can run again; of a tracked table also to its history. */
export async function addColumn(
  runner: QueryRunner,
  tables: readonly string[],
  name: string,
  definition: string,
): Promise<void> {
  for (const table of tables)
    if (!(await hasColumn(runner, table, name)))
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${name} ${definition}`);
}

/** Drops a column where it is there. */
export async function dropColumn(runner: QueryRunner, tables: readonly string[], name: string): Promise<void> {
  for (const table of tables)
    if (await hasColumn(runner, table, name)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${name}`);
}

/** MySQL knows no IF NOT EXISTS for columns. */
async function hasColumn(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? LIMIT 1',
    [table, name],
  );
  return found.length > 0;
}

/** Drops an index if it is there. */
export async function dropIndex(runner: QueryRunner, table: string, name: string): Promise<void> {
  if (await hasIndex(runner, table, name)) await runner.query(`DROP INDEX ${name} ON ${table}`);
}

async function hasIndex(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
    [table, name],
  );
  return found.length > 0;
}
