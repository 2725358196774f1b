import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

const TABLES = ['record_grant', 'record_grant_history'];

/** Grants may spread to what belongs to the record: members of a customer's team reach its opportunities and cases. */
export class PermissionsShares1764201600060 implements MigrationInterface {
  name = 'PermissionsShares1764201600060';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, TABLES, 'spreads', 'tinyint(1) NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, TABLES, 'spreads');
  }
}
