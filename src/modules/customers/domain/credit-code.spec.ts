import { expect, test } from '@jest/globals';
import { creditCodeIsValid } from './credit-code.js';

test.each([
  ['91350100M000100Y43', true],
  ['91350100M000100Y44', false],
  ['91350100m000100y43', false],
  ['9135010000100Y43', false],
  ['91350100MOO0100Y43', false],
])('%s is valid: %s', (code, valid) => {
  expect(creditCodeIsValid(code)).toBe(valid);
});
