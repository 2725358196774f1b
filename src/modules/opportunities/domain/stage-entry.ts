import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { StageKindName } from './opportunity-enums.js';

/** A deal's stay in a stage, written by the system only; itself a history, and so without one. */
@RecordKind({ kind: 'stageEntry', table: 'stage_entry', tracked: false })
@Index('ix_stage_entry_opportunity', ['opportunityId', 'enteredAt', 'id'])
@Index('ix_stage_entry_entered', ['enteredOn', 'stageCode'])
export class StageEntry extends StoredRecord {
  @Column({ type: 'bigint' })
  opportunityId: string;

  @Column({ type: 'bigint' })
  stageModelId: string;

  @Column({ type: 'varchar', length: 40 })
  stageCode: string;

  @Column({ type: 'varchar', length: 10 })
  stageKind: StageKindName;

  @Column({ type: 'datetime', precision: 3 })
  enteredAt: Date;

  /** Day of `enteredAt` in the company's zone. */
  @Column({ type: 'date' })
  enteredOn: string;

  /** Null while the deal is still there. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  leftAt: Date | null;

  /** Who moved the deal here; null: the system or an import. */
  @Column({ type: 'bigint', nullable: true })
  actorId: string | null;
}
