import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Sign-in: passwords, sessions, failed attempts. */
export class Accounts1763769600002 implements MigrationInterface {
  name = 'Accounts1763769600002';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'credential',
      tracked: true,
      columns: ['person_id bigint NOT NULL', 'password_hash varchar(255) NOT NULL'],
      uniques: { ux_credential_person: ['person_id'] },
    });
    await createRecordTable(runner, {
      name: 'session',
      tracked: false,
      columns: [
        'person_id bigint NOT NULL',
        'refresh_hash char(64) NOT NULL',
        'expires_at datetime(3) NOT NULL',
        'ended_at datetime(3) NULL',
        'address varchar(64) NULL',
      ],
      indexes: { ix_session_person: ['person_id'] },
    });
    await createRecordTable(runner, {
      name: 'sign_in_attempt',
      tracked: false,
      columns: ['login varchar(60) NOT NULL', 'address varchar(64) NULL'],
      indexes: { ix_sign_in_attempt_login: ['login', 'created_at'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['credential', 'session', 'sign_in_attempt']);
  }
}
