import type { DataSource } from 'typeorm';

/** A migration stopped half-way; its message tells which one and what to do. */
export class MigrationFailed extends Error {}

/** Brings the schema up to date and tells which migrations ran. Each migration can be run again after it was cut off. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  await pendingMigrations(dataSource);
  try {
    const ran = await dataSource.runMigrations({ transaction: 'none' });
    return ran.map(({ name }) => name);
  } catch (error) {
    const [stopped] = await pendingMigrations(dataSource).catch(() => []);
    throw new MigrationFailed(
      `The migration ${stopped ?? ''} did not finish: ${error instanceof Error ? error.message : String(error)}. ` +
        'Mend the cause and start again: a migration that was cut off goes on where it stopped. 数据库升级未完成，请排除原因后重新启动。',
      { cause: error },
    );
  }
}

/** Names of migrations that the database lacks. Throws MigrationFailed when the database is newer than this program. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const known = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const done = await doneMigrations(dataSource);
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new MigrationFailed(
      `The database has migrations that this program does not know (${unknown.join(', ')}): it was used by a newer version. Start that version.`,
    );
  return known.filter((name) => !done.includes(name));
}

async function doneMigrations(dataSource: DataSource): Promise<string[]> {
  const tables = await dataSource.query<unknown[]>("SHOW TABLES LIKE 'schema_migration'");
  if (tables.length === 0) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM schema_migration ORDER BY id');
  return rows.map(({ name }) => name);
}
