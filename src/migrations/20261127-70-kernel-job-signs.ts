import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';

/** A run gives signs of life, so that one whose process was killed is taken over within half a minute. */
export class KernelJobSigns1764201600070 implements MigrationInterface {
  name = 'KernelJobSigns1764201600070';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, ['job_run'], 'seen_at', 'datetime(3) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, ['job_run'], 'seen_at');
  }
}
