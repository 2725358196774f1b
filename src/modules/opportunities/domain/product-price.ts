import { Decimal } from 'decimal.js';
import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';

/** A price rule: list price, and the discount that a seller may give without asking. */
export interface PriceRule {
  listPrice: string;
  currency: string;
  /** The largest discount that needs no approval, 0.10 = 10 %. */
  maxDiscount: string;
  /** First day, in the company's zone. */
  effectiveFrom: string;
}

/** The price of a product over a stretch of days. */
@RecordKind({ kind: 'productPrice', table: 'product_price', pastIndexes: ['ix_product_price_product'] })
@Index('ix_product_price_product', ['productId', 'effectiveFrom'])
export class ProductPrice extends StoredRecord implements PriceRule {
  @Column({ type: 'bigint' })
  productId: string;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  listPrice: string;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'decimal', precision: 5, scale: 4 })
  maxDiscount: string;

  @Column({ type: 'date' })
  effectiveFrom: string;

  /** Last day; null: until a newer price takes over. */
  @Column({ type: 'date', nullable: true })
  effectiveTo: string | null;

  /** Throws INVALID_PRICE_RULE. */
  static of(productId: string, rule: PriceRule): ProductPrice {
    const price = Object.assign(new ProductPrice(), { productId, effectiveTo: null });
    price.restate(rule);
    return price;
  }

  /** Replaces the rule. Throws INVALID_PRICE_RULE. */
  restate(rule: PriceRule): void {
    const maxDiscount = new Decimal(rule.maxDiscount);
    if (new Decimal(rule.listPrice).isNegative() || maxDiscount.isNegative() || maxDiscount.greaterThan(1))
      throw new DomainError('INVALID_PRICE_RULE', ['input', 'price']);
    this.listPrice = new Decimal(rule.listPrice).toFixed(2);
    this.currency = rule.currency;
    this.maxDiscount = maxDiscount.toFixed(4);
    this.effectiveFrom = rule.effectiveFrom;
  }
}
