import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, createTable, dropTables } from '../kernel/database/table-builder.js';

/** Tables of the kernel: idempotency, audit, outbox, receipts, streams, leases, jobs, calendar, search, locks. */
export class Kernel1763769600000 implements MigrationInterface {
  name = 'Kernel1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await writing(runner);
    await delivery(runner);
    await coordination(runner);
    await createRecordTable(runner, {
      name: 'record_lock',
      tracked: false,
      columns: [
        'kind varchar(40) NOT NULL',
        'record_id bigint NOT NULL',
        'cause varchar(60) NOT NULL',
        'cause_id bigint NOT NULL',
      ],
      indexes: { ix_record_lock_record: ['kind', 'record_id'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}

const TABLES = [
  'idempotency_key',
  'audit_entry',
  'audit_value',
  'outbox_event',
  'event_receipt',
  'person_stream',
  'person_message',
  'lease',
  'instance_number',
  'job_run',
  'calendar_day',
  'search_gram',
  'record_lock',
];

async function writing(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'idempotency_key',
    columns: [
      'person_id bigint NOT NULL',
      'idempotency_key varchar(140) NOT NULL',
      'input_hash char(64) NOT NULL',
      'answer mediumtext NOT NULL',
      'created_at datetime(3) NOT NULL',
    ],
    primaryKey: ['person_id', 'idempotency_key'],
    indexes: { ix_idempotency_key_created: ['created_at'] },
  });
  await createTable(runner, {
    name: 'audit_entry',
    columns: [
      'id bigint NOT NULL',
      'at datetime(3) NOT NULL',
      'actor_id bigint NULL',
      'session_id bigint NULL',
      'address varchar(64) NULL',
      'request_id varchar(64) NULL',
      'action varchar(80) NOT NULL',
      'kind varchar(40) NOT NULL',
      'record_id bigint NOT NULL',
      'record_version int NOT NULL',
      'reason varchar(500) NULL',
    ],
    primaryKey: ['id'],
    indexes: { ix_audit_entry_record: ['kind', 'record_id', 'id'], ix_audit_entry_actor: ['actor_id', 'id'] },
  });
  await createTable(runner, {
    name: 'audit_value',
    columns: ['entry_id bigint NOT NULL', 'changes mediumtext NOT NULL'],
    primaryKey: ['entry_id'],
  });
}

async function delivery(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'outbox_event',
    columns: [
      'id bigint NOT NULL',
      'name varchar(80) NOT NULL',
      'event_version int NOT NULL',
      'record_id bigint NOT NULL',
      'actor_id bigint NULL',
      'occurred_at datetime(3) NOT NULL',
      'payload mediumtext NOT NULL',
      'state tinyint NOT NULL DEFAULT 0',
      'attempts int NOT NULL DEFAULT 0',
      'due_at datetime(3) NULL',
      'last_error varchar(500) NULL',
    ],
    primaryKey: ['id'],
    indexes: { ix_outbox_event_state: ['state', 'id'], ix_outbox_event_due: ['state', 'due_at'] },
  });
  await createTable(runner, {
    name: 'event_receipt',
    columns: ['event_id bigint NOT NULL', 'handler varchar(120) NOT NULL'],
    primaryKey: ['event_id', 'handler'],
  });
  await createTable(runner, {
    name: 'person_stream',
    columns: ['person_id bigint NOT NULL', 'last_seq bigint NOT NULL'],
    primaryKey: ['person_id'],
  });
  await createTable(runner, {
    name: 'person_message',
    columns: [
      'person_id bigint NOT NULL',
      'seq bigint NOT NULL',
      'type varchar(60) NOT NULL',
      'kind varchar(40) NOT NULL',
      'record_id bigint NOT NULL',
      'actor_id bigint NULL',
      'occurred_at datetime(3) NOT NULL',
      'payload mediumtext NOT NULL',
      'read_at datetime(3) NULL',
    ],
    primaryKey: ['person_id', 'seq'],
    indexes: { ix_person_message_unread: ['person_id', 'read_at', 'seq'] },
  });
}

async function coordination(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'lease',
    columns: [
      'name varchar(80) NOT NULL',
      'holder varchar(40) NOT NULL',
      'fence bigint NOT NULL',
      'until datetime(3) NOT NULL',
    ],
    primaryKey: ['name'],
  });
  await createTable(runner, {
    name: 'instance_number',
    columns: ['number int NOT NULL', 'holder varchar(40) NOT NULL', 'until datetime(3) NOT NULL'],
    primaryKey: ['number'],
  });
  await createTable(runner, {
    name: 'job_run',
    columns: [
      'job varchar(80) NOT NULL',
      'planned_at datetime(3) NOT NULL',
      'started_at datetime(3) NOT NULL',
      'finished_at datetime(3) NULL',
      'attempts int NOT NULL',
      'fence bigint NOT NULL',
      'outcome varchar(2000) NULL',
    ],
    primaryKey: ['job', 'planned_at'],
  });
  await createTable(runner, {
    name: 'calendar_day',
    columns: [
      'date date NOT NULL',
      'utc_from datetime(3) NOT NULL',
      'utc_to datetime(3) NOT NULL',
      'working tinyint NOT NULL',
      'holiday varchar(60) NULL',
    ],
    primaryKey: ['date'],
    indexes: { ix_calendar_day_from: ['utc_from'] },
  });
  await createTable(runner, {
    name: 'search_gram',
    columns: ['kind varchar(20) NOT NULL', 'gram varchar(16) NOT NULL', 'record_id bigint NOT NULL'],
    primaryKey: ['kind', 'gram', 'record_id'],
    indexes: { ix_search_gram_record: ['kind', 'record_id'] },
  });
}
