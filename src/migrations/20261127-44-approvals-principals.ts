import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

const TABLES = ['approval_entry'];

/** A line of an approval's record says in whose place somebody acted. */
export class ApprovalsPrincipals1764201600044 implements MigrationInterface {
  name = 'ApprovalsPrincipals1764201600044';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, TABLES, 'principal_id', 'bigint NULL');
    await addColumn(runner, TABLES, 'principal_name', 'varchar(100) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, TABLES, 'principal_name');
    await dropColumn(runner, TABLES, 'principal_id');
  }
}
