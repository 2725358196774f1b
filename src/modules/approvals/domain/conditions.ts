import { compareAmounts } from '../../../kernel/runtime/money.js';
import type { ApprovalConditionOperator } from './approval-enums.js';

/** What the asking module tells about the record, for conditions: plain values by name. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** One comparison of a fact; values are text, numbers written as such ("0.25"). All operators but IN take one value. */
export interface Condition {
  readonly field: string;
  readonly operator: ApprovalConditionOperator;
  readonly values: readonly string[];
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** Whether all conditions hold; null when none fails but one cannot be judged because its fact is missing or no number. */
export function holds(conditions: readonly Condition[], facts: Facts): boolean | null {
  const answers = conditions.map((condition) => holdsOne(condition, facts));
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** Whether the text is a number as conditions compare it. */
export function isNumeric(text: string): boolean {
  return NUMBER.test(text);
}

function holdsOne({ field, operator, values }: Condition, facts: Facts): boolean | null {
  const fact = facts[field];
  const first = values[0];
  if (fact === undefined || fact === null || first === undefined) return null;
  const text = String(fact);
  if (operator === 'IN') return values.some((value) => equal(text, value));
  if (operator === 'EQ') return equal(text, first);
  if (operator === 'NE') return !equal(text, first);
  if (!isNumeric(text) || !isNumeric(first)) return null;
  return compared(operator, compareAmounts(text, first));
}

function equal(a: string, b: string): boolean {
  return isNumeric(a) && isNumeric(b) ? compareAmounts(a, b) === 0 : a === b;
}

function compared(operator: 'GT' | 'GTE' | 'LT' | 'LTE', order: number): boolean {
  if (order === 0) return operator === 'GTE' || operator === 'LTE';
  return order > 0 ? operator === 'GT' || operator === 'GTE' : operator === 'LT' || operator === 'LTE';
}
