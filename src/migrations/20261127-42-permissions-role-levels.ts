import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['role', 'role_history'] as const;

/** Roles have a level: nobody gives a role of a level above their own. */
export class PermissionsRoleLevels1764201600042 implements MigrationInterface {
  name = 'PermissionsRoleLevels1764201600042';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      if (!(await hasLevel(runner, table)))
        await runner.query(`ALTER TABLE ${table} ADD COLUMN level int NOT NULL DEFAULT 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      if (await hasLevel(runner, table)) await runner.query(`ALTER TABLE ${table} DROP COLUMN level`);
  }
}

/** MySQL knows no IF NOT EXISTS for columns, and a migration that was cut off runs again. */
async function hasLevel(runner: QueryRunner, table: string): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? LIMIT 1',
    [table, 'level'],
  );
  return found.length > 0;
}
