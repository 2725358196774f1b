import { defineActions } from '../access/actions.js';
import { defineReadable } from '../access/readable.js';

defineActions('audit', {
  read: { zh: '查看审计记录', en: 'Read the audit' },
  erase: { zh: '按请求删除旧数据', en: 'Erase old values on request' },
});

/** Entries are seen with scope ALL, or with the record that they are about. */
export const AUDIT = defineReadable({
  kind: 'audit',
  table: 'audit_entry',
  softDeleted: false,
  past: null,
  aboutKind: 'kind',
  aboutId: 'record_id',
});
