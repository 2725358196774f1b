import { isDeepStrictEqual } from 'node:util';
import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { defineStates } from '../../../kernel/states/transition-table.js';
import type { ChurnCloseReason, ChurnOutcome, ChurnWarningState } from './churn-enums.js';
import type { WarningFigures } from './warning-figures.js';
import type { WarningReason } from './warning-reasons.js';

/** The customer as a warning keeps it. */
export interface WarnedCustomer {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly departmentId: string;
}

/** What raises a warning: the model that gave the figures, and the threshold that they reached. */
export interface WarningSource {
  readonly modelId: string;
  readonly threshold: number;
}

/** What somebody does to keep the customer. */
export interface RetentionAction {
  readonly action: string;
  readonly actionOwnerId: string;
  readonly actionDueOn: string | null;
}

/** How a warning ends; `closedBy` is null when the system closes it. */
export interface WarningClosing {
  readonly reason: ChurnCloseReason;
  readonly outcome: ChurnOutcome | null;
  readonly note: string | null;
  readonly closedBy: string | null;
}

/** A moment with its day in the company's zone. */
export interface DatedMoment {
  readonly at: Date;
  readonly on: string;
}

const STATES = defineStates<ChurnWarningState, 'act' | 'close'>(
  'ChurnWarning',
  'OPEN',
  {
    OPEN: { act: 'ACTED', close: 'CLOSED' },
    ACTED: { act: 'ACTED', close: 'CLOSED' },
    CLOSED: {},
  },
  {
    idField: 'warningId',
    statesEnum: 'ChurnWarningState',
    actions: { act: { zh: '处理', en: 'Act on it' }, close: { zh: '关闭', en: 'Close' } },
  },
);

/** The system's statement that a customer is about to be lost, with its figures 流失预警. */
@RecordKind({
  kind: 'churnWarning',
  table: 'churn_warning',
  personal: ['customerName'],
  pastIndexes: [
    'ix_churn_warning_owner',
    'ix_churn_warning_department',
    'ix_churn_warning_customer',
    'ix_churn_warning_raised',
  ],
})
@Index('ix_churn_warning_owner', ['ownerId', 'deletedAt', 'raisedAt', 'id'])
@Index('ix_churn_warning_department', ['departmentId', 'deletedAt', 'raisedAt', 'id'])
@Index('ix_churn_warning_customer', ['customerId', 'deletedAt', 'raisedAt', 'id'])
@Index('ix_churn_warning_raised', ['deletedAt', 'raisedAt', 'id'])
@Index('ix_churn_warning_state', ['deletedAt', 'state', 'score', 'id'])
@Index('ix_churn_warning_score', ['deletedAt', 'score', 'id'])
@Index('ix_churn_warning_action', ['actionOwnerId', 'deletedAt', 'id'])
@Index('ix_churn_warning_value', ['deletedAt', 'valueAtRisk', 'id'])
export class ChurnWarning extends StoredRecord {
  @Column({ type: 'bigint' })
  customerId: string;

  @Column({ type: 'varchar', length: 200 })
  customerName: string;

  @Column({ type: 'bigint' })
  ownerId: string;

  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 10 })
  state: ChurnWarningState;

  @Column({ type: 'double' })
  score: number;

  /** The threshold that it was raised at; it is kept open or withdrawn by this one, whatever a later scan asks. */
  @Column({ type: 'double' })
  threshold: number;

  @Column({ type: 'int' })
  horizonDays: number;

  @Column({ type: 'int' })
  silentDays: number;

  @Column({ type: 'double', nullable: true })
  ownGapMedianDays: number | null;

  @Column({ type: 'int' })
  purchases: number;

  @Column({ type: 'date' })
  firstPurchaseOn: string;

  @Column({ type: 'date' })
  lastPurchaseOn: string;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  valueAtRisk: string;

  @Column({ type: 'json' })
  reasons: readonly WarningReason[];

  /** The model that gave the figures. */
  @Column({ type: 'bigint' })
  modelId: string;

  @Column({ type: 'datetime', precision: 3 })
  raisedAt: Date;

  @Column({ type: 'date' })
  raisedOn: string;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  action: string | null;

  @Column({ type: 'bigint', nullable: true })
  actionOwnerId: string | null;

  @Column({ type: 'date', nullable: true })
  actionDueOn: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  actedAt: Date | null;

  @Column({ type: 'bigint', nullable: true })
  actedBy: string | null;

  @Column({ type: 'varchar', length: 15, nullable: true })
  outcome: ChurnOutcome | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  closeReason: ChurnCloseReason | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  closeNote: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ type: 'date', nullable: true })
  closedOn: string | null;

  @Column({ type: 'bigint', nullable: true })
  closedBy: string | null;

  /** A new warning about a customer. */
  static raise(
    customer: WarnedCustomer,
    figures: WarningFigures,
    source: WarningSource,
    raised: DatedMoment,
  ): ChurnWarning {
    const unacted = { action: null, actionOwnerId: null, actionDueOn: null, actedAt: null, actedBy: null };
    const unclosed = {
      outcome: null,
      closeReason: null,
      closeNote: null,
      closedAt: null,
      closedOn: null,
      closedBy: null,
    };
    const warning = Object.assign(new ChurnWarning(), { ...unacted, ...unclosed, ...source, customerId: customer.id });
    Object.assign(warning, { state: STATES.initial, raisedAt: raised.at, raisedOn: raised.on }, figures);
    warning.follow(customer);
    return warning;
  }

  /** Owner, department and name follow the customer. */
  follow({ name, ownerId, departmentId }: Omit<WarnedCustomer, 'id'>): void {
    Object.assign(this, { customerName: name, ownerId, departmentId });
  }

  /** Takes today's figures; the model is named anew only when they differ. */
  refresh(figures: WarningFigures, modelId: string): void {
    const same = Object.entries(figures).every(([name, value]) => isDeepStrictEqual(Reflect.get(this, name), value));
    if (!same) Object.assign(this, figures, { modelId });
  }

  /** Notes what is done to keep the customer. Throws TRANSITION_REFUSED when the warning is closed. */
  act(action: RetentionAction, actedBy: string, at: Date): void {
    this.state = STATES.next(this.state, 'act');
    Object.assign(this, action, { actedBy, actedAt: at });
  }

  /** Somebody else does what was planned. */
  leaveActionTo(personId: string): void {
    this.actionOwnerId = personId;
  }

  /** Ends the warning. Throws TRANSITION_REFUSED when it is closed already. */
  close({ reason, outcome, note, closedBy }: WarningClosing, { at, on }: DatedMoment): void {
    this.state = STATES.next(this.state, 'close');
    Object.assign(this, { closeReason: reason, outcome, closeNote: note, closedBy, closedAt: at, closedOn: on });
  }

  /** What every event of a warning carries. */
  facts(): { customerId: string; customerName: string; ownerId: string; departmentId: string } {
    const { customerId, customerName, ownerId, departmentId } = this;
    return { customerId, customerName, ownerId, departmentId };
  }
}
