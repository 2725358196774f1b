import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Second factors and their recovery codes. */
export class AccountsSecondFactor1764201600031 implements MigrationInterface {
  name = 'AccountsSecondFactor1764201600031';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'second_factor',
      tracked: true,
      columns: [
        'person_id bigint NOT NULL',
        'secret varchar(255) NOT NULL',
        'confirmed_at datetime(3) NULL',
        'last_step int NOT NULL',
      ],
      uniques: { ux_second_factor_person: ['person_id'] },
    });
    await createRecordTable(runner, {
      name: 'recovery_code',
      tracked: false,
      columns: ['person_id bigint NOT NULL', 'code_hash char(43) NOT NULL'],
      indexes: { ix_recovery_code_person: ['person_id'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['second_factor', 'recovery_code']);
  }
}
