import { fitMbgNbd, groupSummaries, type MbgNbdFit } from './fit-mbg-nbd.js';
import { probabilitySilenceReaches, type PurchaseSummary } from './mbg-nbd.js';
import { DAYS_PER_WEEK, dayNumber, purchaseHistory } from './purchase-history.js';

/** A customer as known at a cut-off day, with what came after: days from the cut-off to the next purchase, undefined of none. */
export interface BackTestCase extends PurchaseSummary {
  readonly silentDays: number;
  readonly nextPurchaseInDays: number | undefined;
}

/**
 * What counts as lost. NO_PURCHASE_IN_HORIZON: none in the whole horizon after the cut-off, the strict measure that the
 * methods were compared by; SILENCE_REACHED_HORIZON: none until the silence was as long as the horizon, which the score states.
 */
export type LossOutcome = 'NO_PURCHASE_IN_HORIZON' | 'SILENCE_REACHED_HORIZON';

/** How good a way of ranking customers was; undefined where nobody was warned or only one outcome occurred. */
export interface RankingQuality {
  readonly auc: number | undefined;
  readonly threshold: number;
  readonly warned: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
}

/** Result at one cut-off; the recency rule warns of as many customers as the model does (more where days are tied). */
export interface BackTestReport {
  readonly customers: number;
  readonly lostShare: number;
  readonly meanScore: number;
  readonly model: RankingQuality;
  readonly recency: RankingQuality;
  readonly fit: MbgNbdFit;
}

/** Figures of a back-test: days, and a score between 0 and 1. */
export interface BackTestOptions {
  readonly horizonDays: number;
  readonly threshold: number;
  readonly outcome?: LossOutcome;
}

/** Splits one customer's purchase days (ISO) at the cut-off; undefined if the first purchase came later. */
export function backTestCase(purchaseDays: readonly string[], cutOff: string): BackTestCase | undefined {
  const history = purchaseHistory(purchaseDays, cutOff);
  if (history === undefined) return undefined;
  const { x, tx, T, silentDays } = history;
  const day = dayNumber(cutOff);
  const later = purchaseDays.map((isoDay) => dayNumber(isoDay) - day).filter((distance) => distance > 0);
  const next = later.reduce((nearest, distance) => Math.min(nearest, distance), Infinity);
  return { x, tx, T, silentDays, nextPurchaseInDays: Number.isFinite(next) ? next : undefined };
}

/** Area under the ROC curve: the chance that a lost customer scores above a kept one, ties counting half. */
export function areaUnderCurve(scores: readonly number[], lost: readonly boolean[]): number | undefined {
  const order = scores.map((score, i) => ({ score, lost: lost[i] === true })).sort((a, b) => a.score - b.score);
  const positives = order.filter((entry) => entry.lost).length;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let rankSum = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let lostHere = 0;
    for (; end < order.length && order[end]?.score === order[start]?.score; end++) if (order[end]?.lost) lostHere++;
    rankSum += (lostHere * (start + end + 1)) / 2;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Quality of warning at a threshold (scores at or above it are warned of). */
export function rankingQuality(scores: readonly number[], lost: readonly boolean[], threshold: number): RankingQuality {
  const warned = scores.filter((score) => score >= threshold).length;
  const hits = scores.filter((score, i) => score >= threshold && lost[i]).length;
  const losses = lost.filter(Boolean).length;
  return {
    auc: areaUnderCurve(scores, lost),
    threshold,
    warned,
    precision: warned === 0 ? undefined : hits / warned,
    recall: losses === 0 ? undefined : hits / losses,
  };
}

/** Lowest threshold whose warnings reach the precision, with at least so many warnings to judge by; undefined if none does. */
export function thresholdForPrecision(
  scores: readonly number[],
  lost: readonly boolean[],
  precision: number,
  fewestWarnings = 20,
): number | undefined {
  const order = scores.map((score, i) => ({ score, lost: lost[i] === true })).sort((a, b) => b.score - a.score);
  let hits = 0;
  let lowest: number | undefined;
  order.forEach((entry, i) => {
    if (entry.lost) hits++;
    const tied = order[i + 1]?.score === entry.score;
    if (!tied && i + 1 >= fewestWarnings && hits / (i + 1) >= precision) lowest = entry.score;
  });
  return lowest;
}

function isLost(one: BackTestCase, horizonDays: number, outcome: LossOutcome): boolean {
  const next = one.nextPurchaseInDays ?? Infinity;
  return next > (outcome === 'NO_PURCHASE_IN_HORIZON' ? horizonDays : horizonDays - one.silentDays);
}

/**
 * Model against recency rule at one cut-off: fitted on everyone's history, judged on those a warning can help (a repeat
 * purchase, and bought within the horizon). The cases must have been followed for a whole horizon after the cut-off;
 * undefined if there is nobody to judge on.
 */
export function backTest(cases: readonly BackTestCase[], options: BackTestOptions): BackTestReport | undefined {
  const { horizonDays, threshold, outcome = 'NO_PURCHASE_IN_HORIZON' } = options;
  const fit = fitMbgNbd(groupSummaries(cases));
  const judged = cases.filter(({ x, silentDays }) => x > 0 && silentDays < horizonDays);
  if (fit === undefined || judged.length === 0) return undefined;
  const lost = judged.map((one) => isLost(one, horizonDays, outcome));
  const horizonWeeks = horizonDays / DAYS_PER_WEEK;
  const scores = judged.map((one) => probabilitySilenceReaches(fit.parameters, one, horizonWeeks));
  const silences = judged.map(({ silentDays }) => silentDays);
  const model = rankingQuality(scores, lost, threshold);
  const longestFirst = [...silences].sort((first, second) => second - first);
  const recencyThreshold = longestFirst[model.warned - 1] ?? horizonDays;
  return {
    customers: judged.length,
    lostShare: lost.filter(Boolean).length / lost.length,
    meanScore: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    model,
    recency: rankingQuality(silences, lost, recencyThreshold),
    fit,
  };
}

/** Walk-forward: one back-test per cut-off over purchase logs (ISO days per customer) known up to a day, oldest first. */
export function walkForward(
  logs: readonly (readonly string[])[],
  cutOffs: readonly string[],
  options: BackTestOptions & { readonly knownUntil: string },
): { readonly cutOff: string; readonly report: BackTestReport | undefined }[] {
  return [...cutOffs].sort().map((cutOff) => {
    if (dayNumber(cutOff) + options.horizonDays > dayNumber(options.knownUntil)) {
      throw new RangeError(`The horizon after ${cutOff} is not over by ${options.knownUntil}`);
    }
    const cases = logs.map((log) => backTestCase(log, cutOff)).filter((one) => one !== undefined);
    return { cutOff, report: backTest(cases, options) };
  });
}
