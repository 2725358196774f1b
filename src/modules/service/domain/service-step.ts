import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { ServiceStepOutcomeName } from './service-enums.js';

/** One stay of a case in a step: where, who, from when to when. */
@RecordKind({ kind: 'serviceStep', table: 'service_step', pastIndexes: ['ix_service_step_case'] })
@Index('ix_service_step_case', ['caseId', 'deletedAt', 'startedAt', 'id'])
@Index('ix_service_step_handler', ['handlerId'])
export class ServiceStep extends StoredRecord {
  @Column({ type: 'bigint' })
  caseId: string;

  @Column({ type: 'varchar', length: 60 })
  stepCode: string;

  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 60, nullable: true })
  roleCode: string | null;

  @Column({ type: 'bigint', nullable: true })
  handlerId: string | null;

  @Column({ type: 'datetime', precision: 3 })
  startedAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  dueAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  outcome: ServiceStepOutcomeName | null;

  /** Minutes of work recorded in the step. */
  @Column({ type: 'int' })
  minutes: number;

  /** The case leaves the step. */
  end(outcome: ServiceStepOutcomeName, at: Date): void {
    this.outcome = outcome;
    this.endedAt = at;
  }
}
