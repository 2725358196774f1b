import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex } from '../kernel/database/table-builder.js';

/** The grams of a record are found by their primary key; a second index would double what a write costs. */
export class KernelGrams1763769600012 implements MigrationInterface {
  name = 'KernelGrams1763769600012';

  up(runner: QueryRunner): Promise<void> {
    return dropIndex(runner, 'search_gram', 'ix_search_gram_record');
  }

  down(runner: QueryRunner): Promise<void> {
    return addIndex(runner, 'search_gram', 'ix_search_gram_record', ['kind', 'record_id']);
  }
}
