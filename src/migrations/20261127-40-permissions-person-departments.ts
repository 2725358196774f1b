import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Departments that a person belongs to besides the main one. */
export class PermissionsPersonDepartments1764201600040 implements MigrationInterface {
  name = 'PermissionsPersonDepartments1764201600040';

  async up(runner: QueryRunner): Promise<void> {
    await createRecordTable(runner, {
      name: 'person_department',
      tracked: true,
      columns: ['person_id bigint NOT NULL', 'department_id bigint NOT NULL'],
      indexes: {
        ix_person_department_person: ['person_id', 'department_id'],
        ix_person_department_department: ['department_id', 'person_id'],
      },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['person_department']);
  }
}
