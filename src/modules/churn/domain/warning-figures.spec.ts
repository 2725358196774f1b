import { expect, test } from '@jest/globals';
import { purchaseHistory } from './purchase-history.js';
import { type PurchaseLog, warningFigures } from './warning-figures.js';

const PARAMETERS = { r: 1, alpha: 4, a: 0.5, b: 2 };

function figuresOf(purchases: PurchaseLog['purchases'], today: string): ReturnType<typeof warningFigures> {
  const log = { customerId: '1', purchases };
  const history = purchaseHistory(
    purchases.map(({ on }) => on),
    today,
  );
  if (!history) throw new Error('no purchases');
  return warningFigures(log, history, PARAMETERS, 56);
}

test('figures of a customer: score with 4 decimals, rhythm in days, what the last year before the silence was worth', () => {
  const purchases = [
    { on: '2025-01-01', amount: '999.99' },
    { on: '2026-01-01', amount: '100.10' },
    { on: '2026-01-15', amount: null },
    { on: '2026-02-01', amount: '50.20' },
    { on: '2026-02-01', amount: '0.70' },
    { on: '2026-03-10', amount: '7.00' },
  ];
  const figures = figuresOf(purchases, '2026-03-01');
  expect(figures).toMatchObject({
    silentDays: 28,
    purchases: 4,
    ownGapMedianDays: 17,
    firstPurchaseOn: '2025-01-01',
    lastPurchaseOn: '2026-02-01',
    valueAtRisk: '151.00',
    horizonDays: 56,
  });
  expect(figures.score).toBeGreaterThan(0);
  expect(figures.score).toBeLessThan(1);
  expect(figures.score * 10_000).toBeCloseTo(Math.round(figures.score * 10_000), 9);
  expect(figures.reasons.map(({ code }) => code)).toEqual(['SILENT', 'USUAL_GAP', 'SILENCE_PROBABILITY']);
});

test('the score is 1 once the silence has reached the horizon, and grows with the silence before', () => {
  const bought = [
    { on: '2026-01-01', amount: '1.00' },
    { on: '2026-01-10', amount: '1.00' },
  ];
  const scores = ['2026-01-11', '2026-02-01', '2026-03-01', '2026-03-07'].map(
    (today) => figuresOf(bought, today).score,
  );
  expect([...scores].sort((a, b) => a - b)).toEqual(scores);
  expect(scores.at(-1)).toBe(1);
});
