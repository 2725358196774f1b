import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { ApprovalTaskState } from './approval-enums.js';
import { ApprovalTaskDone } from './approval-errors.js';

/** One person's part in one step of an approval 待办. */
@RecordKind({ kind: 'approval_task', table: 'approval_task', pastIndexes: ['ix_approval_task_approval'] })
@Index('ix_approval_task_approval', ['approvalId', 'createdAt'])
@Index('ix_approval_task_approver', ['approverId', 'state', 'createdAt'])
export class ApprovalTask extends StoredRecord {
  @Column({ type: 'bigint' })
  approvalId: string;

  /** Index of the step. */
  @Column({ type: 'int' })
  step: number;

  @Column({ type: 'bigint' })
  approverId: string;

  @Column({ type: 'varchar', length: 100 })
  approverName: string;

  @Column({ type: 'varchar', length: 20 })
  state: ApprovalTaskState;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  comment: string | null;

  /** Somebody else is asked instead. */
  putTo(person: { readonly id: string; readonly name: string }): void {
    this.approverId = person.id;
    this.approverName = person.name;
  }

  /** The person's decision. Throws APPROVAL_TASK_DONE when there was one before. */
  decide(state: 'APPROVED' | 'REJECTED' | 'RETURNED', at: Date, comment: string | null): void {
    if (this.state !== 'OPEN') throw new ApprovalTaskDone();
    this.state = state;
    this.decidedAt = at;
    this.comment = comment;
  }
}
