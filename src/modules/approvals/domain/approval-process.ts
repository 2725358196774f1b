import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { Condition } from './conditions.js';
import type { StepDefinition } from './process-definition.js';

/** One published version of an approval process 审批流程; it never changes but for being taken out of use. */
@RecordKind({ kind: 'approvalProcess', table: 'approval_process' })
@Index('ux_approval_process_version', ['subject', 'code', 'number'], { unique: true })
export class ApprovalProcess extends StoredRecord {
  @Column({ type: 'varchar', length: 60 })
  subject: string;

  @Column({ type: 'varchar', length: 60 })
  code: string;

  /** Version of the process, from 1. */
  @Column({ type: 'int' })
  number: number;

  @Column({ type: 'varchar', length: 100 })
  nameZh: string;

  @Column({ type: 'varchar', length: 100 })
  nameEn: string;

  /** Whether new approvals may follow it. */
  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ type: 'int' })
  priority: number;

  @Column({ type: 'json' })
  conditions: Condition[];

  @Column({ type: 'json' })
  steps: StepDefinition[];
}
