import { countryCodeOf, currencyCodeOf, isCountryCode, isCurrencyCode } from './iso-codes.js';

describe('codes of countries and currencies', () => {
  it.each([
    ['CN', 'CN'],
    ['cn', 'CN'],
    ['中国', 'CN'],
    [' China ', 'CN'],
    ['美国', 'US'],
    ['United States', 'US'],
    ['德国', 'DE'],
    ['ZZ', undefined],
    ['Atlantis', undefined],
  ])('the country %s', (text, code) => expect(countryCodeOf(text)).toBe(code));

  it.each([
    ['CNY', 'CNY'],
    ['usd', 'USD'],
    ['RMB', 'CNY'],
    ['人民币', 'CNY'],
    ['元', 'CNY'],
    ['美元', 'USD'],
    ['euro', 'EUR'],
    ['ZZZ', undefined],
    ['贝壳', undefined],
  ])('the currency %s', (text, code) => expect(currencyCodeOf(text)).toBe(code));

  it('only codes are codes', () => {
    expect([isCountryCode('CN'), isCountryCode('cn'), isCountryCode('ZZ'), isCountryCode(7)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([isCurrencyCode('CNY'), isCurrencyCode('RMB'), isCurrencyCode('cny')]).toEqual([true, false, false]);
  });
});
