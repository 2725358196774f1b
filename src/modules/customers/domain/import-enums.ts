import { defineEnum } from '../../../kernel/runtime/labels.js';

/** What the rows of an import become. */
export const CustomerImportKind = defineEnum('CustomerImportKind', 'What the rows of an import become.', {
  CUSTOMERS: { zh: '客户', en: 'Customers' },
  CONTACTS: { zh: '联系人', en: 'Contacts' },
});

/** Where an import stands. */
export const CustomerImportState = defineEnum('CustomerImportState', 'Where an import stands 导入状态.', {
  WAITING: { zh: '等待中', en: 'Waiting to be worked on' },
  RUNNING: { zh: '进行中', en: 'Its rows are being worked on' },
  DONE: { zh: '已完成', en: 'Every row was written or refused' },
  REFUSED: { zh: '已拒绝', en: 'The file as a whole was refused; rows that were written before stay' },
  FAILED: { zh: '失败', en: 'Work on it failed time and again; rows that were written before stay' },
});

export type ImportKindName = keyof typeof CustomerImportKind;
export type ImportStateName = keyof typeof CustomerImportState;
