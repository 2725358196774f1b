import type { ApprovalConditionOperator } from './approval-enums.js';
import { type Condition, type Facts, holds } from './conditions.js';

const FACTS: Facts = { discount: '0.25', amount: 120000, region: '华北', urgent: true, owner: null, note: 'long' };

function condition(field: string, operator: ApprovalConditionOperator, ...values: string[]): Condition {
  return { field, operator, values };
}

it.each<[string, ApprovalConditionOperator, string[], boolean | null]>([
  ['discount', 'EQ', ['0.25'], true],
  ['discount', 'EQ', ['0.250'], true],
  ['discount', 'EQ', ['.25'], false],
  ['discount', 'NE', ['0.25'], false],
  ['discount', 'GT', ['0.25'], false],
  ['discount', 'GTE', ['0.25'], true],
  ['discount', 'LT', ['0.25'], false],
  ['discount', 'LTE', ['0.25'], true],
  ['discount', 'GT', ['0.1'], true],
  ['discount', 'LT', ['0.3'], true],
  ['discount', 'GTE', ['0.3'], false],
  ['amount', 'GT', ['99999.99'], true],
  ['amount', 'LTE', ['99999.99'], false],
  ['amount', 'GT', ['-1'], true],
  ['region', 'EQ', ['华北'], true],
  ['region', 'NE', ['华南'], true],
  ['region', 'IN', ['华南', '华北'], true],
  ['region', 'IN', ['华南'], false],
  ['amount', 'IN', ['1', '120000.00'], true],
  ['urgent', 'EQ', ['true'], true],
  ['urgent', 'EQ', ['false'], false],
  ['note', 'GT', ['1'], null],
  ['amount', 'GT', ['many'], null],
  ['owner', 'EQ', ['1'], null],
  ['owner', 'NE', ['1'], null],
  ['missing', 'GTE', ['1'], null],
  ['amount', 'GTE', [], null],
])('%s %s %j: %s', (field, operator, values, expected) => {
  expect(holds([condition(field, operator, ...values)], FACTS)).toBe(expected);
});

it.each<[string, Condition[], boolean | null]>([
  ['none', [], true],
  ['all true', [condition('amount', 'GT', '1'), condition('urgent', 'EQ', 'true')], true],
  ['one false', [condition('amount', 'GT', '1'), condition('urgent', 'EQ', 'false')], false],
  ['one unknown', [condition('amount', 'GT', '1'), condition('missing', 'EQ', '1')], null],
  ['unknown and false', [condition('missing', 'EQ', '1'), condition('urgent', 'EQ', 'false')], false],
])('all must hold: %s', (_name, conditions, expected) => {
  expect(holds(conditions, FACTS)).toBe(expected);
});

it('compares large amounts exactly', () => {
  const facts = { amount: '9007199254740993.01' };
  expect(holds([condition('amount', 'GT', '9007199254740993.00')], facts)).toBe(true);
  expect(holds([condition('amount', 'EQ', '9007199254740993.02')], facts)).toBe(false);
});
