import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex } from '../kernel/database/table-builder.js';

/** Tables whose rows belong to people and departments: the columns of those indexes before the interval. */
const PLACED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  customer: {
    ix_customer_owner: ['owner_id', 'deleted_at', 'name', 'id'],
    ix_customer_department: ['department_id', 'deleted_at', 'name', 'id'],
  },
  opportunity: {
    ix_opportunity_owner: ['owner_id', 'deleted_at', 'created_at', 'id'],
    ix_opportunity_department: ['department_id', 'deleted_at', 'created_at', 'id'],
  },
  approval: {
    ix_approval_submitter: ['submitter_id', 'submitted_at'],
    ix_approval_department: ['department_id', 'submitted_at'],
  },
  churn_warning: {
    ix_churn_warning_owner: ['owner_id', 'deleted_at', 'raised_at', 'id'],
    ix_churn_warning_department: ['department_id', 'deleted_at', 'raised_at', 'id'],
  },
  service_case: {
    ix_service_case_owner: ['owner_id', 'deleted_at', 'opened_at', 'id'],
    ix_service_case_department: ['department_id', 'deleted_at', 'opened_at', 'id'],
  },
};

/** Indexes of the past by owner and department tell when a version ended too, so that the versions that did not hold are not looked at. */
export class KernelHeldIndexes1764201600083 implements MigrationInterface {
  name = 'KernelHeldIndexes1764201600083';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, name, columns } of indexes()) {
      await addIndex(runner, table, `${name}_held`, [...columns, 'valid_from', 'valid_to']);
      await dropIndex(runner, table, `${name}_past`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, name, columns } of indexes()) {
      await addIndex(runner, table, `${name}_past`, [...columns, 'valid_from']);
      await dropIndex(runner, table, `${name}_held`);
    }
  }
}

function indexes(): { table: string; name: string; columns: readonly string[] }[] {
  return Object.entries(PLACED).flatMap(([table, named]) =>
    Object.entries(named).map(([name, columns]) => ({ table: `${table}_history`, name, columns })),
  );
}
