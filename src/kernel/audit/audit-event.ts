import { defineEnum } from '../runtime/labels.js';

/** What an audit entry tells of. */
export const AuditEvent = defineEnum('AuditEvent', 'What an entry of the audit tells of.', {
  CHANGE: { zh: '修改记录', en: 'A record was added, changed or deleted' },
  SIGN_IN: { zh: '登录', en: 'Somebody signed in' },
  SIGN_IN_REFUSED: { zh: '登录被拒绝', en: 'A sign-in was refused' },
  SIGN_OUT: { zh: '退出登录', en: 'Somebody signed out' },
  REFUSED: { zh: '无权操作被拒绝', en: 'Somebody was refused what they may not see or do' },
  IMPORT: { zh: '导入', en: 'An import was started' },
  EXPORT: { zh: '导出', en: 'Data was exported' },
  SHARED: { zh: '共享记录', en: 'Somebody was let to the record' },
  UNSHARED: { zh: '取消共享', en: 'Somebody is no longer let to the record' },
  REVEALED: { zh: '查看被遮盖的数据', en: 'A masked value was revealed' },
  THINNED: { zh: '精简历史', en: 'Old versions of a month went, its end was kept' },
  ERASED: { zh: '按请求删除数据', en: 'Old values were erased on request' },
});

export type AuditEventName = keyof typeof AuditEvent;
