import { Settings } from 'luxon';
import { addDays, dayOf, momentAt } from './calendar-moments.js';

const JANUARY = Date.UTC(2026, 0, 15);
const JULY = Date.UTC(2026, 6, 15);
const systemNow = Settings.now;

afterEach(() => {
  Settings.now = systemNow;
});

describe('dayOf', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', 'Asia/Shanghai', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', 'Asia/Shanghai', '2026-03-02'],
    ['2026-03-09T03:59:59.999Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T04:00:00.000Z', 'America/New_York', '2026-03-09'],
    ['2026-11-02T04:59:59.999Z', 'America/New_York', '2026-11-01'],
  ])('%s in %s is %s', (moment, zone, day) => expect(dayOf(new Date(moment), zone)).toBe(day));
});

describe('momentAt', () => {
  it.each([
    ['2026-02-17', '00:00', 'Asia/Shanghai', '2026-02-16T16:00:00.000Z', 'plain'],
    ['2026-03-08', '00:00', 'America/New_York', '2026-03-08T05:00:00.000Z', 'winter time still'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z', 'leapt over: 03:30 summer time'],
    ['2026-03-08', '09:00', 'America/New_York', '2026-03-08T13:00:00.000Z', 'summer time'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z', 'shown twice: the first'],
    ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T14:00:00.000Z', 'winter time again'],
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 'no midnight: the day begins at 01:00'],
    ['2026-11-01', '00:00', 'America/Havana', '2026-11-01T04:00:00.000Z', 'midnight shown twice: the first'],
  ])('%s %s in %s is %s (%s)', (day, time, zone, moment) => {
    for (const now of [JANUARY, JULY]) {
      Settings.now = () => now;
      expect(momentAt(day, time, zone).toISOString()).toBe(moment);
    }
  });

  it.each([
    ['2026-02-30', '00:00'],
    ['2026-W08', '00:00'],
    ['2026-2-3', '00:00'],
    ['2026-02-03', '24:00'],
    ['2026-02-03', '9:00'],
  ])('refuses %s %s', (day, time) => expect(() => momentAt(day, time, 'Asia/Shanghai')).toThrow(RangeError));
});

it('addDays counts over months, leap days and years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});
