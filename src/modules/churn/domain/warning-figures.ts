import { addAmounts } from '../../../kernel/runtime/money.js';
import { probabilitySilenceReaches, type MbgNbdParameters } from './mbg-nbd.js';
import { DAYS_PER_WEEK, dayNumber, type PurchaseHistory } from './purchase-history.js';
import { type WarningReason, warningReasons } from './warning-reasons.js';

/** One purchase: its day, and its amount in the company's currency. */
export interface Purchase {
  readonly on: string;
  readonly amount: string | null;
}

/** All that a customer bought. */
export interface PurchaseLog {
  readonly customerId: string;
  readonly purchases: readonly Purchase[];
}

/** What the model says of a customer today, and what that rests on; days are whole, the score is between 0 and 1. */
export interface WarningFigures {
  readonly score: number;
  readonly horizonDays: number;
  readonly silentDays: number;
  /** Median of the customer's own gaps in days; null for a one-time buyer. */
  readonly ownGapMedianDays: number | null;
  /** Days on which the customer bought. */
  readonly purchases: number;
  readonly firstPurchaseOn: string;
  readonly lastPurchaseOn: string;
  /** What the customer spent in the year up to the last purchase, in the company's currency. */
  readonly valueAtRisk: string;
  readonly reasons: readonly WarningReason[];
}

const SCORE_STEPS = 10_000;
const DAYS_PER_YEAR = 365;

/** Scores a customer under the fitted model; the score is rounded to 4 decimals, so that equal data give equal figures. */
export function warningFigures(
  log: PurchaseLog,
  history: PurchaseHistory,
  parameters: MbgNbdParameters,
  horizonDays: number,
): WarningFigures {
  const reach = probabilitySilenceReaches(parameters, history, horizonDays / DAYS_PER_WEEK);
  const score = Math.round(reach * SCORE_STEPS) / SCORE_STEPS;
  return {
    score,
    horizonDays,
    silentDays: history.silentDays,
    ownGapMedianDays: history.ownGapMedian ?? null,
    purchases: history.x + 1,
    firstPurchaseOn: history.firstPurchase,
    lastPurchaseOn: history.lastPurchase,
    valueAtRisk: spentInYearTo(log, history.lastPurchase),
    reasons: warningReasons(history, score, horizonDays),
  };
}

function spentInYearTo({ purchases }: PurchaseLog, lastDay: string): string {
  const last = dayNumber(lastDay);
  const amounts = purchases
    .filter(({ on }) => dayNumber(on) <= last && dayNumber(on) > last - DAYS_PER_YEAR)
    .map(({ amount }) => amount ?? '0');
  return addAmounts(...amounts);
}
