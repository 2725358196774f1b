/** From this probability on, an open deal counts as committed in the forecast. */
export const COMMIT_FROM = '0.7000';

/** From this probability on, an open deal counts into the best case. */
export const BEST_FROM = '0.3000';

const MONTHS_A_YEAR = 12;

/** `count` months from `YYYY-MM` on, the first included. */
export function monthsFrom(first: string, count: number): string[] {
  const [year, month] = first.split('-').map(Number);
  const start = (year ?? 0) * MONTHS_A_YEAR + (month ?? 1) - 1;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index;
    return `${String(Math.floor(at / MONTHS_A_YEAR)).padStart(4, '0')}-${String((at % MONTHS_A_YEAR) + 1).padStart(2, '0')}`;
  });
}

/** Part of a whole as a number from 0 to 1; null of nothing. */
export function shareOfCount(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
