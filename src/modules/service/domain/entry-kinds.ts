import { defineEnum } from '../../../kernel/runtime/labels.js';

const HANDLING = {
  HANDLED: { zh: '处理', en: 'Worked on the case or spoke with the customer' },
  NOTE: { zh: '内部备注', en: 'Note for colleagues; no response to the customer' },
  ASKED_CUSTOMER: { zh: '请客户补充', en: 'Asked the customer; the case waits for the answer' },
  CUSTOMER_ANSWERED: { zh: '客户答复', en: 'The customer answered; the case goes on' },
};

/** What a person can record about a case 处理记录. */
export const ServiceHandling = defineEnum('ServiceHandling', 'What a person records about a case 处理记录.', HANDLING);
export type ServiceHandlingName = keyof typeof ServiceHandling;

/** What one line of a case's record says 服务过程. */
export const ServiceEntryKind = defineEnum('ServiceEntryKind', 'What one line of the record of a case says 服务过程.', {
  ...HANDLING,
  OPENED: { zh: '登记', en: 'Opened' },
  TAKEN: { zh: '受理', en: 'Taken' },
  ASSIGNED: { zh: '指派', en: 'Assigned' },
  FORWARDED: { zh: '转交', en: 'Forwarded' },
  CLOSED: { zh: '关闭', en: 'Closed' },
  REOPENED: { zh: '重新打开', en: 'Reopened' },
  CLOCK_WARNED: { zh: '首次响应即将超时', en: 'First response nearly due' },
  CLOCK_BREACHED: { zh: '首次响应超时', en: 'First response overdue' },
});
export type ServiceEntryKindName = keyof typeof ServiceEntryKind;

/** Whether the record counts as a response to the customer. */
export function isResponse(kind: ServiceHandlingName): boolean {
  return kind === 'HANDLED' || kind === 'ASKED_CUSTOMER';
}
