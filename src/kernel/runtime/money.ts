import { Decimal } from 'decimal.js';
import { DomainError } from './domain-error.js';
import { defineMessages } from './labels.js';

defineMessages({
  AMOUNT_TOO_LARGE: {
    zh: '金额合计过大，最多 16 位整数。请检查数量、单价与汇率。',
    en: 'The amount comes out too large: at most 16 digits before the point. Check quantity, price and rate.',
  },
});

/** An amount as DECIMAL(18,2) text with an ISO 4217 code. */
export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

const LARGEST = new Decimal('9999999999999999.99');

/** Adds amounts exactly; result as text with two decimals. Throws AMOUNT_TOO_LARGE. */
export function addAmounts(...amounts: readonly string[]): string {
  const sum = amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
  return amountText(sum);
}

/** Amount × factor, rounded half up to two decimals (GB/T 8170 style rounding of money is not used: ledgers here round half up). Throws AMOUNT_TOO_LARGE. */
export function multiplyAmount(amount: string, factor: string | number): string {
  return amountText(new Decimal(amount).times(factor).toDecimalPlaces(2, Decimal.ROUND_HALF_UP));
}

/** part ÷ whole as a plain number; null when the whole is zero. */
export function shareOf(part: string, whole: string): number | null {
  const divisor = new Decimal(whole);
  return divisor.isZero() ? null : new Decimal(part).dividedBy(divisor).toNumber();
}

/** -1, 0 or 1 as a is less than, equal to or more than b. */
export function compareAmounts(a: string, b: string): number {
  return new Decimal(a).comparedTo(b);
}

/** The text as DECIMAL(18,2); null when it is no amount, has more than two decimals or is too large. */
export function parseAmount(text: string): string | null {
  if (!/^-?\d{1,16}(\.\d{1,2})?$/.test(text)) return null;
  const value = new Decimal(text);
  return value.abs().greaterThan(LARGEST) ? null : value.toFixed(2);
}

function amountText(value: Decimal): string {
  if (value.abs().greaterThan(LARGEST)) throw new DomainError('AMOUNT_TOO_LARGE', ['input']);
  return value.toFixed(2);
}
