/**
 * Default score at which a warning opens. The score is a probability, so customers at 0.6 or more are lost in at least six
 * of ten cases where the model fits; on the CDNOW log it gives 60 % precision against the stricter "no purchase in the
 * whole next horizon" and 78 % against "this silence reached the horizon". A company's own back-test may replace it.
 */
export const DEFAULT_THRESHOLD = 0.6;

/** How far the score must fall below the threshold before an open warning is withdrawn, so that it does not flicker. */
export const DEFAULT_HYSTERESIS = 0.15;

/** What the rules need of a purchase history; lastPurchase (ISO day) names the spell of silence. */
export interface SilenceSpell {
  readonly x: number;
  readonly silentDays: number;
  readonly lastPurchase: string;
}

/** A customer as a scan finds them; a spell of a warning is the last purchase known when it was opened. */
export interface WarningSituation {
  readonly history: SilenceSpell | undefined;
  readonly score: number;
  readonly openSpell?: string | undefined;
  readonly closedSpell?: string | undefined;
}

/** The figures of the rules: scores between 0 and 1, the horizon in days. */
export interface WarningRules {
  readonly horizonDays: number;
  readonly threshold?: number;
  readonly hysteresis?: number;
}

/** What to do with the customer's warning and why; spell is to be stored with an opened or updated warning. */
export type WarningDecision =
  | { readonly action: 'open'; readonly reason: 'SCORE_REACHED_THRESHOLD'; readonly spell: string }
  | { readonly action: 'update'; readonly reason: 'STILL_AT_RISK'; readonly spell: string }
  | { readonly action: 'close'; readonly reason: 'PURCHASED' | 'SCORE_FELL' | 'LOST' | 'NO_REPEAT_PURCHASE' }
  | {
      readonly action: 'none';
      readonly reason: 'NO_REPEAT_PURCHASE' | 'LOST' | 'WARNED_IN_THIS_SPELL' | 'SCORE_BELOW_THRESHOLD';
    };

/** Why a customer is outside the warnings: without a repeat there is no rhythm, and past the horizon it is too late to warn. */
function exclusionOf(
  history: SilenceSpell | undefined,
  horizonDays: number,
): 'NO_REPEAT_PURCHASE' | 'LOST' | undefined {
  if (history === undefined || history.x < 1) return 'NO_REPEAT_PURCHASE';
  return history.silentDays >= horizonDays ? 'LOST' : undefined;
}

/** Opens, keeps, closes or leaves a customer's one warning; ISO days compare as text. */
export function decideWarning(situation: WarningSituation, rules: WarningRules): WarningDecision {
  const { history, score, openSpell, closedSpell } = situation;
  const { horizonDays, threshold = DEFAULT_THRESHOLD, hysteresis = DEFAULT_HYSTERESIS } = rules;
  const exclusion = exclusionOf(history, horizonDays);
  if (openSpell !== undefined) {
    if (history !== undefined && history.lastPurchase > openSpell) return { action: 'close', reason: 'PURCHASED' };
    if (history === undefined || exclusion) return { action: 'close', reason: exclusion ?? 'NO_REPEAT_PURCHASE' };
    if (score < threshold - hysteresis) return { action: 'close', reason: 'SCORE_FELL' };
    return { action: 'update', reason: 'STILL_AT_RISK', spell: history.lastPurchase };
  }
  if (history === undefined || exclusion) return { action: 'none', reason: exclusion ?? 'NO_REPEAT_PURCHASE' };
  // An annulled purchase moves the last one back; that is the same silence, not a new one to warn of.
  if (closedSpell !== undefined && history.lastPurchase <= closedSpell) {
    return { action: 'none', reason: 'WARNED_IN_THIS_SPELL' };
  }
  if (score < threshold) return { action: 'none', reason: 'SCORE_BELOW_THRESHOLD' };
  return { action: 'open', reason: 'SCORE_REACHED_THRESHOLD', spell: history.lastPurchase };
}
