import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Who stands in for whom, and when. */
export class PermissionsDeputies1764201600041 implements MigrationInterface {
  name = 'PermissionsDeputies1764201600041';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'deputy',
      tracked: true,
      columns: [
        'principal_id bigint NOT NULL',
        'deputy_id bigint NOT NULL',
        'starts_at datetime(3) NOT NULL',
        'ends_at datetime(3) NOT NULL',
        'ended_at datetime(3) NULL',
        'cause varchar(500) NOT NULL',
      ],
      indexes: { ix_deputy_deputy: ['deputy_id', 'ends_at'], ix_deputy_principal: ['principal_id', 'ends_at'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['deputy']);
  }
}
