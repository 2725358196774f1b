import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Links with which invited people, and those who lost their password, choose one. */
export class AccountsLinks1764201600032 implements MigrationInterface {
  name = 'AccountsLinks1764201600032';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'account_link',
      tracked: true,
      columns: [
        'person_id bigint NOT NULL',
        'purpose varchar(20) NOT NULL',
        'token_hash char(64) NOT NULL',
        'expires_at datetime(3) NOT NULL',
        'used_at datetime(3) NULL',
      ],
      indexes: { ix_account_link_person: ['person_id'], ix_account_link_token: ['token_hash'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['account_link']);
  }
}
