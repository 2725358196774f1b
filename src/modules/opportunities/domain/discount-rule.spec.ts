import { expect, test } from '@jest/globals';
import { discountOf, greatestDiscount, needsApproval } from './discount-rule.js';

test.each([
  ['90.00', '100.00', '0.1000'],
  ['100.00', '100.00', '0.0000'],
  ['110.00', '100.00', '-0.1000'],
  ['66.67', '100.00', '0.3333'],
  ['0.00', '100.00', '1.0000'],
  ['50.00', '0.00', null],
  [null, '100.00', null],
  ['50.00', null, null],
])('%s of a list price of %s is a discount of %s', (amount, listAmount, discount) => {
  expect(discountOf(amount, listAmount)).toBe(discount);
});

test.each([
  ['0.1000', '0.1000', false],
  ['0.1001', '0.1000', true],
  ['-0.5000', '0.1000', false],
  ['0.0001', '0.0000', true],
  [null, '0.1000', false],
  ['0.9000', null, false],
])('a discount of %s where %s is allowed needs approval: %s', (discount, maxDiscount, asked) => {
  expect(needsApproval([{ discount, maxDiscount }])).toBe(asked);
});

test('one line beyond its rule is enough, and a cheap line is not hidden by a dear one', () => {
  const lines = [
    { discount: '-0.5000', maxDiscount: '0.1000' },
    { discount: '0.2000', maxDiscount: '0.1000' },
  ];
  expect(needsApproval(lines)).toBe(true);
  expect(greatestDiscount(lines)).toBe(0.2);
  expect(greatestDiscount([])).toBe(0);
});
