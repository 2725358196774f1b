import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A person belongs to a department besides their main one 兼任部门. */
@RecordKind({ kind: 'person_department', table: 'person_department' })
@Index('ix_person_department_person', ['personId', 'departmentId'])
@Index('ix_person_department_department', ['departmentId', 'personId'])
export class PersonDepartment extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'bigint' })
  departmentId: string;
}
