import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../kernel/database/table-builder.js';

/** Months of which the history keeps the end. */
export class KernelThinnedMonths1764288000084 implements MigrationInterface {
  name = 'KernelThinnedMonths1764288000084';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'thinned_month',
      columns: [
        'begins_at datetime(3) NOT NULL',
        'ends_at datetime(3) NOT NULL',
        'announced_at datetime(3) NOT NULL',
        'begun_at datetime(3) NULL',
        'thinned_at datetime(3) NULL',
      ],
      primaryKey: ['begins_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['thinned_month']);
  }
}
