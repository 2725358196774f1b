import { defineStates } from '../../../kernel/states/transition-table.js';

/** What may be done with an open, won or lost deal; which stage it stands in among the open ones is configuration. */
export const OPPORTUNITY_STATES = defineStates(
  'Opportunity',
  'OPEN',
  {
    OPEN: { edit: 'OPEN', advance: 'OPEN', win: 'WON', lose: 'LOST' },
    WON: { reopen: 'OPEN' },
    LOST: { reopen: 'OPEN' },
  },
  {
    idField: 'opportunityId',
    statesEnum: 'StageKind',
    actions: {
      edit: { zh: '修改', en: 'Change' },
      advance: { zh: '推进阶段', en: 'Advance' },
      win: { zh: '赢单', en: 'Win' },
      lose: { zh: '输单', en: 'Lose' },
      reopen: { zh: '重新打开', en: 'Reopen' },
    },
  },
);
