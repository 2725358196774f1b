/**
 * The MBG/NBD model of repeat buying without a contract: purchases are Poisson with a gamma-distributed rate, and after
 * every purchase, the first one included, the customer leaves with a beta-distributed probability.
 *
 * Source: Batislam, Denizel, Filiztekin, "Empirical validation and comparison of models for customer base analysis",
 * International Journal of Research in Marketing 24 (2007); it modifies the BG/NBD of Fader, Hardie, Lee, "Counting
 * your customers the easy way", Marketing Science 24 (2005), under which a one-time buyer can never have left.
 * All times are in weeks, like the parameters.
 */

// Local names: in a sandboxed global, as under the test runner, looking up Math costs more than the mathematics.
const { exp, log, log1p, pow } = Math;

/** Rate ~ Gamma(r, alpha weeks) and chance of leaving after a purchase ~ Beta(a, b), over the customers. */
export interface MbgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** All the model needs of a customer: repeat purchases x, week tx of the last and week T of today, counted from the first. */
export interface PurchaseSummary {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
}

/** Odds of having left to being active: both are seen as the same silence, only the active one was due to buy in it. */
function oddsOfHavingLeft({ r, alpha, a, b }: MbgNbdParameters, { x, tx, T }: PurchaseSummary): number {
  return (a / (b + x)) * pow((alpha + T) / (alpha + tx), r + x);
}

/** Probability that the customer is still active today (Batislam et al. 2007); too kind to be a warning score by itself. */
export function probabilityAlive(parameters: MbgNbdParameters, summary: PurchaseSummary): number {
  return 1 / (1 + oddsOfHavingLeft(parameters, summary));
}

/** Probability of no purchase in the coming weeks: the customer has left, or is active and happens not to buy. */
export function probabilitySilent(parameters: MbgNbdParameters, summary: PurchaseSummary, comingWeeks: number): number {
  const { r, alpha } = parameters;
  const alive = probabilityAlive(parameters, summary);
  const quiet = pow((alpha + summary.T) / (alpha + summary.T + comingWeeks), r + summary.x);
  return 1 - alive + alive * quiet;
}

/** The churn score: probability that the present silence reaches the horizon (weeks since the last purchase), 1 once it has. */
export function probabilitySilenceReaches(
  parameters: MbgNbdParameters,
  summary: PurchaseSummary,
  horizonWeeks: number,
): number {
  const weeksLeft = horizonWeeks - (summary.T - summary.tx);
  return weeksLeft <= 0 ? 1 : probabilitySilent(parameters, summary, weeksLeft);
}

/**
 * Log-likelihood of one customer as a function, for fixed parameters and x up to a maximum; x is whole, so the ratios of
 * gamma functions in the published formula are exact finite products, kept as running sums of logarithms.
 */
export function logLikelihoodOf(
  { r, alpha, a, b }: MbgNbdParameters,
  greatestX: number,
): (x: number, tx: number, T: number) => number {
  const constant = new Float64Array(greatestX + 1);
  const logLeft = new Float64Array(greatestX + 1);
  let logRate = r * log(alpha);
  let logStayed = 0;
  for (let x = 0; x <= greatestX; x++) {
    logStayed += log((b + x) / (a + b + x));
    constant[x] = logRate + logStayed;
    logLeft[x] = log(a / (b + x));
    logRate += log(r + x);
  }
  return (x, tx, T) => {
    const active = -(r + x) * log(alpha + T);
    const left = (logLeft[x] ?? NaN) - (r + x) * log(alpha + tx);
    const both = active > left ? active + log1p(exp(left - active)) : left + log1p(exp(active - left));
    return (constant[x] ?? NaN) + both;
  };
}

/** Log-likelihood of one customer's history. */
export function logLikelihood(parameters: MbgNbdParameters, { x, tx, T }: PurchaseSummary): number {
  return logLikelihoodOf(parameters, x)(x, tx, T);
}

/** Log-likelihood of all customers together. */
export function totalLogLikelihood(parameters: MbgNbdParameters, summaries: readonly PurchaseSummary[]): number {
  const greatestX = summaries.reduce((greatest, { x }) => Math.max(greatest, x), 0);
  const one = logLikelihoodOf(parameters, greatestX);
  return summaries.reduce((sum, { x, tx, T }) => sum + one(x, tx, T), 0);
}
