import { logLikelihoodOf, type MbgNbdParameters, type PurchaseSummary } from './mbg-nbd.js';
import { minimize } from './nelder-mead.js';

/** Customers with the same purchase history, counted. */
export interface CountedSummary extends PurchaseSummary {
  readonly customers: number;
}

/** The fitted model and what it rests on; the log-likelihood is that of the data alone, without the prior. */
export interface MbgNbdFit {
  readonly parameters: MbgNbdParameters;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly repeatCustomers: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

/** Weight of the prior: 1 as documented at the prior, 0 for the plain maximum of the likelihood. */
export interface FitOptions {
  readonly priorWeight?: number;
}

/**
 * The weak prior: four independent normals whose weight is that of about one customer per parameter.
 * - log r about 0: rates are exponentially distributed;
 * - log(r / alpha) about the company's own observed purchases per customer-week, which makes the prior free of time units;
 * - log(a / b) about 1/3: one customer in four leaves after a purchase;
 * - log(a + b) about 3: customers differ in that chance, but not wildly. This one is tighter, since likelihoods of few
 *   customers often rise for ever along a + b.
 * The spreads are in natural logarithms: 1.5 means a factor of 4.5 either way at one standard deviation.
 */
const SPREAD = { shape: 1.5, rate: 1.5, leavingOdds: 1.5, leavingSum: 1 } as const;
const CENTRE = { shape: 0, leavingOdds: Math.log(1 / 3), leavingSum: Math.log(3) } as const;

/** Parameters from a point in units of the prior's spreads, its centre being the origin. */
function parametersAt(point: readonly number[], observedRate: number): MbgNbdParameters {
  const [shape = 0, rate = 0, odds = 0, sum = 0] = point;
  const r = Math.exp(CENTRE.shape + SPREAD.shape * shape);
  const alpha = r / (observedRate * Math.exp(SPREAD.rate * rate));
  const aOverB = Math.exp(CENTRE.leavingOdds + SPREAD.leavingOdds * odds);
  const b = Math.exp(CENTRE.leavingSum + SPREAD.leavingSum * sum) / (1 + aOverB);
  return { r, alpha, a: aOverB * b, b };
}

/** Customers a fit needs at most: more would refine four parameters beyond what a score shows, and take time in proportion. */
export const MOST_CUSTOMERS_FITTED = 20_000;

/** Every n-th of the items, at most so many, evenly over their order; a list in order of entry gives old and new alike. */
export function evenSample<Item>(items: readonly Item[], most = MOST_CUSTOMERS_FITTED): readonly Item[] {
  if (items.length <= most) return items;
  return items.filter((_, i) => Math.floor((i * most) / items.length) !== Math.floor(((i - 1) * most) / items.length));
}

/** Customers with identical history are counted once, which makes a company with few distinct histories quick to fit. */
export function groupSummaries(summaries: Iterable<PurchaseSummary>): CountedSummary[] {
  const groups = new Map<string, { x: number; tx: number; T: number; customers: number }>();
  for (const { x, tx, T } of summaries) {
    const key = `${x} ${tx} ${T}`;
    const group = groups.get(key);
    if (group) group.customers++;
    else groups.set(key, { x, tx, T, customers: 1 });
  }
  return [...groups.values()];
}

function assertPossible({ x, tx, T, customers }: CountedSummary): void {
  const ordered = tx >= 0 && tx <= T && Number.isFinite(T) && (x > 0 || tx === 0);
  if (!Number.isInteger(x) || x < 0 || !ordered || !(customers > 0)) {
    throw new RangeError(`Not a purchase history: x=${x}, tx=${tx}, T=${T}, customers=${customers}`);
  }
}

/** Objective over flat arrays: this loop is the whole cost of a fit. */
function minusLogLikelihood(groups: readonly CountedSummary[]): (parameters: MbgNbdParameters) => number {
  const xs = Int32Array.from(groups, ({ x }) => x);
  const txs = Float64Array.from(groups, ({ tx }) => tx);
  const ages = Float64Array.from(groups, ({ T }) => T);
  const counts = Float64Array.from(groups, ({ customers }) => customers);
  const greatestX = xs.reduce((greatest, x) => Math.max(greatest, x), 0);
  return (parameters) => {
    const one = logLikelihoodOf(parameters, greatestX);
    let sum = 0;
    for (let i = 0; i < xs.length; i++) {
      sum -= (counts[i] ?? 0) * one(xs[i] ?? 0, txs[i] ?? 0, ages[i] ?? 0);
    }
    return sum;
  };
}

/**
 * Parameters that best explain the counted histories (times in weeks), by maximum likelihood with the weak prior;
 * undefined while no customer has been observed for any time, because then there is no rhythm to learn.
 */
export function fitMbgNbd(
  groups: readonly CountedSummary[],
  { priorWeight = 1 }: FitOptions = {},
): MbgNbdFit | undefined {
  groups.forEach(assertPossible);
  const total = (value: (group: CountedSummary) => number): number =>
    groups.reduce((sum, group) => sum + group.customers * value(group), 0);
  const exposure = total(({ T }) => T);
  if (exposure === 0) return undefined;
  // Half a purchase keeps the rate of a company without any repeat purchase above zero.
  const repeats = total(({ x }) => x) || 0.5;
  const observedRate = repeats / exposure;
  const ofData = minusLogLikelihood(groups);
  const objective = (point: readonly number[]): number =>
    ofData(parametersAt(point, observedRate)) + (priorWeight / 2) * point.reduce((sum, z) => sum + z * z, 0);
  const found = minimize(objective, [0, 0, 0, 0]);
  const parameters = parametersAt(found.point, observedRate);
  return {
    parameters,
    logLikelihood: -ofData(parameters),
    customers: total(() => 1),
    repeatCustomers: total(({ x }) => (x > 0 ? 1 : 0)),
    evaluations: found.evaluations,
    converged: found.converged,
  };
}
