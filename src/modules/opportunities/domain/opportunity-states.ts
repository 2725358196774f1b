import { defineStates } from '../../../kernel/states/transition-table.js';

/** What may be done with an open, won or lost deal; which stage it stands in among the open ones is configuration. */
export const OPPORTUNITY_STATES = defineStates('Opportunity', 'OPEN', {
  OPEN: { edit: 'OPEN', advance: 'OPEN', win: 'WON', lose: 'LOST' },
  WON: { reopen: 'OPEN' },
  LOST: { reopen: 'OPEN' },
});
