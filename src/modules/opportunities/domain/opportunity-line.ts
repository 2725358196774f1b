import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { multiplyAmount } from '../../../kernel/runtime/money.js';
import { discountOf } from './discount-rule.js';

/** One product of a deal as it is sold; prices are per piece in the deal's currency. */
export interface LineFacts {
  readonly productId: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly listPrice: string | null;
  readonly maxDiscount: string | null;
  /** What the whole line costs, where it was agreed as such; else quantity × unit price. */
  readonly amount?: string;
}

/** One product line of a deal. */
@RecordKind({ kind: 'opportunityLine', table: 'opportunity_line', pastIndexes: ['ix_opportunity_line_opportunity'] })
@Index('ix_opportunity_line_opportunity', ['opportunityId', 'deletedAt', 'position', 'id'])
@Index('ix_opportunity_line_product', ['productId', 'deletedAt'])
export class OpportunityLine extends StoredRecord {
  @Column({ type: 'bigint' })
  opportunityId: string;

  /** Place among the lines, from 1. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'bigint' })
  productId: string;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  quantity: string;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  unitPrice: string;

  /** List price of the day the line was made; null for imports without one. */
  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  listPrice: string | null;

  /** The price rule of that day: the largest discount that needs no approval. */
  @Column({ type: 'decimal', precision: 5, scale: 4, nullable: true })
  maxDiscount: string | null;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  amount: string;

  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  listAmount: string | null;

  /** 1 − amount ÷ list amount; negative above list price. */
  @Column({ type: 'decimal', precision: 12, scale: 4, nullable: true })
  discount: string | null;

  static of(opportunityId: string, position: number, facts: LineFacts): OpportunityLine {
    const amount = facts.amount ?? multiplyAmount(facts.unitPrice, facts.quantity);
    const listAmount = facts.listPrice === null ? null : multiplyAmount(facts.listPrice, facts.quantity);
    const discount = discountOf(amount, listAmount);
    return Object.assign(new OpportunityLine(), { ...facts, opportunityId, position, amount, listAmount, discount });
  }
}
