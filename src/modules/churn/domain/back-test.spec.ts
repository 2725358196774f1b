import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cdnowCases } from '../../../../test/fixtures/churn/cdnow-sample.js';
import {
  areaUnderCurve,
  backTest,
  backTestCase,
  rankingQuality,
  thresholdForPrecision,
  walkForward,
} from './back-test.js';
import { isoDayOf } from './purchase-history.js';

const seed = Date.now() % 2_147_483_647;

describe('ranking quality', () => {
  it.each([
    [[1, 2, 3, 4], [false, false, true, true], 1],
    [[4, 3, 2, 1], [false, false, true, true], 0],
    [[1, 1, 1, 1], [false, true, false, true], 0.5],
    [[1, 2, 2, 3], [false, true, false, true], 0.875],
    [[1, 2], [true, true], undefined],
    [[], [], undefined],
  ])('AUC of %p with losses %p is %p', (scores, lost, expected) => {
    expect(areaUnderCurve(scores, lost)).toBe(expected);
  });

  it(`AUC is the share of rightly ordered pairs (seed ${seed})`, () => {
    const anyCase = fc.record({ score: fc.integer({ min: 0, max: 9 }), lost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 40 }), (all) => {
        const kept = all.filter(({ lost }) => !lost);
        const order = all
          .filter(({ lost }) => lost)
          .flatMap((gone) => kept.map((here) => (Math.sign(gone.score - here.score) + 1) / 2));
        const auc = areaUnderCurve(
          all.map(({ score }) => score),
          all.map(({ lost }) => lost),
        );
        if (order.length === 0) expect(auc).toBeUndefined();
        else expect(auc).toBeCloseTo(order.reduce((sum, right) => sum + right, 0) / order.length, 10);
      }),
      { seed },
    );
  });

  it('counts warnings, hits and misses at a threshold', () => {
    const scores = [0.9, 0.8, 0.7, 0.2, 0.1];
    const lost = [true, true, false, true, false];
    expect(rankingQuality(scores, lost, 0.7)).toMatchObject({ warned: 3, precision: 2 / 3, recall: 2 / 3 });
    expect(rankingQuality(scores, lost, 0.95)).toMatchObject({ warned: 0, precision: undefined, recall: 0 });
  });

  it('finds the lowest threshold with the precision, among enough warnings', () => {
    const scores = [0.9, 0.8, 0.8, 0.6, 0.5];
    const lost = [true, false, true, true, false];
    expect(thresholdForPrecision(scores, lost, 0.7, 1)).toBe(0.6);
    expect(thresholdForPrecision(scores, lost, 0.9, 1)).toBe(0.9);
    expect(thresholdForPrecision(scores, lost, 0.9, 2)).toBeUndefined();
  });
});

describe('backTestCase', () => {
  it('shows the model only what was known at the cut-off', () => {
    const log = ['2026-01-01', '2026-01-15', '2026-03-01', '2026-02-20'];
    expect(backTestCase(log, '2026-01-29')).toEqual({ x: 1, tx: 2, T: 4, silentDays: 14, nextPurchaseInDays: 22 });
    expect(backTestCase(log, '2026-03-01')).toMatchObject({ x: 3, nextPurchaseInDays: undefined });
    expect(backTestCase(log, '2025-12-31')).toBeUndefined();
  });
});

describe('backTest on the CDNOW log at 1997-09-30, horizon 182 days', () => {
  const cases = cdnowCases();

  it('beats the recency rule and reaches the precision the default threshold stands for', () => {
    const report = backTest(cases, { horizonDays: 182, threshold: 0.6 });
    expect(report?.customers).toBe(725);
    expect(report?.lostShare).toBeCloseTo(0.469, 3);
    expect(report?.model.auc).toBeGreaterThan(0.68);
    expect(report?.recency.auc).toBeLessThan(0.66);
    expect(report?.model.precision).toBeCloseTo(0.6, 2);
    expect(report?.model.precision).toBeGreaterThan(report?.recency.precision ?? 1);
    expect(report?.model.recall).toBeGreaterThan(0.75);
  });

  it('is well calibrated for what the score states: this silence reaches the horizon', () => {
    const report = backTest(cases, { horizonDays: 182, threshold: 0.6, outcome: 'SILENCE_REACHED_HORIZON' });
    expect(Math.abs((report?.meanScore ?? 0) - (report?.lostShare ?? 1))).toBeLessThan(0.05);
    expect(report?.model.precision).toBeGreaterThan(0.75);
  });

  it('has nothing to report where nobody can be judged', () => {
    expect(backTest([], { horizonDays: 182, threshold: 0.6 })).toBeUndefined();
    const oneTime = { x: 0, tx: 0, T: 10, silentDays: 70, nextPurchaseInDays: undefined };
    expect(backTest([oneTime], { horizonDays: 182, threshold: 0.6 })).toBeUndefined();
  });
});

describe('walkForward', () => {
  const steady = Array.from({ length: 40 }, (_, i) => isoDayOf(20_000 + i * 14));
  const logs = Array.from({ length: 12 }, (_, i) => (i < 4 ? steady.slice(0, 14) : steady));
  const options = { horizonDays: 91, threshold: 0.6, knownUntil: isoDayOf(20_546) };

  it('tells the customers who stopped from those who go on, oldest cut-off first', () => {
    const [earlier, later] = walkForward(logs, [isoDayOf(20_230), isoDayOf(20_200)], options);
    expect(earlier?.cutOff).toBe(isoDayOf(20_200));
    expect(earlier?.report?.lostShare).toBeCloseTo(4 / 12, 10);
    expect(later?.report?.model.auc).toBe(1);
  });

  it('refuses a cut-off whose horizon is not over', () => {
    expect(() => walkForward(logs, [isoDayOf(20_500)], options)).toThrow(RangeError);
  });
});
