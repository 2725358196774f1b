import { expect, test } from '@jest/globals';
import { parseValue } from 'graphql';
import { DateTime, LocalDate } from './scalars.js';

const HOW = [
  [DateTime, '2026-10-01T00:00:00+08:00', '时刻须写明日期、时间和时区'],
  [LocalDate, '2026-10-01', '日期须写明年、月、日'],
] as const;

test.each(HOW)('a malformed %s is refused with how it is written, in both languages', (scalar, written, zh) => {
  for (const parse of [() => scalar.parseValue('2026-1-1'), () => scalar.parseLiteral(parseValue('"2026-1-1"'), {})]) {
    expect(parse).toThrow(`such as ${written}.`);
    expect(parse).toThrow(zh);
  }
  expect(scalar.parseValue(written)).toEqual(scalar === DateTime ? new Date(written) : written);
});

test('years that no record speaks of are refused in both languages', () => {
  const parse = (): unknown => LocalDate.parseValue('1066-10-14');
  expect(parse).toThrow('lies in the years 1900 to 2199');
  expect(parse).toThrow('年份须在 1900 至 2199 之间');
});
