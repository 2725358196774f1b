import { creditCode, isValidCreditCode } from './credit-code.js';

describe('unified social credit codes', () => {
  it.each(['91350100M000100Y43', '91110000600037341L'])('accepts the published code %s', (code) => {
    expect(isValidCreditCode(code)).toBe(true);
  });

  it('refuses a wrong letter, a wrong check character and a wrong length', () => {
    expect(isValidCreditCode('91350100M000100Y44')).toBe(false);
    expect(isValidCreditCode('91350100M000100I43')).toBe(false);
    expect(isValidCreditCode('91350100M000101Y43')).toBe(false);
    expect(isValidCreditCode('')).toBe(false);
  });

  it('makes codes that pass', () => {
    for (let serial = 0; serial < 200; serial += 1) {
      expect(isValidCreditCode(creditCode('330100', `YL${String(serial).padStart(6, '0')}`))).toBe(true);
    }
  });
});
