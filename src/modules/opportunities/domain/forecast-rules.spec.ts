import { expect, test } from '@jest/globals';
import { DEFAULT_STAGES } from './default-stages.js';
import { BEST_FROM, COMMIT_FROM, monthsFrom, shareOfCount } from './forecast-rules.js';

test.each([
  ['2026-11', 4, ['2026-11', '2026-12', '2027-01', '2027-02']],
  ['2026-01', 1, ['2026-01']],
  ['2026-12', 2, ['2026-12', '2027-01']],
])('%s and %i months', (first, count, months) => {
  expect(monthsFrom(first, count)).toEqual(months);
});

test.each([
  [1, 4, 0.25],
  [0, 4, 0],
  [0, 0, null],
])('%i of %i is %s', (part, whole, share) => {
  expect(shareOfCount(part, whole)).toBe(share);
});

test('of the standard stages negotiating is committed, engaging and later are the best case', () => {
  const open = DEFAULT_STAGES.filter(({ kind }) => kind === 'OPEN');
  const from = (limit: string): string[] =>
    open.filter(({ probability }) => Number(probability) >= Number(limit)).map(({ code }) => code);
  expect(from(COMMIT_FROM)).toEqual(['NEGOTIATING']);
  expect(from(BEST_FROM)).toEqual(['ENGAGING', 'PROPOSAL', 'NEGOTIATING']);
});
