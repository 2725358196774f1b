import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex } from '../kernel/database/table-builder.js';

/** An index for the pages of purchases, in id order, that churn reads. */
export class OpportunitiesWon1763769600013 implements MigrationInterface {
  name = 'OpportunitiesWon1763769600013';

  up(runner: QueryRunner): Promise<void> {
    return addIndex(runner, 'opportunity', 'ix_opportunity_won', ['stage_kind', 'id']);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropIndex(runner, 'opportunity', 'ix_opportunity_won');
  }
}
