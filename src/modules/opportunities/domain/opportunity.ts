import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { addAmounts, compareAmounts, multiplyAmount } from '../../../kernel/runtime/money.js';
import type { ApprovalDecision } from '../../../kernel/states/approval-outcome.js';
import type { LostReasonName, StageKindName } from './opportunity-enums.js';
import { OPPORTUNITY_STATES } from './opportunity-states.js';
import type { StageView } from './stage-model.js';

/** The customer as a deal keeps it; the name stays readable where the customer itself may not be seen. */
export interface DealCustomer {
  readonly id: string | null;
  readonly name: string | null;
}

/** Why a deal was lost. */
export interface Loss {
  readonly lostReason: LostReasonName;
  readonly competitor: string | null;
  readonly note: string | null;
}

/** One possible sale moving through the funnel 销售机会. */
@RecordKind({
  kind: 'opportunity',
  table: 'opportunity',
  personal: ['customerName'],
  pastIndexes: [
    'ix_opportunity_owner',
    'ix_opportunity_department',
    'ix_opportunity_customer',
    'ix_opportunity_created',
    'ix_opportunity_name',
    'ix_opportunity_stage',
  ],
})
@Index('ix_opportunity_owner', ['ownerId', 'deletedAt', 'createdAt', 'id'])
@Index('ix_opportunity_department', ['departmentId', 'deletedAt', 'createdAt', 'id'])
@Index('ix_opportunity_customer', ['customerId', 'deletedAt', 'createdAt', 'id'])
@Index('ix_opportunity_created', ['deletedAt', 'createdAt', 'id'])
@Index('ix_opportunity_stage', ['deletedAt', 'stageCode', 'baseAmount', 'id'])
@Index('ix_opportunity_expected', ['deletedAt', 'expectedCloseOn', 'id'])
@Index('ix_opportunity_amount', ['deletedAt', 'baseAmount', 'id'])
@Index('ix_opportunity_name', ['deletedAt', 'name', 'id'])
@Index('ix_opportunity_closed', ['stageKind', 'closedOn', 'id'])
@Index('ix_opportunity_won', ['stageKind', 'id'])
@Index('ix_opportunity_external', ['externalKey'])
export class Opportunity extends StoredRecord {
  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'bigint', nullable: true })
  customerId: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  customerName: string | null;

  @Column({ type: 'bigint' })
  ownerId: string;

  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'bigint' })
  stageModelId: string;

  @Column({ type: 'varchar', length: 40 })
  stageCode: string;

  @Column({ type: 'varchar', length: 10 })
  stageKind: StageKindName;

  /** Chance of winning, 0–1, from the stage. */
  @Column({ type: 'decimal', precision: 5, scale: 4 })
  probability: string;

  @Column({ type: 'datetime', precision: 3 })
  stageEnteredAt: Date;

  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  amount: string | null;

  @Column({ type: 'char', length: 3 })
  currency: string;

  /** In the company's currency, at the rate of the day the amount was set or the deal was won. */
  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  baseAmount: string | null;

  /** What the lines would cost at list price; null without lines. */
  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  listAmount: string | null;

  @Column({ type: 'date', nullable: true })
  expectedCloseOn: string | null;

  @Column({ type: 'date', nullable: true })
  closedOn: string | null;

  /** Day of `createdAt` in the company's zone, for reports. */
  @Column({ type: 'date' })
  createdOn: string;

  @Column({ type: 'varchar', length: 20, nullable: true })
  lostReason: LostReasonName | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  lostCompetitor: string | null;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  lostNote: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  nextStep: string | null;

  /** The approval of its discount that runs now. */
  @Column({ type: 'bigint', nullable: true })
  approvalId: string | null;

  /** How the last approval of its discount ended. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  approvalDecision: ApprovalDecision | null;

  /** Key of the record in the system it was imported from. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  externalKey: string | null;

  /** Values of custom fields, versioned with the record. */
  @Column({ type: 'json' })
  custom: Record<string, unknown>;

  @Column({ type: 'varchar', length: 1000 })
  searchText: string;

  /** A new deal without stage, amount or lines. */
  static of(
    name: string,
    owner: { id: string; departmentId: string },
    currency: string,
    createdOn: string,
  ): Opportunity {
    const blank = { customerId: null, customerName: null, expectedCloseOn: null, nextStep: null, externalKey: null };
    const unpriced = { amount: null, baseAmount: null, listAmount: null, currency };
    const unclosed = { closedOn: null, lostReason: null, lostCompetitor: null, lostNote: null };
    const opportunity = Object.assign(new Opportunity(), { ...blank, ...unpriced, ...unclosed, name, createdOn });
    opportunity.assignTo(owner.id, owner.departmentId);
    return Object.assign(opportunity, { approvalId: null, approvalDecision: null, custom: {} });
  }

  /** Takes the given texts and days over; what is not given stays. Throws TRANSITION_REFUSED when the deal is closed. */
  describe(facts: { name?: string; expectedCloseOn?: string | null; nextStep?: string | null }): void {
    const { name, expectedCloseOn, nextStep } = facts;
    for (const [field, value] of Object.entries({ name, expectedCloseOn, nextStep }))
      if (value !== undefined) Reflect.set(this, field, value);
  }

  sellTo(customer: DealCustomer): void {
    this.customerId = customer.id;
    this.customerName = customer.name;
  }

  /** Prices the deal as a whole, without lines. Throws INVALID_DEAL_AMOUNT. */
  priceAs(amount: string | null, currency: string): void {
    if (amount !== null && compareAmounts(amount, '0') < 0)
      throw new DomainError('INVALID_DEAL_AMOUNT', ['input', 'amount']);
    Object.assign(this, { amount, currency, listAmount: null });
  }

  /** Prices the deal as the sum of its lines. */
  priceByLines(lines: readonly { amount: string; listAmount: string | null }[], currency: string): void {
    this.amount = addAmounts(...lines.map((line) => line.amount));
    this.currency = currency;
    const lists = lines.map((line) => line.listAmount).filter((amount) => amount !== null);
    this.listAmount = lists.length === lines.length ? addAmounts(...lists) : null;
  }

  /** Sets the amount in the company's currency from the rate of a day. */
  convertAt(rate: string): void {
    this.baseAmount = this.amount === null ? null : multiplyAmount(this.amount, rate);
  }

  /** The deal stands in that stage from `at` on. */
  enter(stage: StageView, at: Date): void {
    this.stageCode = stage.code;
    this.stageKind = stage.kind;
    this.probability = stage.probability;
    this.stageEnteredAt = at;
  }

  /** Whether the action is possible in the present state. Throws TRANSITION_REFUSED. */
  mustAllow(action: 'edit' | 'advance' | 'win' | 'lose' | 'reopen'): void {
    OPPORTUNITY_STATES.next(this.stageKind, action);
  }

  close(closedOn: string, loss: Loss | null): void {
    this.closedOn = closedOn;
    this.lostReason = loss?.lostReason ?? null;
    this.lostCompetitor = loss?.competitor ?? null;
    this.lostNote = loss?.note ?? null;
  }

  /** The deal is no longer closed; what was said about the loss is in its history. */
  unclose(): void {
    Object.assign(this, { closedOn: null, lostReason: null, lostCompetitor: null, lostNote: null });
  }

  waitFor(approvalId: string): void {
    this.approvalId = approvalId;
    this.approvalDecision = null;
  }

  /** The approval of the discount has ended. */
  decided(decision: ApprovalDecision): void {
    this.approvalId = null;
    this.approvalDecision = decision;
  }

  /** The deal belongs to that person and to that person's department. */
  assignTo(ownerId: string, departmentId: string): void {
    this.ownerId = ownerId;
    this.departmentId = departmentId;
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'name', texts: [this.name, pinyinInitials(this.name)] },
      { column: 'customer_name', texts: [this.customerName, pinyinInitials(this.customerName ?? '')] },
    ];
  }
}
