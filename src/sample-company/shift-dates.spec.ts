import {
  chinaInstant,
  daysBetween,
  isoFromAmericanDay,
  minutesLater,
  officeTime,
  shiftDay,
  weekdayUpTo,
  wholeWeekShift,
} from './shift-dates.js';

describe('shifting days', () => {
  it.each([
    ['2017-12-31', '2017-12-31', 0],
    ['2017-12-31', '2018-01-06', 0],
    ['2017-12-31', '2018-01-07', 7],
    ['2017-12-31', '2017-12-30', -7],
    ['2017-12-31', '2026-03-18', 2996],
  ])('shifts %s for %s by %i days', (last, today, days) => {
    expect(wholeWeekShift(last, today)).toBe(days);
  });

  it('counts and shifts over leap days', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(shiftDay('2024-03-01', -1)).toBe('2024-02-29');
    expect(() => shiftDay('2024-02-30', 1)).toThrow('not an ISO day');
  });

  it('reads American days and nothing else', () => {
    expect(isoFromAmericanDay('3/1/2017')).toBe('2017-03-01');
    expect(isoFromAmericanDay('13/1/2017')).toBeNull();
    expect(isoFromAmericanDay('')).toBeNull();
  });

  it('writes China time as UTC', () => {
    expect(chinaInstant('2026-03-18', 9 * 60 + 30)).toBe('2026-03-18T01:30:00.000Z');
    expect(minutesLater('2026-03-18T01:30:00.000Z', 45)).toBe('2026-03-18T02:15:00.000Z');
  });

  it('moves weekends to the Friday before and nights to the next morning', () => {
    expect(['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map(weekdayUpTo)).toEqual([
      '2026-03-20',
      '2026-03-20',
      '2026-03-20',
      '2026-03-23',
    ]);
    expect(officeTime('2026-03-18T01:30:00.000Z')).toBe('2026-03-18T01:30:00.000Z');
    expect(officeTime('2026-03-18T12:20:00.000Z')).toBe('2026-03-19T01:20:00.000Z');
    expect(officeTime('2026-03-18T18:20:00.000Z')).toBe('2026-03-19T01:20:00.000Z');
  });
});
