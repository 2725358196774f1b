import type { Locale } from '../../../kernel/runtime/locale.js';
import { reasonText, type WarningReason } from '../domain/warning-reasons.js';
import type { ChurnReasonNode } from './churn-warning.types.js';

/** A reason as the schema shows it. */
export function reasonNode(reason: WarningReason, locale: Locale): ChurnReasonNode {
  const probability = reason.code === 'SILENCE_PROBABILITY' ? reason.probability : null;
  return { code: reason.code, days: daysOf(reason), probability, text: reasonText([reason], locale) };
}

function daysOf(reason: WarningReason): number {
  if ('silentDays' in reason) return reason.silentDays;
  if ('gapDays' in reason) return reason.gapDays;
  return 'longestGapDays' in reason ? reason.longestGapDays : reason.horizonDays;
}
