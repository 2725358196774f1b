import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  addIndex,
  createRecordTable,
  dropColumn,
  dropIndex,
  dropTables,
} from '../kernel/database/table-builder.js';

const COLUMNS = [
  [['credential', 'credential_history'], 'must_change', 'tinyint(1) NOT NULL DEFAULT 0'],
  [['session'], 'client', 'varchar(200) NULL'],
  [['session'], 'last_used_at', 'datetime(3) NULL'],
  [['sign_in_attempt'], 'device', 'varchar(64) NULL'],
] as const;

const INDEXES = [
  ['sign_in_attempt', 'ix_sign_in_attempt_address', ['address', 'created_at']],
  ['sign_in_attempt', 'ix_sign_in_attempt_device', ['device', 'created_at']],
] as const;

/** Passwords that must be changed and those that may not come back, what a session was opened with, guesses by address and device. */
export class AccountsSignIn1764201600030 implements MigrationInterface {
  name = 'AccountsSignIn1764201600030';

  async up(runner: QueryRunner): Promise<void> {
    for (const [tables, column, type] of COLUMNS) await addColumn(runner, tables, column, type);
    for (const [table, index, columns] of INDEXES) await addIndex(runner, table, index, columns);
    await createRecordTable(runner, {
      name: 'earlier_password',
      tracked: false,
      columns: ['person_id bigint NOT NULL', 'password_hash varchar(255) NOT NULL'],
      indexes: { ix_earlier_password_person: ['person_id'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['earlier_password']);
    for (const [table, index] of INDEXES) await dropIndex(runner, table, index);
    for (const [tables, column] of [...COLUMNS].reverse()) await dropColumn(runner, tables, column);
  }
}
