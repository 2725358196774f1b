import { calendarDays, daysBetween, kindOfDay } from './calendar-days.js';

describe('kindOfDay', () => {
  it.each<[string, boolean, string | null, string]>([
    ['2026-02-13', true, null, 'a Friday'],
    ['2026-02-14', true, '春节补班', 'Saturday worked before Spring Festival'],
    ['2026-02-15', false, '春节', 'Spring Festival begins on a Sunday'],
    ['2026-02-17', false, '春节', 'New Year by the moon'],
    ['2026-02-23', false, '春节', 'last day, a Monday'],
    ['2026-02-24', true, null, 'first day back'],
    ['2026-02-28', true, '春节补班', 'Saturday worked after it'],
    ['2026-10-01', false, '国庆节', 'National Day'],
    ['2026-03-07', false, null, 'a plain Saturday'],
    ['2003-10-01', true, null, 'before the first notice: a Wednesday'],
  ])('%s: working %s, holiday %s (%s)', (date, working, holiday, _why) =>
    expect(kindOfDay(date)).toEqual({ working, holiday }),
  );
});

describe('calendarDays', () => {
  const hours = (from: string, to: string, zone: string): number[] =>
    calendarDays(from, to, zone).map(({ utcFrom, utcTo }) => (utcTo.getTime() - utcFrom.getTime()) / 3_600_000);

  it('days follow on each other without gap or overlap', () => {
    const days = calendarDays('2016-01-01', '2029-12-31', 'America/New_York');
    expect(days).toHaveLength(5_114);
    expect(days.every((day, index) => index === 0 || day.utcFrom.getTime() === days[index - 1]?.utcTo.getTime())).toBe(
      true,
    );
  });

  it('is 24 hours long every day in Shanghai', () => {
    expect(new Set(hours('2026-01-01', '2026-12-31', 'Asia/Shanghai'))).toEqual(new Set([24]));
  });

  it('is 23 hours long when clocks go forward and 25 when they go back', () => {
    expect(hours('2026-03-07', '2026-03-09', 'America/New_York')).toEqual([24, 23, 24]);
    expect(hours('2026-10-31', '2026-11-02', 'America/New_York')).toEqual([24, 25, 24]);
  });

  it('gives a day that the zone left out no length', () => {
    expect(hours('2011-12-29', '2011-12-31', 'Pacific/Apia')).toEqual([24, 0, 24]);
  });
});

it('daysBetween has both ends, and nothing when they are the wrong way round', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysBetween('2026-03-01', '2026-02-27')).toEqual([]);
});
