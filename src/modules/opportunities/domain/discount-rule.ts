import { Decimal } from 'decimal.js';

/** What the discount rule needs of a line; both as decimals, 0.10 = 10 %. */
export interface DiscountedLine {
  readonly discount: string | null;
  /** The largest discount that needs no approval; null: no rule. */
  readonly maxDiscount: string | null;
}

const PLACES = 4;

/** 1 − amount ÷ list amount with four decimals; negative above list price, null where the list amount is zero or unknown. */
export function discountOf(amount: string | null, listAmount: string | null): string | null {
  if (amount === null || listAmount === null || new Decimal(listAmount).isZero()) return null;
  return new Decimal(1).minus(new Decimal(amount).div(listAmount)).toFixed(PLACES);
}

/** Whether a line is sold at more below list price than its price rule allows without approval. */
export function needsApproval(lines: readonly DiscountedLine[]): boolean {
  return lines.some(
    ({ discount, maxDiscount }) =>
      discount !== null && maxDiscount !== null && new Decimal(discount).greaterThan(maxDiscount),
  );
}

/** The greatest discount of the lines as a number; 0 when none is below list price. */
export function greatestDiscount(lines: readonly DiscountedLine[]): number {
  return lines.reduce((most, { discount }) => Math.max(most, Number(discount ?? 0)), 0);
}
