import { expect, test } from '@jest/globals';
import { seededUniform } from '../../../../test/fixtures/churn/simulated-customers.js';
import { assessPurchases } from './assess-purchases.js';
import { betterRanking, ChurnModel } from './churn-model.js';
import { modelWords } from './model-words.js';
import { dayNumber, isoDayOf } from './purchase-history.js';

const TODAY = '2026-06-30';

/** Buyers of very different rhythm over two years; each stops for good with the same chance after every purchase. */
function buyers(count: number): string[][] {
  const uniform = seededUniform(7);
  const end = dayNumber(TODAY);
  return Array.from({ length: count }, () => {
    const gap = 4 + 60 * uniform();
    const days: string[] = [];
    for (let day = end - 700 * uniform(); day <= end; day += -Math.log(uniform()) * gap) {
      days.push(isoDayOf(Math.floor(day)));
      if (uniform() < 0.08) break;
    }
    return days;
  });
}

test('fits, finds the horizon, and judges itself one horizon ago against the recency rule', () => {
  const assessment = assessPurchases({ logs: buyers(400), today: TODAY, threshold: 0.6 });
  expect(assessment.horizon.source).toBe('RHYTHM');
  expect(assessment.cutOff).toBe(isoDayOf(dayNumber(TODAY) - assessment.horizon.days));
  expect(assessment.fit?.converged).toBe(true);
  expect(assessment.report?.model.auc).toBeGreaterThan(assessment.report?.recency.auc ?? 1);
  expect(assessment.report?.model.precision).toBeGreaterThan(assessment.report?.lostShare ?? 1);
  const made = { fittedAt: new Date(0), basis: 'x', threshold: 0.6 };
  const model = ChurnModel.of(assessment.fit!, assessment, made);
  expect(model).toMatchObject({ winner: 'MODEL', horizonDays: assessment.horizon.days, customers: 400 });
  expect(modelWords(model, true).zh).toMatch(
    /^沉默满 \d+ 天视为流失，概率达 60% 时预警。以 .* 为界回测 \d+ 个客户.*模型更准。$/,
  );
  expect(modelWords(model, false).en).not.toMatch(/\d customers|warned of/);
});

test('too little to learn from: no fit without time, no back-test without the past', () => {
  expect(assessPurchases({ logs: [], today: TODAY, threshold: 0.6 })).toMatchObject({
    fit: undefined,
    report: undefined,
  });
  expect(assessPurchases({ logs: [[TODAY]], today: TODAY, threshold: 0.6 }).fit).toBeUndefined();
  const young = assessPurchases({ logs: [['2026-06-01', '2026-06-15']], today: TODAY, threshold: 0.6 });
  expect(young.fit?.customers).toBe(1);
  expect(young.report).toBeUndefined();
  const made = { fittedAt: new Date(0), basis: 'x', threshold: 0.6 };
  expect(modelWords(ChurnModel.of(young.fit!, young, made), true).en).toContain('too little history');
});

test('the better ranking has the larger area; a hair’s breadth counts as even', () => {
  expect(betterRanking(0.7, 0.6)).toBe('MODEL');
  expect(betterRanking(0.6, 0.7)).toBe('RECENCY');
  expect(betterRanking(0.7, 0.697)).toBe('EVEN');
  expect(betterRanking(null, 0.7)).toBeNull();
});
