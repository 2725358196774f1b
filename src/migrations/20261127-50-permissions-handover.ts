import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, createRecordTable, dropIndex, dropTables } from '../kernel/database/table-builder.js';

const ACTION_OWNER = ['churn_warning', 'ix_churn_warning_action'] as const;

/** Hand-overs of leavers, the journal by which a bulk job is undone, and the way to the warnings that somebody acts on. */
export class PermissionsHandover1764201600050 implements MigrationInterface {
  name = 'PermissionsHandover1764201600050';

  async up(runner: QueryRunner): Promise<void> {
    await handovers(runner);
    await journal(runner);
    await addIndex(runner, ...ACTION_OWNER, ['action_owner_id', 'deleted_at', 'id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, ...ACTION_OWNER);
    await dropTables(runner, ['handover', 'bulk_journal']);
  }
}

function handovers(runner: QueryRunner): Promise<void> {
  return createRecordTable(runner, {
    name: 'handover',
    tracked: true,
    columns: [
      'tries int NOT NULL DEFAULT 0',
      'person_id bigint NOT NULL',
      'person_name varchar(100) NOT NULL',
      'department_id bigint NOT NULL',
      'given_reason varchar(500) NOT NULL',
      'state varchar(20) NOT NULL',
      'rules json NOT NULL',
      'records json NOT NULL',
      'closed_too tinyint(1) NOT NULL',
      'disable tinyint(1) NOT NULL',
      'total int NOT NULL',
      'moved int NOT NULL',
      'left_over int NOT NULL',
      'shares json NOT NULL',
      'kind_at int NOT NULL',
      'after_id bigint NOT NULL',
      'moved_in_pass int NOT NULL',
      'disabled_at datetime(3) NULL',
      'finished_at datetime(3) NULL',
      'undo_until datetime(3) NULL',
      'undone_by bigint NULL',
      'given_back int NOT NULL',
      'kept int NOT NULL',
    ],
    indexes: {
      ix_handover_person: ['person_id', 'state'],
      ix_handover_state: ['state', 'id'],
      ix_handover_owner: ['created_by', 'deleted_at', 'id'],
      ix_handover_department: ['department_id', 'deleted_at', 'id'],
    },
  });
}

function journal(runner: QueryRunner): Promise<void> {
  return createRecordTable(runner, {
    name: 'bulk_journal',
    tracked: false,
    columns: [
      'run_id bigint NOT NULL',
      'kind varchar(40) NOT NULL',
      'record_id bigint NOT NULL',
      'before_values json NOT NULL',
      'after_values json NOT NULL',
      'undone varchar(20) NULL',
    ],
    indexes: { ix_bulk_journal_run: ['run_id', 'undone', 'id'] },
  });
}
