import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber, isoDayOf, purchaseHistory } from './purchase-history.js';

const seed = Date.now() % 2_147_483_647;

describe('purchaseHistory', () => {
  it('counts repeats, weeks and gaps, merging purchases of one day, in any order', () => {
    const days = ['2026-03-01', '2026-01-01', '2026-01-29', '2026-01-29', '2026-03-01'];
    expect(purchaseHistory(days, '2026-03-15')).toEqual({
      x: 2,
      tx: 59 / 7,
      T: 73 / 7,
      firstPurchase: '2026-01-01',
      lastPurchase: '2026-03-01',
      silentDays: 14,
      gaps: [28, 31],
      ownGapMedian: 29.5,
    });
  });

  it('a one-time buyer has no gaps and no rhythm', () => {
    expect(purchaseHistory(['2026-01-01'], '2026-01-08')).toMatchObject({
      x: 0,
      tx: 0,
      T: 1,
      silentDays: 7,
      gaps: [],
      ownGapMedian: undefined,
    });
  });

  it('does not know purchases dated after today', () => {
    expect(purchaseHistory(['2026-01-01', '2026-05-01'], '2026-02-01')).toMatchObject({ x: 0, silentDays: 31 });
    expect(purchaseHistory(['2026-05-01'], '2026-02-01')).toBeUndefined();
    expect(purchaseHistory([], '2026-02-01')).toBeUndefined();
  });

  it('crosses leap days and summer time by the calendar', () => {
    expect(purchaseHistory(['2024-02-28', '2024-03-01', '2024-04-01'], '2024-04-01')?.gaps).toEqual([2, 31]);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', 'yesterday'])('refuses %p', (day) => {
    expect(() => dayNumber(day)).toThrow(RangeError);
  });

  it(`agrees with itself on any days (seed ${seed})`, () => {
    const anyDays = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(anyDays, (numbers) => {
        const today = isoDayOf(40_000);
        const history = purchaseHistory(numbers.map(isoDayOf), today);
        expect(history?.x).toBe(new Set(numbers).size - 1);
        expect(history?.gaps.reduce((sum, gap) => sum + gap, 0)).toBeCloseTo((history?.tx ?? NaN) * 7, 6);
        expect(history?.silentDays).toBe(40_000 - Math.max(...numbers));
        expect(history?.gaps.every((gap) => gap >= 1)).toBe(true);
      }),
      { seed },
    );
  });
});
