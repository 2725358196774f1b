import type { CalendarDay } from './calendar-days.js';
import { addDays, momentAt } from './calendar-moments.js';

/** The company's office hours, by its own clocks. */
export const WORKING_HOURS = { opens: '09:00', closes: '18:00', minutesPerDay: 540 } as const;

const MINUTE_MS = 60_000;

/**
 * The moment by which so many working minutes have passed; a start outside office hours counts from the next opening, and 0 minutes give that.
 * `days` begins with the start's day and has no gaps, else RangeError; null when the minutes outlast the days.
 */
export function workingTimeAfter(days: readonly CalendarDay[], from: Date, minutes: number, zone: string): Date | null {
  if (!(minutes >= 0)) throw new RangeError(`${minutes} working minutes cannot be added.`);
  assertWhole(days, from);
  let left = minutes * MINUTE_MS;
  for (const { date } of days.filter(({ working }) => working)) {
    const opens = Math.max(from.getTime(), momentAt(date, WORKING_HOURS.opens, zone).getTime());
    const open = momentAt(date, WORKING_HOURS.closes, zone).getTime() - opens;
    if (open <= 0) continue;
    if (left <= open) return new Date(opens + left);
    left -= open;
  }
  return null;
}

function assertWhole(days: readonly CalendarDay[], from: Date): void {
  const first = days[0];
  if (first && (first.utcFrom > from || first.utcTo <= from))
    throw new RangeError(`${from.toISOString()} is not on ${first.date}.`);
  const gap = days.find((day, index) => index > 0 && day.date !== addDays(days[index - 1]?.date ?? '', 1));
  if (gap) throw new RangeError(`The calendar lacks the day before ${gap.date}.`);
}
