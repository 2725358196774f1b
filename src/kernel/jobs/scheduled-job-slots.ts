import { addDays, dayOf, momentAt } from '../runtime/calendar-moments.js';
import type { JobSchedule } from './scheduled-job.js';

const MINUTE_MS = 60_000;

/** The newest slot that is not in the future. Every instance computes the same one, in summer and in winter. */
export function latestSlot(every: JobSchedule, now: Date, zone: string): Date {
  if ('minutes' in every) {
    const step = every.minutes * MINUTE_MS;
    return new Date(Math.floor(now.getTime() / step) * step);
  }
  const today = dayOf(now, zone);
  const slot = momentAt(today, every.dailyAt, zone);
  return slot <= now ? slot : momentAt(addDays(today, -1), every.dailyAt, zone);
}

/** The first slot in the future. */
export function nextSlot(every: JobSchedule, now: Date, zone: string): Date {
  if ('minutes' in every) return new Date(latestSlot(every, now, zone).getTime() + every.minutes * MINUTE_MS);
  const today = dayOf(now, zone);
  const slot = momentAt(today, every.dailyAt, zone);
  return slot > now ? slot : momentAt(addDays(today, 1), every.dailyAt, zone);
}

/** The schedule in words, for listings. */
export function scheduleText(every: JobSchedule, zone: string): string {
  if ('dailyAt' in every) return `daily at ${every.dailyAt} ${zone}`;
  return every.minutes === 1 ? 'every minute' : `every ${every.minutes} minutes`;
}
