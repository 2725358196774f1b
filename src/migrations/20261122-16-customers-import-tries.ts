import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMN = 'tries';

/** How often work on an import has begun without getting any further, so that one that fails every time comes to an end. */
export class CustomersImportTries1763769600016 implements MigrationInterface {
  name = 'CustomersImportTries1763769600016';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner)))
      await runner.query(`ALTER TABLE customer_import ADD COLUMN ${COLUMN} int NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner)) await runner.query(`ALTER TABLE customer_import DROP COLUMN ${COLUMN}`);
  }
}

/** MySQL knows no IF NOT EXISTS for columns, and a migration that was cut off runs again. */
async function hasColumn(runner: QueryRunner): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? LIMIT 1',
    ['customer_import', COLUMN],
  );
  return found.length > 0;
}
