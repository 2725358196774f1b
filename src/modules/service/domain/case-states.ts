import { defineStates } from '../../../kernel/states/transition-table.js';
import type { ServiceCaseStateName } from './service-enums.js';

/** What changes the state of a case; `forward` leaves it to be taken, `hand` gives it to a person. */
export type CaseAction = 'take' | 'assign' | 'forward' | 'hand' | 'record' | 'ask' | 'answer' | 'close' | 'reopen';

/** The states of a service case and the ways between them. */
export const CASE_STATES = defineStates<ServiceCaseStateName, CaseAction>('Service case', 'OPEN', {
  OPEN: { take: 'IN_PROGRESS', assign: 'IN_PROGRESS', forward: 'OPEN', hand: 'IN_PROGRESS', record: 'OPEN' },
  IN_PROGRESS: {
    assign: 'IN_PROGRESS',
    forward: 'OPEN',
    hand: 'IN_PROGRESS',
    record: 'IN_PROGRESS',
    ask: 'WAITING_CUSTOMER',
    close: 'CLOSED',
  },
  WAITING_CUSTOMER: {
    assign: 'WAITING_CUSTOMER',
    forward: 'OPEN',
    hand: 'IN_PROGRESS',
    record: 'WAITING_CUSTOMER',
    answer: 'IN_PROGRESS',
    close: 'CLOSED',
  },
  CLOSED: { reopen: 'OPEN' },
});
