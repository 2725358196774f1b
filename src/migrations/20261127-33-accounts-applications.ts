import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Applications for an account. */
export class AccountsApplications1764201600033 implements MigrationInterface {
  name = 'AccountsApplications1764201600033';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'account_application',
      tracked: true,
      columns: [
        'name varchar(100) NOT NULL',
        'email varchar(200) NOT NULL',
        'phone varchar(40) NULL',
        'department_wish varchar(100) NULL',
        'grounds varchar(500) NOT NULL',
        'address varchar(64) NULL',
        'department_id bigint NOT NULL',
        'state varchar(20) NOT NULL',
        'placement json NULL',
        'person_id bigint NULL',
        'token_hash char(64) NOT NULL',
      ],
      indexes: {
        ix_account_application_created: ['created_at', 'id'],
        ix_account_application_address: ['address', 'created_at'],
      },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['account_application']);
  }
}
