import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, addUnique, dropIndex } from '../kernel/database/table-builder.js';

/** One process per code and version: two who publish at once meet on the key. */
export class ServiceUnique1763769600015 implements MigrationInterface {
  name = 'ServiceUnique1763769600015';

  async up(runner: QueryRunner): Promise<void> {
    await addUnique(runner, 'service_process', 'ux_service_process_code', ['code', 'process_version']);
    await dropIndex(runner, 'service_process', 'ix_service_process_code');
  }

  async down(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'service_process', 'ix_service_process_code', ['code', 'process_version']);
    await dropIndex(runner, 'service_process', 'ux_service_process_code');
  }
}
