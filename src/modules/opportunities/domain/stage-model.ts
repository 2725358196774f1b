import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { StageKindName, StageRequirementName } from './opportunity-enums.js';

/** The stages of one kind of business, in a revision; deals keep the revision they were begun under. */
@RecordKind({ kind: 'stageModel', table: 'stage_model' })
@Index('ix_stage_model_code', ['code', 'revision'])
export class StageModel extends StoredRecord {
  @Column({ type: 'varchar', length: 40 })
  code: string;

  @Column({ type: 'int' })
  revision: number;

  @Column({ type: 'varchar', length: 100 })
  nameZh: string;

  @Column({ type: 'varchar', length: 100 })
  nameEn: string;

  /** New deals take the active model; at most one revision of a code is active. */
  @Column({ type: 'boolean' })
  active: boolean;
}

/** What the rules need to know of a stage. */
export interface StageView {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Order within the model; won and lost stand after the open ones. */
  readonly position: number;
  /** Chance of winning as a decimal from 0 to 1. */
  readonly probability: string;
  /** Days a deal should stay at most; null: no limit. */
  readonly timeLimitDays: number | null;
  readonly kind: StageKindName;
  /** What a deal must have before it may enter. */
  readonly requirements: readonly StageRequirementName[];
}

/** One stage of a model. */
@RecordKind({ kind: 'stage', table: 'stage' })
@Index('ix_stage_model', ['modelId', 'position'])
export class Stage extends StoredRecord implements StageView {
  @Column({ type: 'bigint' })
  modelId: string;

  @Column({ type: 'varchar', length: 40 })
  code: string;

  @Column({ type: 'varchar', length: 100 })
  nameZh: string;

  @Column({ type: 'varchar', length: 100 })
  nameEn: string;

  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'decimal', precision: 5, scale: 4 })
  probability: string;

  @Column({ type: 'int', nullable: true })
  timeLimitDays: number | null;

  @Column({ type: 'varchar', length: 10 })
  kind: StageKindName;

  @Column({ type: 'json' })
  requirements: StageRequirementName[];
}
