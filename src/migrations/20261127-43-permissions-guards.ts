import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Rows that those who change one part of the organisation at once meet at. */
export class PermissionsGuards1764201600043 implements MigrationInterface {
  name = 'PermissionsGuards1764201600043';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, { name: 'organisation_guard', tracked: false, columns: [] });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['organisation_guard']);
  }
}
