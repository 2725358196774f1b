import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { ApprovalDecision } from '../../../kernel/states/approval-outcome.js';
import { defineStates } from '../../../kernel/states/transition-table.js';
import type { ApprovalState } from './approval-enums.js';
import type { Facts } from './conditions.js';
import type { StepDefinition } from './process-definition.js';

/** A step as one approval keeps it: `toAdministrators` once its rules found nobody. */
export interface KeptStep extends StepDefinition {
  readonly toAdministrators?: boolean;
}

/** Fields of the record by name, as plain JSON. */
export type FieldValues = Readonly<Record<string, unknown>>;

const STATES = defineStates<ApprovalState, ApprovalDecision>(
  'Approval',
  'PENDING',
  {
    PENDING: { APPROVED: 'APPROVED', REJECTED: 'REJECTED', RETURNED: 'RETURNED', WITHDRAWN: 'WITHDRAWN' },
    APPROVED: {},
    REJECTED: {},
    RETURNED: {},
    WITHDRAWN: {},
  },
  {
    idField: 'approvalId',
    statesEnum: 'ApprovalState',
    actions: {
      APPROVED: { zh: '同意', en: 'Approve' },
      REJECTED: { zh: '驳回', en: 'Reject' },
      RETURNED: { zh: '退回', en: 'Return' },
      WITHDRAWN: { zh: '撤回', en: 'Withdraw' },
    },
  },
);

/** A request that people decide before something takes effect 审批; keeps its own copy of the process and of the record as submitted. */
@RecordKind({
  kind: 'approval',
  table: 'approval',
  pastIndexes: ['ix_approval_record', 'ix_approval_submitter', 'ix_approval_department', 'ix_approval_submitted'],
  ofOthers: ['facts', 'payload', 'snapshot'],
})
@Index('ix_approval_record', ['recordKind', 'recordId', 'state'])
@Index('ix_approval_submitter', ['submitterId', 'submittedAt'])
@Index('ix_approval_department', ['departmentId', 'submittedAt'])
@Index('ix_approval_state', ['state', 'submittedAt'])
@Index('ix_approval_subject', ['subject', 'submittedAt'])
@Index('ix_approval_submitted', ['submittedAt'])
export class Approval extends StoredRecord {
  @Column({ type: 'varchar', length: 60 })
  subject: string;

  @Column({ type: 'varchar', length: 40 })
  recordKind: string;

  @Column({ type: 'bigint' })
  recordId: string;

  @Column({ type: 'varchar', length: 300 })
  titleZh: string;

  @Column({ type: 'varchar', length: 300 })
  titleEn: string;

  @Column({ type: 'bigint' })
  submitterId: string;

  @Column({ type: 'varchar', length: 100 })
  submitterName: string;

  /** The record's department at submission. */
  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 20 })
  state: ApprovalState;

  /** Null: the default step, because no process fitted. */
  @Column({ type: 'bigint', nullable: true })
  processId: string | null;

  /** Version of the process; 0 for the default step. */
  @Column({ type: 'int' })
  processNumber: number;

  @Column({ type: 'json' })
  steps: KeptStep[];

  /** Index in `steps` of the step that is being decided. */
  @Column({ type: 'int' })
  currentStep: number;

  @Column({ type: 'json' })
  facts: Facts;

  /** What the asking module needs to carry the outcome out. */
  @Column({ type: 'json' })
  payload: FieldValues;

  /** The record's fields as submitted. */
  @Column({ type: 'json' })
  snapshot: FieldValues;

  @Column({ type: 'datetime', precision: 3 })
  submittedAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  decidedAt: Date | null;

  get step(): KeptStep {
    return this.steps[this.currentStep]!;
  }

  /** Moves to a step; one that went to the administrators is kept as such. */
  enterStep(index: number, toAdministrators: boolean): void {
    this.currentStep = index;
    if (toAdministrators)
      this.steps = this.steps.map((step, at) => (at === index ? { ...step, mode: 'ANY', toAdministrators } : step));
  }

  /** Other facts and another payload from now on; what the snapshot has not was empty before. */
  amend(facts: Facts, payload: FieldValues): void {
    const fresh = Object.keys(payload).filter((field) => !(field in this.snapshot));
    this.facts = { ...this.facts, ...facts };
    this.payload = { ...this.payload, ...payload };
    this.snapshot = { ...this.snapshot, ...Object.fromEntries(fresh.map((field) => [field, null])) };
  }

  /** Ends the approval. Throws TRANSITION_REFUSED when it has ended before. */
  end(decision: ApprovalDecision, at: Date): void {
    this.state = STATES.next(this.state, decision);
    this.decidedAt = at;
  }
}
