import chineseDays from 'chinese-days';
import { addDays, momentAt } from './calendar-moments.js';

const SUNDAY = 0;
const SATURDAY = 6;

/** Whether a day is worked, and the holiday that made it so. */
export interface DayKind {
  readonly working: boolean;
  /** Chinese name of the holiday; on a weekend that is worked to make up for it, the name with 补班. */
  readonly holiday: string | null;
}

/** One day of the company: from its first moment up to, not including, the next day's first. */
export interface CalendarDay extends DayKind {
  readonly date: string;
  readonly utcFrom: Date;
  readonly utcTo: Date;
}

/** Working days by the State Council's yearly notices (2004 on, as far as announced); Monday to Friday outside them. */
export function kindOfDay(date: string): DayKind {
  // West of Greenwich chinese-days shifts its notices and a date given as text alike by a day, but not the weekday: that is ours.
  const { work, name } = chineseDays.getDayDetail(date);
  const holiday = name.split(',')[1];
  if (holiday === undefined) return { working: isWeekday(date), holiday: null };
  return { working: work, holiday: work ? `${holiday}补班` : holiday };
}

function isWeekday(date: string): boolean {
  return ![SUNDAY, SATURDAY].includes(new Date(date).getUTCDay());
}

/** The days from `from` to `to`, both included, oldest first. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The company's days in that zone, both ends included; a day is 23 or 25 hours long where clocks change. */
export function calendarDays(from: string, to: string, zone: string): CalendarDay[] {
  let utcFrom = momentAt(from, '00:00', zone);
  return daysBetween(from, to).map((date) => {
    const utcTo = momentAt(addDays(date, 1), '00:00', zone);
    const day = { date, utcFrom, utcTo, ...kindOfDay(date) };
    utcFrom = utcTo;
    return day;
  });
}
