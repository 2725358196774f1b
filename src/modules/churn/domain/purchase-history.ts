import type { PurchaseSummary } from './mbg-nbd.js';

/** Days in the unit of the model's times. */
export const DAYS_PER_WEEK = 7;

const MILLISECONDS_PER_DAY = 86_400_000;

/** A customer's purchases up to today: the model's x, tx, T (weeks) and the rhythm in days that people are shown. */
export interface PurchaseHistory extends PurchaseSummary {
  readonly firstPurchase: string;
  readonly lastPurchase: string;
  readonly silentDays: number;
  /** Days between consecutive purchase days, oldest first; empty for a one-time buyer. */
  readonly gaps: readonly number[];
  /** Median of the customer's own gaps in days, undefined for a one-time buyer. */
  readonly ownGapMedian: number | undefined;
}

/** Number of an ISO calendar day (yyyy-mm-dd), so that days can be subtracted; refuses days that do not exist. */
export function dayNumber(isoDay: string): number {
  const day = Date.parse(`${isoDay}T00:00:00Z`) / MILLISECONDS_PER_DAY;
  if (!Number.isInteger(day) || isoDayOf(day) !== isoDay) throw new RangeError(`Not a calendar day: ${isoDay}`);
  return day;
}

/** The ISO calendar day of a day number. */
export function isoDayOf(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** Median of numbers sorted ascending, undefined of none. */
export function medianOfSorted(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** History from purchase days in any order; purchases of one day count once, later ones than today not yet; undefined of none. */
export function purchaseHistory(purchaseDays: Iterable<string>, today: string): PurchaseHistory | undefined {
  const now = dayNumber(today);
  const distinct = new Set<number>();
  for (const isoDay of purchaseDays) {
    const day = dayNumber(isoDay);
    if (day <= now) distinct.add(day);
  }
  const days = [...distinct].sort((first, second) => first - second);
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  return {
    x: gaps.length,
    tx: (last - first) / DAYS_PER_WEEK,
    T: (now - first) / DAYS_PER_WEEK,
    firstPurchase: isoDayOf(first),
    lastPurchase: isoDayOf(last),
    silentDays: now - last,
    gaps,
    ownGapMedian: medianOfSorted([...gaps].sort((one, other) => one - other)),
  };
}
