import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../ormconfig.js';
import { migrate, MigrationFailed, pendingMigrations } from '../../src/kernel/database/migrate.js';
import { MIGRATIONS } from '../../src/migrations/index.js';
import { createDatabase, dropDatabase } from './support/test-kernel.js';

let source: DataSource;
let name: string;

beforeAll(async () => {
  const made = await createDatabase();
  name = made.name;
  source = await new DataSource(dataSourceOptions(made.url)).initialize();
});
afterAll(async () => {
  await source.destroy();
  await dropDatabase(name);
});

const NAMES = MIGRATIONS.map((migration) => new migration().name);

/** Every column and index of the database, as text to compare. */
async function shape(): Promise<string[]> {
  const columns = await source.query<{ line: string }[]>(
    `SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, COALESCE(column_default, '-'), COALESCE(collation_name, '-')) AS line
     FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1`,
  );
  const indexes = await source.query<{ line: string }[]>(
    `SELECT CONCAT_WS(' ', table_name, index_name, non_unique, seq_in_index, column_name) AS line
     FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1`,
  );
  return [...columns, ...indexes].map(({ line }) => line);
}

test('all migrations go up, down to nothing, and up to the same again', async () => {
  expect(await migrate(source)).toEqual(NAMES);
  expect(await migrate(source)).toEqual([]);
  const first = await shape();
  for (const _ of MIGRATIONS) await source.undoLastMigration({ transaction: 'none' });
  const left = await source.query<{ name: string }[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'schema_migration'",
  );
  expect(left).toEqual([]);
  expect(await pendingMigrations(source)).toEqual(NAMES);
  await migrate(source);
  expect(await shape()).toEqual(first);
});

test('entities and migrations agree to the last column and index', async () => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('each migration can run again over what it has made, as after it was cut off', async () => {
  const before = await shape();
  for (const migration of NAMES) {
    await source.query('DELETE FROM schema_migration WHERE name = ?', [migration]);
    expect(await migrate(source)).toEqual([migration]);
  }
  expect(await pendingMigrations(source)).toEqual([]);
  expect(await shape()).toEqual(before);
});

test('every table is InnoDB with a primary key and the one collation', async () => {
  const odd = await source.query<unknown[]>(
    `SELECT t.table_name FROM information_schema.tables t
     WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND t.table_name <> 'schema_migration'
       AND (t.engine <> 'InnoDB' OR t.table_collation <> 'utf8mb4_bin' OR NOT EXISTS (
         SELECT 1 FROM information_schema.table_constraints c WHERE c.table_schema = t.table_schema
           AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'))`,
  );
  expect(odd).toEqual([]);
});

test('a database of a newer version is left alone', async () => {
  await source.query("INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Tomorrow9999999999999')");
  await expect(migrate(source)).rejects.toThrow(MigrationFailed);
  await source.query("DELETE FROM schema_migration WHERE name = 'Tomorrow9999999999999'");
});
