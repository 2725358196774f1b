import { defineStates } from '../../../kernel/states/transition-table.js';
import type { ServiceCaseStateName } from './service-enums.js';

/** What changes the state of a case; `forward` leaves it to be taken, `hand` gives it to a person. */
export type CaseAction = 'take' | 'assign' | 'forward' | 'hand' | 'record' | 'ask' | 'answer' | 'close' | 'reopen';

/** The states of a service case and the ways between them. */
export const CASE_STATES = defineStates<ServiceCaseStateName, CaseAction>(
  'Service case',
  'OPEN',
  {
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
  },
  {
    idField: 'id',
    statesEnum: 'ServiceCaseState',
    actions: {
      take: { zh: '受理', en: 'Take' },
      assign: { zh: '指派', en: 'Assign' },
      forward: { zh: '转下一步', en: 'Forward' },
      hand: { zh: '转交他人', en: 'Hand over' },
      record: { zh: '登记处理记录', en: 'Record' },
      ask: { zh: '等待客户', en: 'Wait for the customer' },
      answer: { zh: '客户已回复', en: 'The customer has answered' },
      close: { zh: '关闭', en: 'Close' },
      reopen: { zh: '重新打开', en: 'Reopen' },
    },
  },
);
