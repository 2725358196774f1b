import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { ServiceEntryKindName } from './entry-kinds.js';

/** One line of a case's record: who did what when; written once, never changed. */
@RecordKind({ kind: 'serviceEntry', table: 'service_entry', pastIndexes: ['ix_service_entry_case'] })
@Index('ix_service_entry_case', ['caseId', 'deletedAt', 'happenedAt', 'id'])
export class ServiceEntry extends StoredRecord {
  @Column({ type: 'bigint' })
  caseId: string;

  @Column({ type: 'bigint', nullable: true })
  stepId: string | null;

  @Column({ type: 'varchar', length: 20 })
  kind: ServiceEntryKindName;

  /** Null when the system wrote it. */
  @Column({ type: 'bigint', nullable: true })
  personId: string | null;

  @Column({ type: 'datetime', precision: 3 })
  happenedAt: Date;

  @Column({ type: 'varchar', length: 4000, nullable: true })
  note: string | null;

  /** Minutes of work. */
  @Column({ type: 'int', nullable: true })
  minutes: number | null;

  @Column({ type: 'bigint', nullable: true })
  fromPersonId: string | null;

  @Column({ type: 'bigint', nullable: true })
  toPersonId: string | null;

  @Column({ type: 'bigint', nullable: true })
  fromDepartmentId: string | null;

  @Column({ type: 'bigint', nullable: true })
  toDepartmentId: string | null;
}
