import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Approvals: processes, requests, people's parts, the record of who did what. */
export class Approvals1763769600004 implements MigrationInterface {
  name = 'Approvals1763769600004';

  async up(runner: QueryRunner): Promise<void> {
    await processes(runner);
    await approvals(runner);
    await parts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['approval_process', 'approval', 'approval_task', 'approval_entry']);
  }
}

async function processes(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'approval_process',
    tracked: true,
    columns: [
      'subject varchar(60) NOT NULL',
      'code varchar(60) NOT NULL',
      'number int NOT NULL',
      'name_zh varchar(100) NOT NULL',
      'name_en varchar(100) NOT NULL',
      'active tinyint(1) NOT NULL',
      'priority int NOT NULL',
      'conditions json NOT NULL',
      'steps json NOT NULL',
    ],
    uniques: { ux_approval_process_version: ['subject', 'code', 'number'] },
  });
}

async function approvals(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'approval',
    tracked: true,
    columns: [
      'subject varchar(60) NOT NULL',
      'record_kind varchar(40) NOT NULL',
      'record_id bigint NOT NULL',
      'title_zh varchar(300) NOT NULL',
      'title_en varchar(300) NOT NULL',
      'submitter_id bigint NOT NULL',
      'submitter_name varchar(100) NOT NULL',
      'department_id bigint NOT NULL',
      'state varchar(20) NOT NULL',
      'process_id bigint NULL',
      'process_number int NOT NULL',
      'steps json NOT NULL',
      'current_step int NOT NULL',
      'facts json NOT NULL',
      'payload json NOT NULL',
      'snapshot json NOT NULL',
      'submitted_at datetime(3) NOT NULL',
      'decided_at datetime(3) NULL',
    ],
    indexes: {
      ix_approval_record: ['record_kind', 'record_id', 'state'],
      ix_approval_submitter: ['submitter_id', 'submitted_at'],
      ix_approval_department: ['department_id', 'submitted_at'],
      ix_approval_state: ['state', 'submitted_at'],
      ix_approval_subject: ['subject', 'submitted_at'],
      ix_approval_submitted: ['submitted_at'],
    },
  });
}

async function parts(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'approval_task',
    tracked: true,
    columns: [
      'approval_id bigint NOT NULL',
      'step int NOT NULL',
      'approver_id bigint NOT NULL',
      'approver_name varchar(100) NOT NULL',
      'state varchar(20) NOT NULL',
      'decided_at datetime(3) NULL',
      'comment varchar(500) NULL',
    ],
    indexes: {
      ix_approval_task_approval: ['approval_id', 'created_at'],
      ix_approval_task_approver: ['approver_id', 'state', 'created_at'],
    },
  });
  await createRecordTable(runner, {
    name: 'approval_entry',
    tracked: false,
    columns: [
      'approval_id bigint NOT NULL',
      'action varchar(40) NOT NULL',
      'step int NULL',
      'actor_id bigint NULL',
      'actor_name varchar(100) NULL',
      'comment varchar(500) NULL',
    ],
    indexes: { ix_approval_entry_approval: ['approval_id', 'created_at'] },
  });
}
