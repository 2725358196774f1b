import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

const TABLES = ['role', 'role_history'];

/** Roles have a level: nobody gives a role of a level above their own. */
export class PermissionsRoleLevels1764201600042 implements MigrationInterface {
  name = 'PermissionsRoleLevels1764201600042';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, TABLES, 'level', 'int NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, TABLES, 'level');
  }
}
