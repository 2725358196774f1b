import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, addUnique, dropIndex } from '../kernel/database/table-builder.js';

/** One product per code and one rate per day: two who add the same at once meet on the key. */
export class OpportunitiesUnique1763769600014 implements MigrationInterface {
  name = 'OpportunitiesUnique1763769600014';

  async up(runner: QueryRunner): Promise<void> {
    await addUnique(runner, 'product', 'ux_product_code', ['code']);
    await dropIndex(runner, 'product', 'ix_product_code');
    await addUnique(runner, 'exchange_rate', 'ux_exchange_rate_day', ['currency', 'day']);
    await dropIndex(runner, 'exchange_rate', 'ix_exchange_rate_day');
  }

  async down(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'product', 'ix_product_code', ['code']);
    await dropIndex(runner, 'product', 'ux_product_code');
    await addIndex(runner, 'exchange_rate', 'ix_exchange_rate_day', ['currency', 'day', 'id']);
    await dropIndex(runner, 'exchange_rate', 'ux_exchange_rate_day');
  }
}
