import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = { principal_id: 'bigint NULL', principal_name: 'varchar(100) NULL' } as const;

/** A line of an approval's record says in whose place somebody acted. */
export class ApprovalsPrincipals1764201600044 implements MigrationInterface {
  name = 'ApprovalsPrincipals1764201600044';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, type] of Object.entries(COLUMNS))
      if (!(await hasColumn(runner, column)))
        await runner.query(`ALTER TABLE approval_entry ADD COLUMN ${column} ${type}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of Object.keys(COLUMNS))
      if (await hasColumn(runner, column)) await runner.query(`ALTER TABLE approval_entry DROP COLUMN ${column}`);
  }
}

/** MySQL knows no IF NOT EXISTS for columns, and a migration that was cut off runs again. */
async function hasColumn(runner: QueryRunner, column: string): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? LIMIT 1',
    ['approval_entry', column],
  );
  return found.length > 0;
}
