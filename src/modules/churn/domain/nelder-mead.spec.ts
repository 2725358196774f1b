import { describe, expect, it } from '@jest/globals';
import { minimize } from './nelder-mead.js';

describe('minimize', () => {
  it('finds the minimum of the Rosenbrock valley', () => {
    const valley = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const found = minimize(valley, [-1.2, 1]);
    expect(found.converged).toBe(true);
    expect(found.point[0]).toBeCloseTo(1, 4);
    expect(found.point[1]).toBeCloseTo(1, 4);
  });

  it('finds the minimum of a tilted bowl in four variables', () => {
    const bowl = (point: readonly number[]): number =>
      point.reduce((sum, z, i) => sum + (i + 1) * (z - i) ** 2, (point[0] ?? 0) * (point[3] ?? 0) * 0.5);
    const found = minimize(bowl, [3, 3, 3, 3]);
    const here = bowl(found.point);
    for (let i = 0; i < 4; i++) {
      for (const shift of [-0.01, 0.01]) {
        expect(bowl(found.point.map((z, j) => (j === i ? z + shift : z)))).toBeGreaterThan(here);
      }
    }
  });

  it('walks around points where the function has no value', () => {
    const logarithmic = ([x = 0]: readonly number[]): number => x - Math.log(x);
    expect(minimize(logarithmic, [0.2], { step: -0.5 }).point[0]).toBeCloseTo(1, 4);
  });

  it('stops at the limit of evaluations and says it has not converged', () => {
    const found = minimize(([x = 0]) => -x, [0], { maxEvaluations: 50 });
    expect(found.converged).toBe(false);
    expect(found.evaluations).toBeLessThan(60);
  });
});
