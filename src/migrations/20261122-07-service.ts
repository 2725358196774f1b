import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Service processes, cases with their steps and record, the day counters of case numbers, and the report views. */
export class Service1763769600007 implements MigrationInterface {
  name = 'Service1763769600007';

  async up(runner: QueryRunner): Promise<void> {
    await processes(runner);
    await cases(runner);
    await records(runner);
    await runner.query(
      `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_service_case AS SELECT ${FACTS} FROM service_case c WHERE c.deleted_at IS NULL`,
    );
    await runner.query(
      `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_service_case_history AS SELECT ${FACTS}, c.valid_from, c.valid_to FROM service_case_history c
       WHERE c.deleted_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW IF EXISTS fact_service_case_history');
    await runner.query('DROP VIEW IF EXISTS fact_service_case');
    await dropTables(runner, ['service_process', 'service_case', 'service_step', 'service_entry', 'service_day']);
  }
}

/** Minutes are natural ones; a case that was opened again is measured to its last closing. */
const FACTS = `c.id, c.number, c.owner_id, c.department_id, c.customer_id, c.customer_name, c.kind, c.channel, c.priority, c.state,
  c.process_code, c.step_code, c.opened_at, c.opened_on,
  TIMESTAMPDIFF(MINUTE, c.opened_at, c.first_responded_at) AS first_response_minutes,
  CASE WHEN c.first_response_breached_at IS NULL THEN 0 ELSE 1 END AS first_response_breached,
  c.closed_at, c.closed_on, TIMESTAMPDIFF(MINUTE, c.opened_at, c.closed_at) AS resolution_minutes, c.reopened`;

async function processes(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'service_process',
    tracked: true,
    columns: [
      'code varchar(60) NOT NULL',
      'kind varchar(20) NOT NULL',
      'name_zh varchar(100) NOT NULL',
      'name_en varchar(100) NOT NULL',
      'process_version int NOT NULL',
      'active tinyint(1) NOT NULL',
      'first_response_minutes int NOT NULL',
      'clock varchar(10) NOT NULL',
      'steps json NOT NULL',
    ],
    indexes: {
      ix_service_process_kind: ['kind', 'active'],
      ix_service_process_code: ['code', 'process_version'],
    },
  });
}

async function cases(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'service_case',
    tracked: true,
    columns: [
      'number varchar(20) NOT NULL',
      'kind varchar(20) NOT NULL',
      'channel varchar(20) NOT NULL',
      'priority varchar(10) NOT NULL',
      'subject varchar(200) NOT NULL',
      'description varchar(4000) NOT NULL',
      'customer_id bigint NOT NULL',
      'customer_name varchar(200) NOT NULL',
      'contact_id bigint NULL',
      'owner_id bigint NULL',
      'department_id bigint NOT NULL',
      'step_role_code varchar(60) NULL',
      'opened_by bigint NULL',
      'opened_at datetime(3) NOT NULL',
      'opened_on date NOT NULL',
      'state varchar(20) NOT NULL',
      'process_id bigint NOT NULL',
      'process_code varchar(60) NOT NULL',
      'process_version int NOT NULL',
      'step_code varchar(60) NOT NULL',
      'step_index int NOT NULL',
      'step_due_at datetime(3) NULL',
      ...CLOCK,
      'closed_at datetime(3) NULL',
      'closed_on date NULL',
      'resolution varchar(4000) NULL',
      'customer_answer varchar(2000) NULL',
      'reopened int NOT NULL',
      'external_key varchar(100) NULL',
      'search_text varchar(1000) NOT NULL',
    ],
    indexes: {
      ix_service_case_owner: ['owner_id', 'deleted_at', 'opened_at', 'id'],
      ix_service_case_department: ['department_id', 'deleted_at', 'opened_at', 'id'],
      ix_service_case_customer: ['customer_id', 'deleted_at', 'opened_at', 'id'],
      ix_service_case_opened: ['deleted_at', 'opened_at', 'id'],
      ix_service_case_response_due: ['deleted_at', 'first_response_due_at', 'id'],
      ix_service_case_number: ['number'],
      ix_service_case_desk: ['state', 'step_role_code', 'department_id'],
      ix_service_case_warn: ['first_responded_at', 'first_response_warned_at', 'first_response_warn_at', 'id'],
      ix_service_case_breach: ['first_responded_at', 'first_response_breached_at', 'first_response_due_at', 'id'],
    },
  });
}

const CLOCK = [
  'first_response_warn_at datetime(3) NOT NULL',
  'first_response_due_at datetime(3) NOT NULL',
  'first_responded_at datetime(3) NULL',
  'first_response_warned_at datetime(3) NULL',
  'first_response_breached_at datetime(3) NULL',
];

async function records(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'service_step',
    tracked: true,
    columns: [
      'case_id bigint NOT NULL',
      'step_code varchar(60) NOT NULL',
      'department_id bigint NOT NULL',
      'role_code varchar(60) NULL',
      'handler_id bigint NULL',
      'started_at datetime(3) NOT NULL',
      'due_at datetime(3) NULL',
      'ended_at datetime(3) NULL',
      'outcome varchar(20) NULL',
      'minutes int NOT NULL',
    ],
    indexes: {
      ix_service_step_case: ['case_id', 'deleted_at', 'started_at', 'id'],
      ix_service_step_handler: ['handler_id'],
    },
  });
  await createRecordTable(runner, {
    name: 'service_entry',
    tracked: true,
    columns: [
      'case_id bigint NOT NULL',
      'step_id bigint NULL',
      'kind varchar(20) NOT NULL',
      'person_id bigint NULL',
      'happened_at datetime(3) NOT NULL',
      'note varchar(4000) NULL',
      'minutes int NULL',
      'from_person_id bigint NULL',
      'to_person_id bigint NULL',
      'from_department_id bigint NULL',
      'to_department_id bigint NULL',
    ],
    indexes: { ix_service_entry_case: ['case_id', 'deleted_at', 'happened_at', 'id'] },
  });
  await createRecordTable(runner, { name: 'service_day', tracked: false, columns: ['last_number int NOT NULL'] });
}
