import { defineActions } from '../../kernel/access/actions.js';
import { defineReadable } from '../../kernel/access/readable.js';

defineActions('customer', {
  read: { zh: '查看客户', en: 'See customers' },
  create: { zh: '新建客户', en: 'Add customers' },
  edit: { zh: '修改客户', en: 'Edit customers' },
  assign: { zh: '转移客户', en: 'Transfer customers' },
  delete: { zh: '删除客户', en: 'Delete customers' },
  import: { zh: '导入客户', en: 'Import customers' },
  report: { zh: '统计客户', en: 'Report on customers' },
});
defineActions('contact', {
  read: { zh: '查看联系人', en: 'See contacts' },
  create: { zh: '新建联系人', en: 'Add contacts' },
  edit: { zh: '修改联系人', en: 'Edit contacts' },
});
defineActions('interaction', {
  read: { zh: '查看跟进记录', en: 'See interactions' },
  create: { zh: '记录跟进', en: 'Record interactions' },
  report: { zh: '统计跟进记录', en: 'Report on interactions' },
});

export const CUSTOMER = defineReadable({
  kind: 'customer',
  table: 'customer',
  owner: 'owner_id',
  department: 'department_id',
});

/** Contacts are seen with their customer. */
export const CONTACT = defineReadable({
  kind: 'contact',
  table: 'contact',
  parent: CUSTOMER,
  parentKey: 'customer_id',
});

/** Interactions are seen with their customer. */
export const INTERACTION = defineReadable({
  kind: 'interaction',
  table: 'interaction',
  parent: CUSTOMER,
  parentKey: 'customer_id',
});
