import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cdnowCases, churnReference } from '../../../../test/fixtures/churn/cdnow-sample.js';
import { simulatedCustomers } from '../../../../test/fixtures/churn/simulated-customers.js';
import { evenSample, fitMbgNbd, groupSummaries, type FitOptions, type MbgNbdFit } from './fit-mbg-nbd.js';
import { probabilitySilenceReaches, totalLogLikelihood, type PurchaseSummary } from './mbg-nbd.js';

const seed = Date.now() % 2_147_483_647;

function fitOf(summaries: Iterable<PurchaseSummary>, options?: FitOptions): MbgNbdFit {
  const fit = fitMbgNbd(groupSummaries(summaries), options);
  if (fit === undefined) throw new Error('nothing to fit');
  return fit;
}

describe('fitMbgNbd on the CDNOW sample', () => {
  const reference = churnReference();
  const cases = cdnowCases();

  it('reproduces the published maximum-likelihood estimate without the prior', () => {
    const { parameters, logLikelihood, customers, repeatCustomers, converged } = fitOf(cases, { priorWeight: 0 });
    expect(customers).toBe(reference.n);
    expect(repeatCustomers).toBe(946);
    expect(converged).toBe(true);
    expect(logLikelihood).toBeCloseTo(reference.mle.ll, 6);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(parameters[name] / reference.mle[name] - 1)).toBeLessThan(1e-4);
    }
  });

  it('is hardly moved by the prior where there are many customers', () => {
    const { parameters, logLikelihood } = fitOf(cases);
    expect(reference.mle.ll - logLikelihood).toBeLessThan(0.1);
    for (const customer of cases.filter(({ x }) => x > 0)) {
      const moved = probabilitySilenceReaches(parameters, customer, 26);
      expect(Math.abs(moved - probabilitySilenceReaches(reference.mle, customer, 26))).toBeLessThan(0.01);
    }
  });

  it('gives the same model whatever the unit of time', () => {
    const inDays = fitOf(cases.map(({ x, tx, T }) => ({ x, tx: tx * 7, T: T * 7 }))).parameters;
    const inWeeks = fitOf(cases).parameters;
    expect(inDays.alpha / 7 / inWeeks.alpha).toBeCloseTo(1, 4);
    for (const name of ['r', 'a', 'b'] as const) expect(inDays[name] / inWeeks[name]).toBeCloseTo(1, 4);
  });
});

describe('fitMbgNbd on simulated customers', () => {
  it.each([
    { r: 0.8, alpha: 6, a: 0.6, b: 2 },
    { r: 2.5, alpha: 10, a: 0.5, b: 4.5 },
  ])('recovers r=$r alpha=$alpha a=$a b=$b', (truth) => {
    const { parameters } = fitOf(simulatedCustomers(truth, 20_000, 20_261));
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(parameters[name] / truth[name] - 1)).toBeLessThan(0.12);
    }
  });

  it('fits 20 000 customers with distinct histories', () => {
    const groups = groupSummaries(simulatedCustomers({ r: 0.8, alpha: 6, a: 0.6, b: 2 }, 20_000, 3));
    expect(fitMbgNbd(groups)?.converged).toBe(true);
  });

  it('from 300 customers scores within a tenth of the truth, from 60 within a quarter, on average', () => {
    const truth = { r: 0.8, alpha: 6, a: 0.6, b: 2 };
    const judged = simulatedCustomers(truth, 2000, 99).filter(({ x, tx, T }) => x > 0 && T - tx < 13);
    const error = (count: number): number => {
      const { parameters } = fitOf(simulatedCustomers(truth, count, 11));
      const misses = judged.map((one) =>
        Math.abs(probabilitySilenceReaches(parameters, one, 13) - probabilitySilenceReaches(truth, one, 13)),
      );
      return misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    };
    expect(error(300)).toBeLessThan(0.1);
    expect(error(60)).toBeLessThan(0.25);
  });
});

describe('evenSample', () => {
  const items = Array.from({ length: 1003 }, (_, i) => i);

  it('keeps a short list whole', () => {
    expect(evenSample(items, 1003)).toBe(items);
  });

  it.each([1, 7, 100, 501, 1002])('takes exactly %i, without clusters', (most) => {
    const sample = evenSample(items, most);
    const steps = sample.slice(1).map((item, i) => item - (sample[i] ?? 0));
    expect(sample).toHaveLength(most);
    expect(sample[0]).toBe(0);
    for (const step of steps) expect(Math.abs(step - items.length / most)).toBeLessThan(1);
  });
});

describe('fitMbgNbd with little or odd data', () => {
  it('learns nothing from nobody, or from first purchases made today', () => {
    expect(fitMbgNbd([])).toBeUndefined();
    expect(fitMbgNbd(groupSummaries([{ x: 0, tx: 0, T: 0 }]))).toBeUndefined();
  });

  it.each([
    { x: -1, tx: 0, T: 1 },
    { x: 1.5, tx: 1, T: 2 },
    { x: 1, tx: 3, T: 2 },
    { x: 0, tx: 1, T: 2 },
    { x: 1, tx: 1, T: NaN },
  ])('refuses x=$x tx=$tx T=$T', (impossible) => {
    expect(() => fitMbgNbd([{ ...impossible, customers: 1 }])).toThrow(RangeError);
  });

  it('steady buyers on time are not warned of, even with few of them', () => {
    const buyers = Array.from({ length: 20 }, (_, i) => ({ x: 24, tx: 104 - (i % 4), T: 104 }));
    const { parameters } = fitOf(buyers);
    for (const buyer of buyers) expect(probabilitySilenceReaches(parameters, buyer, 13)).toBeLessThan(0.2);
  });

  it(`is finite and converged for a handful of customers (seed ${seed})`, () => {
    const anyCustomer = fc
      .record({
        x: fc.integer({ min: 0, max: 60 }),
        share: fc.double({ min: 0.01, max: 1, noNaN: true }),
        days: fc.integer({ min: 1, max: 1500 }),
      })
      .map(({ x, share, days }) => ({ x, tx: x === 0 ? 0 : (days * share) / 7, T: days / 7 }));
    fc.assert(
      fc.property(fc.array(anyCustomer, { minLength: 1, maxLength: 12 }), (customers) => {
        const { parameters, logLikelihood, converged } = fitOf(customers);
        expect(converged).toBe(true);
        expect(logLikelihood).toBeCloseTo(totalLogLikelihood(parameters, customers), 6);
        for (const value of Object.values(parameters)) {
          expect(value).toBeGreaterThan(0);
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { seed, numRuns: 40 },
    );
  });
});
