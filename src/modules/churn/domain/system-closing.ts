import type { ChurnCloseReason, ChurnOutcome } from './churn-enums.js';
import type { WarningClosing } from './churn-warning.js';

type SystemReason = Exclude<ChurnCloseReason, 'PERSON'>;

/** What a closing by the system says of the customer: who buys again was kept, whether somebody acted is told by `actedAt`. */
const OUTCOMES: Record<SystemReason, ChurnOutcome | null> = {
  PURCHASED: 'KEPT',
  SCORE_FELL: 'FALSE_ALARM',
  NO_REPEAT_PURCHASE: 'FALSE_ALARM',
  LOST: 'LOST',
  CUSTOMER_DELETED: null,
};

/** A closing by the system, for a reason that the figures or the customer's fate give. */
export function systemClosing(reason: SystemReason): WarningClosing {
  return { reason, outcome: OUTCOMES[reason], note: null, closedBy: null };
}
