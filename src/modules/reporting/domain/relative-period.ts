import { DateTime, type DurationLike } from 'luxon';

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const RUNNING = /^(this|last|next)(Week|Month|Quarter|Year)$/;
const TO_DATE = /^this(Week|Month|Quarter|Year)ToDate$/;
const SEVERAL = /^(last|next)([1-9]\d{0,3})(Day|Week|Month|Quarter|Year)s?$/;
const NAMED_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const MOST_DAYS = 36_600;
const DAYS_OF: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** Names shown to who writes an unknown one. */
export const PERIOD_EXAMPLES: readonly string[] = [
  ...['today', 'yesterday', 'tomorrow'],
  ...['Week', 'Month', 'Quarter', 'Year'].flatMap((unit) => [
    `this${unit}`,
    `this${unit}ToDate`,
    `last${unit}`,
    `next${unit}`,
  ]),
  ...[
    'last7Days',
    'last30Days',
    'last90Days',
    'last4Weeks',
    'last12Months',
    'last4Quarters',
    'next30Days',
    'next3Months',
  ],
];

/** What the names mean, for the schema. */
export const PERIODS_DESCRIBED =
  'Periods: today, yesterday, tomorrow; thisWeek, lastWeek, nextWeek and so on with Month, Quarter, Year (whole ones); ' +
  'thisMonthToDate and so on (up to today); last<N>Days (the N days up to today, today included), next<N>Days (N days from today on); ' +
  'last<N>Weeks, last<N>Months, last<N>Quarters, last<N>Years (the N whole ones before the running one), next<N>… likewise after it.';

/** The days of a named period, seen from the company's day of today; null when there is no such period. */
export function daysOfPeriod(name: string, today: string): DayRange | null {
  const now = DateTime.fromISO(today, { zone: 'utc' });
  const shift = Object.hasOwn(NAMED_DAYS, name) ? NAMED_DAYS[name] : undefined;
  if (shift !== undefined) return range(now.plus({ days: shift }), now.plus({ days: shift }));
  const toDate = TO_DATE.exec(name);
  if (toDate) return range(now.startOf(unitOf(toDate[1])), now);
  const running = RUNNING.exec(name);
  if (running) return whole(now, unitOf(running[2]), running[1] === 'this' ? 0 : running[1] === 'last' ? -1 : 1, 1);
  const several = SEVERAL.exec(name);
  return several ? severalOf(now, several[1] === 'last', Number(several[2]), unitOf(several[3])) : null;
}

function severalOf(now: DateTime, back: boolean, count: number, unit: Unit): DayRange | null {
  if (count * DAYS_OF[unit] > MOST_DAYS) return null;
  if (unit !== 'day') return whole(now, unit, back ? -count : 1, count);
  return back ? range(now.minus({ days: count - 1 }), now) : range(now, now.plus({ days: count - 1 }));
}

function whole(now: DateTime, unit: Unit, first: number, count: number): DayRange {
  const start = now.startOf(unit).plus(units(unit, first));
  return range(start, start.plus(units(unit, count)).minus({ days: 1 }));
}

function units(unit: Unit, count: number): DurationLike {
  return { [`${unit}s`]: count };
}

function unitOf(word: string | undefined): Unit {
  return (word ?? '').toLowerCase() as Unit;
}

function range(from: DateTime, to: DateTime): DayRange {
  return { from: from.toFormat('yyyy-MM-dd'), to: to.toFormat('yyyy-MM-dd') };
}
