import { defineActions } from '../../kernel/access/actions.js';
import { protectFields } from '../../kernel/access/protected-fields.js';
import { defineReadable } from '../../kernel/access/readable.js';

defineActions('customer', {
  read: { zh: '查看客户', en: 'See customers' },
  create: { zh: '新建客户', en: 'Add customers' },
  edit: { zh: '修改客户', en: 'Edit customers' },
  assign: { zh: '转移客户', en: 'Transfer customers' },
  delete: { zh: '删除客户', en: 'Delete customers' },
  import: { zh: '导入客户', en: 'Import customers' },
  report: { zh: '统计客户', en: 'Report on customers' },
  reveal: { zh: '查看客户的脱敏数据', en: 'Reveal masked values of customers' },
});
defineActions('contact', {
  read: { zh: '查看联系人', en: 'See contacts' },
  create: { zh: '新建联系人', en: 'Add contacts' },
  edit: { zh: '修改联系人', en: 'Edit contacts' },
  reveal: { zh: '查看联系人的脱敏数据', en: 'Reveal masked values of contacts' },
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

protectFields('customer', {
  name: {
    label: { zh: '客户名称', en: 'Name' },
    mask: 'name',
    spoken: true,
    places: ['customer.name', 'customer.short_name', 'fact_customer.name', 'fact_interaction.customer_name'],
  },
  creditCode: { label: { zh: '统一社会信用代码', en: 'Credit code' }, mask: 'id', places: ['customer.credit_code'] },
  annualRevenue: {
    label: { zh: '年营业额', en: 'Revenue of a year' },
    mask: 'money',
    places: ['customer.annual_revenue'],
  },
  phone: { label: { zh: '客户电话', en: 'Phone' }, mask: 'phone', places: ['customer.phone'] },
  address: { label: { zh: '地址', en: 'Address' }, places: ['customer.address'] },
  preferences: { label: { zh: '偏好', en: 'Preferences' }, places: ['customer.preferences'] },
  taboos: { label: { zh: '禁忌', en: 'Taboos' }, places: ['customer.taboos'] },
});
protectFields('contact', {
  name: { label: { zh: '联系人姓名', en: 'Name' }, mask: 'name', places: ['contact.name'] },
  phone: { label: { zh: '联系人电话', en: 'Phone' }, mask: 'phone', places: ['contact.phone'] },
  email: { label: { zh: '联系人邮箱', en: 'Mail address' }, mask: 'mail', places: ['contact.email'] },
  birthday: { label: { zh: '生日', en: 'Birthday' }, places: ['contact.birthday'] },
  notes: { label: { zh: '备注', en: 'Notes' }, places: ['contact.notes'] },
});
protectFields('interaction', {
  summary: { label: { zh: '交往内容', en: 'Summary' }, places: ['interaction.summary', 'interaction.follow_up_note'] },
});
