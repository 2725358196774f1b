import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

const TABLES = ['role', 'role_history'];

/** What roles say of single fields: hidden, masked, read-only. */
export class RoleFieldRules1764201600000 implements MigrationInterface {
  name = 'RoleFieldRules1764201600000';

  up(runner: QueryRunner): Promise<void> {
    return addColumn(runner, TABLES, 'field_rules', 'json NULL');
  }

  down(runner: QueryRunner): Promise<void> {
    return dropColumn(runner, TABLES, 'field_rules');
  }
}
