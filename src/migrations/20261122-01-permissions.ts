import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** The organisation: departments, positions, people, roles, grants. */
export class Permissions1763769600001 implements MigrationInterface {
  name = 'Permissions1763769600001';

  async up(runner: QueryRunner): Promise<void> {
    await organisation(runner);
    await rights(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['department', 'job_position', 'person', 'role', 'role_membership', 'record_grant']);
  }
}

async function organisation(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'department',
    tracked: true,
    columns: [
      'name varchar(100) NOT NULL',
      'parent_id bigint NULL',
      'path varchar(400) NOT NULL',
      'head_id bigint NULL',
      'external_key varchar(100) NULL',
    ],
    indexes: { ix_department_path: ['path'], ix_department_parent: ['parent_id'] },
  });
  await createRecordTable(runner, { name: 'job_position', tracked: true, columns: ['name varchar(100) NOT NULL'] });
  await createRecordTable(runner, {
    name: 'person',
    tracked: true,
    columns: [
      'login varchar(60) NOT NULL',
      'name varchar(100) NOT NULL',
      'type varchar(20) NOT NULL',
      'level int NOT NULL',
      'department_id bigint NOT NULL',
      'position_id bigint NULL',
      'manager_id bigint NULL',
      'email varchar(200) NULL',
      'phone varchar(40) NULL',
      'active tinyint(1) NOT NULL',
      'search_text varchar(1000) NOT NULL',
    ],
    uniques: { ux_person_login: ['login'] },
    indexes: {
      ix_person_department: ['department_id'],
      ix_person_manager: ['manager_id'],
      ix_person_name: ['name', 'id'],
    },
  });
}

async function rights(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'role',
    tracked: true,
    columns: [
      'code varchar(60) NOT NULL',
      'name varchar(100) NOT NULL',
      'administrator tinyint(1) NOT NULL',
      'permissions json NOT NULL',
    ],
    uniques: { ux_role_code: ['code'] },
  });
  await createRecordTable(runner, {
    name: 'role_membership',
    tracked: true,
    columns: ['person_id bigint NOT NULL', 'role_id bigint NOT NULL'],
    indexes: {
      ix_role_membership_person: ['person_id', 'role_id'],
      ix_role_membership_role: ['role_id', 'person_id'],
    },
  });
  await createRecordTable(runner, {
    name: 'record_grant',
    tracked: true,
    columns: [
      'kind varchar(40) NOT NULL',
      'record_id bigint NOT NULL',
      'person_id bigint NOT NULL',
      'level varchar(10) NOT NULL',
      'until datetime(3) NULL',
      'cause varchar(40) NOT NULL',
      'cause_id bigint NULL',
    ],
    indexes: {
      ix_record_grant_person: ['kind', 'person_id', 'record_id'],
      ix_record_grant_record: ['kind', 'record_id'],
      ix_record_grant_cause: ['cause', 'cause_id'],
    },
  });
}
