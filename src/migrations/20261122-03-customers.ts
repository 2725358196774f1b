import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Customers, their contacts and the interactions with them. */
export class Customers1763769600003 implements MigrationInterface {
  name = 'Customers1763769600003';

  async up(runner: QueryRunner): Promise<void> {
    await customers(runner);
    await people(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['customer', 'contact', 'interaction']);
  }
}

async function customers(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'customer',
    tracked: true,
    columns: [
      'name varchar(200) NOT NULL',
      'short_name varchar(100) NULL',
      'kind varchar(20) NOT NULL',
      'credit_code varchar(18) NULL',
      'industry varchar(60) NULL',
      'founded_year int NULL',
      'employees int NULL',
      'annual_revenue decimal(18,2) NULL',
      'revenue_currency char(3) NULL',
      'country varchar(60) NULL',
      'province varchar(60) NULL',
      'city varchar(60) NULL',
      'address varchar(300) NULL',
      'phone varchar(40) NULL',
      'website varchar(200) NULL',
      'source varchar(20) NULL',
      'tags json NOT NULL',
      'parent_id bigint NULL',
      'tier varchar(10) NULL',
      'lifecycle varchar(20) NOT NULL',
      'preferences varchar(2000) NULL',
      'taboos varchar(2000) NULL',
      'external_key varchar(100) NULL',
      'owner_id bigint NOT NULL',
      'department_id bigint NOT NULL',
      'custom json NOT NULL',
      'search_text varchar(1000) NOT NULL',
    ],
    indexes: {
      ix_customer_owner: ['owner_id', 'deleted_at', 'name', 'id'],
      ix_customer_department: ['department_id', 'deleted_at', 'name', 'id'],
      ix_customer_name: ['deleted_at', 'name', 'id'],
      ix_customer_created: ['deleted_at', 'created_at', 'id'],
      ix_customer_parent: ['parent_id'],
      ix_customer_external: ['external_key'],
      ix_customer_credit_code: ['credit_code'],
    },
  });
}

async function people(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'contact',
    tracked: true,
    columns: [
      'customer_id bigint NOT NULL',
      'name varchar(100) NOT NULL',
      'title varchar(100) NULL',
      'phone varchar(40) NULL',
      'email varchar(200) NULL',
      'birthday date NULL',
      'buying_role varchar(20) NULL',
      'relationship_level varchar(20) NULL',
      'do_not_contact tinyint(1) NOT NULL',
      'notes varchar(2000) NULL',
      'external_key varchar(100) NULL',
      'custom json NOT NULL',
      'search_text varchar(1000) NOT NULL',
    ],
    indexes: {
      ix_contact_customer: ['customer_id', 'deleted_at', 'name', 'id'],
      ix_contact_name: ['deleted_at', 'name', 'id'],
      ix_contact_external: ['external_key'],
    },
  });
  await createRecordTable(runner, {
    name: 'interaction',
    tracked: true,
    columns: [
      'customer_id bigint NOT NULL',
      'contact_id bigint NULL',
      'author_id bigint NOT NULL',
      'channel varchar(20) NOT NULL',
      'happened_at datetime(3) NOT NULL',
      'summary varchar(4000) NOT NULL',
      'follow_up_on date NULL',
      'follow_up_channel varchar(20) NULL',
      'follow_up_note varchar(1000) NULL',
    ],
    indexes: {
      ix_interaction_customer: ['customer_id', 'deleted_at', 'happened_at', 'id'],
      ix_interaction_author: ['author_id', 'deleted_at', 'happened_at', 'id'],
      ix_interaction_happened: ['deleted_at', 'happened_at', 'id'],
      ix_interaction_follow_up: ['deleted_at', 'follow_up_on', 'id'],
    },
  });
}
