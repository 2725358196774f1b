import { defineEnum } from '../../../kernel/runtime/labels.js';

/** Kinds of account 用户类型. */
export const PersonType = defineEnum('PersonType', 'Kind of account 用户类型.', {
  STAFF: { zh: '员工', en: 'Staff' },
  MANAGER: { zh: '经理', en: 'Manager' },
  EXECUTIVE: { zh: '高管', en: 'Executive' },
  ANALYST: { zh: '分析员', en: 'Analyst' },
  ADMINISTRATOR: { zh: '管理员', en: 'Administrator' },
  PARTNER: { zh: '代理商', en: 'Partner' },
});
