import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, createTable, dropTables } from '../kernel/database/table-builder.js';

/** Files as content-addressed chunks, and the imports of customers and contacts with their problems. */
export class CustomersImports1763769600011 implements MigrationInterface {
  name = 'CustomersImports1763769600011';

  async up(runner: QueryRunner): Promise<void> {
    await blobs(runner);
    await imports(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['stored_blob', 'blob_chunk', 'customer_import', 'customer_import_problem']);
  }
}

async function blobs(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'stored_blob',
    columns: [
      'id bigint NOT NULL',
      'sha256 char(64) NOT NULL',
      'size int NOT NULL',
      'media_type varchar(100) NOT NULL',
      'chunks json NOT NULL',
      'created_at datetime(3) NOT NULL',
      'created_by bigint NULL',
    ],
    primaryKey: ['id'],
  });
  await createTable(runner, {
    name: 'blob_chunk',
    columns: ['sha256 char(64) NOT NULL', 'data mediumblob NOT NULL', 'created_at datetime(3) NOT NULL'],
    primaryKey: ['sha256'],
  });
}

async function imports(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'customer_import',
    tracked: false,
    columns: [
      'person_id bigint NOT NULL',
      'blob_id bigint NOT NULL',
      'kind varchar(20) NOT NULL',
      'dry_run tinyint(1) NOT NULL',
      'state varchar(20) NOT NULL',
      'mappings json NOT NULL',
      'mapped_values json NOT NULL',
      'rows_total int NULL',
      'next_row int NOT NULL',
      'created_rows int NOT NULL',
      'updated_rows int NOT NULL',
      'unchanged_rows int NOT NULL',
      'refused_rows int NOT NULL',
      'finished_at datetime(3) NULL',
    ],
    indexes: { ix_customer_import_state: ['state', 'id'] },
  });
  await createRecordTable(runner, {
    name: 'customer_import_problem',
    tracked: false,
    columns: [
      'import_id bigint NOT NULL',
      'row_number_in_file int NULL',
      'column_name varchar(100) NULL',
      'value varchar(200) NULL',
      'code varchar(60) NOT NULL',
      'details json NOT NULL',
    ],
    indexes: { ix_customer_import_problem_import: ['import_id', 'row_number_in_file', 'id'] },
  });
}
