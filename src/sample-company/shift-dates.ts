const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CHINA_OFFSET_MINUTES = 480;

/** Milliseconds of an ISO day at midnight UTC; refuses what is no day, such as 30 February. */
function msOf(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || isoDay(ms) !== day) throw new RangeError(`not an ISO day: "${day}"`);
  return ms;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The ISO day a given number of days later (earlier if negative); a day is a date without zone, so every day has the same length. */
export function shiftDay(day: string, days: number): string {
  return isoDay(msOf(day) + days * DAY_MS);
}

/** How many days lie between two ISO days (positive if `to` is later). */
export function daysBetween(from: string, to: string): number {
  return (msOf(to) - msOf(from)) / DAY_MS;
}

/** The largest number of whole weeks, in days, by which `lastDay` can be shifted without passing `today`; weekdays stay as they were. */
export function wholeWeekShift(lastDay: string, today: string): number {
  return Math.floor(daysBetween(lastDay, today) / 7) * 7;
}

/** A day in the American writing m/d/yyyy as an ISO day, or null if it is none. */
export function isoFromAmericanDay(text: string): string | null {
  const { month, day, year } = /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/.exec(text)?.groups ?? {};
  if (month === undefined || day === undefined || year === undefined) return null;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isoDay(ms) === written ? written : null;
}

/** A minute of the day in China (UTC+8 all year) as a UTC instant. */
export function chinaInstant(day: string, minuteOfDay: number): string {
  return new Date(msOf(day) + (minuteOfDay - CHINA_OFFSET_MINUTES) * MINUTE_MS).toISOString();
}

/** An instant a number of minutes later. */
export function minutesLater(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * MINUTE_MS).toISOString();
}

/** The day itself, or the Friday before if it is a Saturday or Sunday. */
export function weekdayUpTo(day: string): string {
  const weekday = new Date(msOf(day)).getUTCDay();
  if (weekday === 6) return shiftDay(day, -1);
  return weekday === 0 ? shiftDay(day, -2) : day;
}

/** The instant itself if it lies between 8:00 and 18:00 in China, else the same minute of an hour between 9:00 and 10:00 after that night. */
export function officeTime(instant: string): string {
  const china = new Date(Date.parse(instant) + CHINA_OFFSET_MINUTES * MINUTE_MS);
  const hour = china.getUTCHours();
  if (hour >= 8 && hour < 18) return instant;
  const morning = hour < 8 ? isoDay(china.getTime()) : shiftDay(isoDay(china.getTime()), 1);
  return chinaInstant(morning, 9 * 60 + china.getUTCMinutes());
}
