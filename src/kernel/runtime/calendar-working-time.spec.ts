import { calendarDays } from './calendar-days.js';
import { dayOf } from './calendar-moments.js';
import { workingTimeAfter } from './calendar-working-time.js';

const SHANGHAI = 'Asia/Shanghai';
const NEW_YORK = 'America/New_York';

function after(zone: string, from: string, minutes: number): string | undefined {
  const start = new Date(from);
  return workingTimeAfter(calendarDays(dayOf(start, zone), '2026-12-31', zone), start, minutes, zone)?.toISOString();
}

describe('workingTimeAfter in Shanghai', () => {
  it.each([
    ['2026-03-04T10:00+08:00', 120, '2026-03-04T12:00+08:00', 'within the day'],
    ['2026-03-04T16:00+08:00', 120, '2026-03-04T18:00+08:00', 'up to closing time'],
    ['2026-03-04T17:00+08:00', 120, '2026-03-05T10:00+08:00', 'over the night'],
    ['2026-03-04T07:30+08:00', 120, '2026-03-04T11:00+08:00', 'before opening'],
    ['2026-03-04T20:00+08:00', 120, '2026-03-05T11:00+08:00', 'after closing'],
    ['2026-03-06T17:00+08:00', 120, '2026-03-09T10:00+08:00', 'over a weekend'],
    ['2026-03-04T18:00+08:00', 0, '2026-03-05T09:00+08:00', 'no time at closing: the next opening'],
    ['2026-03-04T10:00+08:00', 0.5, '2026-03-04T10:00:30+08:00', 'half a minute'],
    ['2026-02-13T17:00+08:00', 120, '2026-02-14T10:00+08:00', 'into the Saturday worked before Spring Festival'],
    ['2026-02-14T17:00+08:00', 120, '2026-02-24T10:00+08:00', 'over the whole Spring Festival'],
    ['2026-02-17T10:00+08:00', 60, '2026-02-24T10:00+08:00', 'from within it'],
    ['2026-02-27T17:00+08:00', 660, '2026-03-02T10:00+08:00', 'through the Saturday worked after it'],
  ])('%s and %d minutes: %s (%s)', (from, minutes, to) =>
    expect(after(SHANGHAI, from, minutes)).toBe(new Date(to).toISOString()),
  );
});

describe('workingTimeAfter where clocks change', () => {
  it.each([
    [
      '2026-03-06T22:30Z',
      60,
      '2026-03-09T13:30:00.000Z',
      'forward over the weekend: Monday opens an hour earlier by UTC',
    ],
    ['2026-10-30T21:30Z', 60, '2026-11-02T14:30:00.000Z', 'back over the weekend: Monday opens an hour later by UTC'],
  ])('%s and %d minutes: %s (%s)', (from, minutes, to) => expect(after(NEW_YORK, from, minutes)).toBe(to));

  it('keeps office hours by the clock on the very day of the change', () => {
    const worked = (zone: string, day: string): ReturnType<typeof calendarDays> =>
      calendarDays(day, day, zone).map((one) => ({ ...one, working: true }));
    const at = (day: string): string | undefined =>
      workingTimeAfter(worked(NEW_YORK, day), new Date(`${day}T05:00:00Z`), 60, NEW_YORK)?.toISOString();
    expect(at('2026-03-08')).toBe('2026-03-08T14:00:00.000Z');
    expect(at('2026-11-01')).toBe('2026-11-01T15:00:00.000Z');
  });
});

describe('workingTimeAfter refuses', () => {
  const days = calendarDays('2026-03-04', '2026-03-06', SHANGHAI);
  const start = new Date('2026-03-04T10:00+08:00');

  it('nothing, but says null when the days end too early', () => {
    expect(workingTimeAfter(days, start, 1_561, SHANGHAI)).toBeNull();
    expect(workingTimeAfter(days, start, 1_560, SHANGHAI)?.toISOString()).toBe('2026-03-06T10:00:00.000Z');
    expect(workingTimeAfter([], start, 1, SHANGHAI)).toBeNull();
  });

  it('negative minutes, a gap, and days that begin elsewhere', () => {
    expect(() => workingTimeAfter(days, start, -1, SHANGHAI)).toThrow(RangeError);
    expect(() => workingTimeAfter(days, start, Number.NaN, SHANGHAI)).toThrow(RangeError);
    expect(() => workingTimeAfter([days[0]!, days[2]!], start, 1, SHANGHAI)).toThrow('the day before 2026-03-06');
    expect(() => workingTimeAfter(days.slice(1), start, 1, SHANGHAI)).toThrow('is not on 2026-03-05');
  });
});
