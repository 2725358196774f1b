import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cdnowCases, churnReference } from '../../../../test/fixtures/churn/cdnow-sample.js';
import { simulatedCustomers } from '../../../../test/fixtures/churn/simulated-customers.js';
import {
  logLikelihood,
  logLikelihoodOf,
  probabilityAlive,
  probabilitySilent,
  probabilitySilenceReaches,
  totalLogLikelihood,
} from './mbg-nbd.js';

const seed = Date.now() % 2_147_483_647;
const ROUNDING = 1e-12;
const reference = churnReference();

const positive = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const anyParameters = fc.record({
  r: positive(0.05, 20),
  alpha: positive(0.05, 200),
  a: positive(0.05, 20),
  b: positive(0.05, 20),
});
const anySummary = fc
  .record({ x: fc.integer({ min: 0, max: 400 }), tx: positive(0, 500), silence: positive(0, 300) })
  .map(({ x, tx, silence }) => ({ x, tx: x === 0 ? 0 : tx, T: (x === 0 ? 0 : tx) + silence }));

describe('MBG/NBD against published values', () => {
  it.each(reference.customers)('customer x=$x tx=$tx T=$T', (customer) => {
    const alive = probabilityAlive(reference.fixedParameters, customer);
    const silent = probabilitySilent(reference.fixedParameters, customer, 13);
    const reached = probabilitySilenceReaches(reference.fixedParameters, customer, customer.T - customer.tx + 13);
    expect(Math.abs(alive - customer.probabilityAlive)).toBeLessThan(1e-9);
    expect(Math.abs(silent - customer.probabilitySilent13)).toBeLessThan(1e-9);
    expect(Math.abs(reached - customer.probabilitySilent13)).toBeLessThan(1e-9);
  });

  it('gives the log-likelihood of the CDNOW sample at its published estimate', () => {
    expect(totalLogLikelihood(reference.mle, cdnowCases())).toBeCloseTo(reference.mle.ll, 6);
  });

  it('integrates the likelihood of an individual over the customers', () => {
    // With r = a = b = 1 and x = 0 the double integral is elementary: half alpha/(alpha+T), half gone at once.
    const uniform = { r: 1, alpha: 2, a: 1, b: 1 };
    expect(logLikelihood(uniform, { x: 0, tx: 0, T: 6 })).toBeCloseTo(Math.log(0.5 * (2 / 8) + 0.5), 14);
    // x = 1: E[q^2] / (alpha+T)^2 + E[p q] / (alpha+tx)^2, times alpha, with q uniform.
    expect(logLikelihood(uniform, { x: 1, tx: 2, T: 6 })).toBeCloseTo(Math.log(2 * (1 / 3 / 64 + 1 / 6 / 16)), 14);
  });

  it('answers the same from shared tables as alone', () => {
    const shared = logLikelihoodOf(reference.mle, 50);
    for (const x of [0, 1, 7, 50]) {
      const summary = { x, tx: x === 0 ? 0 : 20, T: 30 };
      expect(shared(x, summary.tx, 30)).toBe(logLikelihood(reference.mle, summary));
    }
  });
});

describe(`MBG/NBD properties (seed ${seed})`, () => {
  it('score and probabilities lie within [0, 1]', () => {
    fc.assert(
      fc.property(anyParameters, anySummary, positive(0, 300), (parameters, summary, weeks) => {
        for (const value of [
          probabilityAlive(parameters, summary),
          probabilitySilent(parameters, summary, weeks),
          probabilitySilenceReaches(parameters, summary, weeks),
        ]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { seed },
    );
  });

  it('score never falls while the same silence grows, and is 1 once it reached the horizon', () => {
    fc.assert(
      fc.property(anyParameters, anySummary, positive(0, 100), positive(0, 300), (parameters, summary, more, H) => {
        const later = { ...summary, T: summary.T + more };
        const before = probabilitySilenceReaches(parameters, summary, H);
        expect(probabilitySilenceReaches(parameters, later, H)).toBeGreaterThanOrEqual(before - ROUNDING);
        expect(probabilitySilenceReaches(parameters, { ...summary, T: summary.tx + H }, H)).toBeCloseTo(1, 9);
      }),
      { seed },
    );
  });

  it('a longer silence ahead is never likelier, and none ahead is certain', () => {
    fc.assert(
      fc.property(anyParameters, anySummary, positive(0, 200), positive(0, 200), (parameters, summary, weeks, more) => {
        const shorter = probabilitySilent(parameters, summary, weeks);
        expect(probabilitySilent(parameters, summary, weeks + more)).toBeLessThanOrEqual(shorter + ROUNDING);
        expect(probabilitySilent(parameters, summary, 0)).toBeCloseTo(1, 12);
      }),
      { seed },
    );
  });

  it('the likelihood of every history is finite', () => {
    fc.assert(
      fc.property(anyParameters, anySummary, (parameters, summary) => {
        expect(Number.isFinite(logLikelihood(parameters, summary))).toBe(true);
      }),
      { seed },
    );
  });
});

describe('MBG/NBD at scale', () => {
  it('gives each of a million histories a probability', () => {
    const customers = simulatedCustomers(reference.mle, 10_000, 7);
    let outside = 0;
    for (let round = 0; round < 100; round++) {
      for (const customer of customers) {
        const probability = probabilitySilenceReaches(reference.mle, customer, 13 + round / 10);
        if (!(probability >= 0 && probability <= 1)) outside += 1;
      }
    }
    expect(outside).toBe(0);
  });
});
