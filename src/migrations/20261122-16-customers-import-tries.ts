import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

/** How often work on an import has begun without getting any further, so that one that fails every time comes to an end. */
export class CustomersImportTries1763769600016 implements MigrationInterface {
  name = 'CustomersImportTries1763769600016';

  up(runner: QueryRunner): Promise<void> {
    return addColumn(runner, ['customer_import'], 'tries', 'int NOT NULL DEFAULT 0');
  }

  down(runner: QueryRunner): Promise<void> {
    return dropColumn(runner, ['customer_import'], 'tries');
  }
}
