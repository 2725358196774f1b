import { defineEnum } from '../../../kernel/runtime/labels.js';

/** What the customer wants 服务类别. */
export const ServiceCaseKind = defineEnum('ServiceCaseKind', 'What the customer wants 服务类别.', {
  REQUEST: { zh: '服务请求', en: 'Request' },
  FAULT: { zh: '故障', en: 'Fault' },
  COMPLAINT: { zh: '投诉', en: 'Complaint' },
  RETURN: { zh: '退货', en: 'Return' },
  CONSULTATION: { zh: '咨询', en: 'Consultation' },
  SUGGESTION: { zh: '建议', en: 'Suggestion' },
});
export type ServiceCaseKindName = keyof typeof ServiceCaseKind;

/** How the case came in 受理渠道. */
export const ServiceChannel = defineEnum('ServiceChannel', 'How the case came in 受理渠道.', {
  PHONE: { zh: '电话', en: 'Phone' },
  EMAIL: { zh: '邮件', en: 'Mail' },
  WEB: { zh: '网站', en: 'Web' },
  MESSENGER: { zh: '即时通讯', en: 'Messenger' },
  VISIT: { zh: '上门', en: 'Visit' },
  OTHER: { zh: '其他', en: 'Other' },
});
export type ServiceChannelName = keyof typeof ServiceChannel;

/** How pressing the case is 优先级. */
export const ServicePriority = defineEnum('ServicePriority', 'How pressing the case is 优先级.', {
  LOW: { zh: '低', en: 'Low' },
  NORMAL: { zh: '普通', en: 'Normal' },
  HIGH: { zh: '高', en: 'High' },
  URGENT: { zh: '紧急', en: 'Urgent' },
});
export type ServicePriorityName = keyof typeof ServicePriority;

/** Where the case stands 服务单状态. */
export const ServiceCaseState = defineEnum('ServiceCaseState', 'Where the case stands 服务单状态.', {
  OPEN: { zh: '待受理', en: 'Waiting to be taken' },
  IN_PROGRESS: { zh: '处理中', en: 'Being worked on' },
  WAITING_CUSTOMER: { zh: '等待客户', en: 'Waiting for the customer' },
  CLOSED: { zh: '已关闭', en: 'Closed' },
});
export type ServiceCaseStateName = keyof typeof ServiceCaseState;

/** How minutes are counted 计时方式. */
export const ServiceClock = defineEnum('ServiceClock', 'How the minutes of limits are counted 计时方式.', {
  NATURAL: { zh: '自然时间', en: 'Day and night' },
  WORKING: { zh: '工作时间', en: 'Office hours on working days' },
});
export type ServiceClockName = keyof typeof ServiceClock;

/** How a step ended 步骤结果. */
export const ServiceStepOutcome = defineEnum('ServiceStepOutcome', 'How a step ended 步骤结果.', {
  FORWARDED: { zh: '已转交', en: 'Forwarded' },
  CLOSED: { zh: '已关闭', en: 'Closed' },
});
export type ServiceStepOutcomeName = keyof typeof ServiceStepOutcome;
