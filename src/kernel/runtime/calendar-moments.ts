import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The day that the zone's calendars show at a moment, as `YYYY-MM-DD`. */
export function dayOf(moment: Date, zone: string): string {
  return DateTime.fromJSDate(moment, { zone }).toFormat('yyyy-MM-dd');
}

/** The moment at which the zone's clocks show `HH:MM` on that day: the first when they show it twice, after the gap when they leap over it. Throws RangeError. */
export function momentAt(day: string, time: string, zone: string): Date {
  const shown = DateTime.fromISO(`${day}T${time}`, { zone });
  if (!DAY.test(day) || !TIME.test(time) || !shown.isValid) throw new RangeError(`${day} ${time} is no time of a day.`);
  // Of a time that is shown twice, luxon alone picks one by today's offset, so the answer would change with the season.
  return new Date(Math.min(...shown.getPossibleOffsets().map((one) => one.toMillis())));
}

/** The day so many days later; earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}
