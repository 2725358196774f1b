import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { ApprovalAction } from './approval-enums.js';

/** One line of an approval's record: who did what, when, with what words. Only ever added, so it needs no history of its own. */
@RecordKind({ kind: 'approval_entry', table: 'approval_entry', tracked: false })
@Index('ix_approval_entry_approval', ['approvalId', 'createdAt'])
export class ApprovalEntry extends StoredRecord {
  @Column({ type: 'bigint' })
  approvalId: string;

  @Column({ type: 'varchar', length: 40 })
  action: ApprovalAction;

  /** Index of the step; null for what concerns the whole approval. */
  @Column({ type: 'int', nullable: true })
  step: number | null;

  @Column({ type: 'bigint', nullable: true })
  actorId: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  actorName: string | null;

  /** In whose place the actor decided; null: in their own. */
  @Column({ type: 'bigint', nullable: true })
  principalId: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  principalName: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  comment: string | null;
}
