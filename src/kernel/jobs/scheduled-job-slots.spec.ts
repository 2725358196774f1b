import { Settings } from 'luxon';
import { latestSlot, nextSlot, scheduleText } from './scheduled-job-slots.js';
import type { JobSchedule } from './scheduled-job.js';

const systemNow = Settings.now;

afterEach(() => {
  Settings.now = systemNow;
});

describe('slots', () => {
  it.each<[JobSchedule, string, string, string, string]>([
    [{ minutes: 5 }, 'Asia/Shanghai', '2026-03-04T10:03:59Z', '2026-03-04T10:00:00Z', '2026-03-04T10:05:00Z'],
    [{ minutes: 5 }, 'Asia/Shanghai', '2026-03-04T10:05:00Z', '2026-03-04T10:05:00Z', '2026-03-04T10:10:00Z'],
    [{ dailyAt: '02:00' }, 'Asia/Shanghai', '2026-03-03T17:59:59Z', '2026-03-02T18:00:00Z', '2026-03-03T18:00:00Z'],
    [{ dailyAt: '02:00' }, 'Asia/Shanghai', '2026-03-03T18:00:00Z', '2026-03-03T18:00:00Z', '2026-03-04T18:00:00Z'],
    [{ dailyAt: '02:30' }, 'America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T07:30:00Z', '2026-03-09T06:30:00Z'],
    [{ dailyAt: '01:30' }, 'America/New_York', '2026-11-01T06:10:00Z', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
    [{ dailyAt: '01:30' }, 'America/New_York', '2026-11-01T06:40:00Z', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
  ])('%j in %s at %s: latest %s, next %s', (every, zone, now, latest, next) => {
    for (const season of ['2026-01-15', '2026-07-15']) {
      Settings.now = () => Date.parse(season);
      expect(latestSlot(every, new Date(now), zone)).toEqual(new Date(latest));
      expect(nextSlot(every, new Date(now), zone)).toEqual(new Date(next));
    }
  });

  it.each([
    ['forward', '2026-03-01T05:00:00Z'],
    ['back', '2026-10-25T04:00:00Z'],
  ])('each of 14 days has one daily slot when clocks go %s', (_way, from) => {
    const slots = new Set<number>();
    for (let minute = 120; minute < 14 * 24 * 60; minute += 15)
      slots.add(
        latestSlot({ dailyAt: '01:30' }, new Date(Date.parse(from) + minute * 60_000), 'America/New_York').getTime(),
      );
    expect(slots.size).toBe(14);
  });
});

it('scheduleText', () => {
  expect(scheduleText({ minutes: 1 }, 'Asia/Shanghai')).toBe('every minute');
  expect(scheduleText({ minutes: 15 }, 'Asia/Shanghai')).toBe('every 15 minutes');
  expect(scheduleText({ dailyAt: '02:00' }, 'Asia/Shanghai')).toBe('daily at 02:00 Asia/Shanghai');
});
