import { defineDataset, DEPARTMENT_DIMENSION, OWNER_DIMENSION } from '../../../kernel/lists/dataset.js';
import { CUSTOMER, INTERACTION } from '../customers.permissions.js';
import '../domain/customer-enums.js';

/** Customers as reports see them: one row per customer. */
export const CUSTOMER_DATASET = defineDataset({
  name: 'customers',
  view: 'fact_customer',
  readable: CUSTOMER,
  reportAction: 'customer.report',
  label: { zh: '客户', en: 'Customers' },
  dimensions: {
    owner: OWNER_DIMENSION,
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'name', type: 'text', label: { zh: '客户名称', en: 'Customer' } },
    kind: { column: 'kind', type: 'enum', enumName: 'CustomerKind', label: { zh: '客户类型', en: 'Kind' } },
    tier: { column: 'tier', type: 'enum', enumName: 'CustomerTier', label: { zh: '客户等级', en: 'Tier' } },
    lifecycle: {
      column: 'lifecycle',
      type: 'enum',
      enumName: 'CustomerLifecycle',
      label: { zh: '客户状态', en: 'Lifecycle' },
    },
    source: { column: 'source', type: 'enum', enumName: 'CustomerSource', label: { zh: '客户来源', en: 'Source' } },
    industry: { column: 'industry', type: 'text', label: { zh: '行业', en: 'Industry' } },
    country: { column: 'country', type: 'text', label: { zh: '国家', en: 'Country' } },
    province: { column: 'province', type: 'text', label: { zh: '省份', en: 'Province' } },
    city: { column: 'city', type: 'text', label: { zh: '城市', en: 'City' } },
    employees: { column: 'employees', type: 'int', label: { zh: '员工人数', en: 'Employees' } },
    addedOn: { column: 'added_on', type: 'date', label: { zh: '建档日期', en: 'Added on' } },
  },
  measures: {
    count: { aggregate: { kind: 'count' }, type: 'int', label: { zh: '客户数', en: 'Customers' } },
    owners: {
      aggregate: { kind: 'countDistinct', column: 'owner_id' },
      type: 'int',
      label: { zh: '负责人数', en: 'Owners' },
    },
    customersPerOwner: {
      aggregate: { kind: 'ratio', of: 'count', to: 'owners' },
      type: 'float',
      label: { zh: '人均客户数', en: 'Customers per owner' },
    },
    averageEmployees: {
      aggregate: { kind: 'avg', column: 'employees' },
      type: 'float',
      label: { zh: '平均员工人数', en: 'Average employees' },
    },
    firstAdded: {
      aggregate: { kind: 'min', column: 'added_on' },
      type: 'date',
      label: { zh: '最早建档', en: 'First added' },
    },
    lastAdded: {
      aggregate: { kind: 'max', column: 'added_on' },
      type: 'date',
      label: { zh: '最近建档', en: 'Last added' },
    },
  },
});

/** Interactions as reports see them: one row per interaction, placed where its customer is. */
export const INTERACTION_DATASET = defineDataset({
  name: 'interactions',
  view: 'fact_interaction',
  readable: INTERACTION,
  borrowed: [
    {
      from: CUSTOMER,
      key: 'customer_id',
      columns: ['owner_id', 'department_id', 'customer_name', 'customer_tier', 'customer_industry'],
    },
  ],
  reportAction: 'interaction.report',
  label: { zh: '跟进记录', en: 'Interactions' },
  dimensions: {
    author: {
      column: 'author_id',
      type: 'id',
      label: { zh: '跟进人', en: 'Author' },
      reference: { kind: 'person', table: 'person', name: 'name' },
    },
    owner: { ...OWNER_DIMENSION, label: { zh: '客户负责人', en: 'Owner of the customer' } },
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: { zh: '客户名称', en: 'Customer' } },
    customerTier: {
      column: 'customer_tier',
      type: 'enum',
      enumName: 'CustomerTier',
      label: { zh: '客户等级', en: 'Tier' },
    },
    industry: { column: 'customer_industry', type: 'text', label: { zh: '行业', en: 'Industry' } },
    channel: {
      column: 'channel',
      type: 'enum',
      enumName: 'InteractionChannel',
      label: { zh: '交往方式', en: 'Channel' },
    },
    happenedOn: { column: 'happened_on', type: 'date', label: { zh: '跟进日期', en: 'Happened on' } },
    followUpOn: { column: 'follow_up_on', type: 'date', label: { zh: '下次跟进日期', en: 'Follow-up on' } },
  },
  measures: {
    count: { aggregate: { kind: 'count' }, type: 'int', label: { zh: '跟进次数', en: 'Interactions' } },
    customers: {
      aggregate: { kind: 'countDistinct', column: 'customer_id' },
      type: 'int',
      label: { zh: '跟进客户数', en: 'Customers met' },
    },
    authors: {
      aggregate: { kind: 'countDistinct', column: 'author_id' },
      type: 'int',
      label: { zh: '跟进人数', en: 'Authors' },
    },
    followUps: {
      aggregate: { kind: 'sum', column: 'has_follow_up' },
      type: 'int',
      label: { zh: '约定下次跟进', en: 'With a follow-up' },
    },
    perCustomer: {
      aggregate: { kind: 'ratio', of: 'count', to: 'customers' },
      type: 'float',
      label: { zh: '每客户跟进次数', en: 'Interactions per customer' },
    },
    followUpShare: {
      aggregate: { kind: 'ratio', of: 'followUps', to: 'count' },
      type: 'float',
      label: { zh: '约定下次跟进比例', en: 'Share with a follow-up' },
    },
    lastHappened: {
      aggregate: { kind: 'max', column: 'happened_on' },
      type: 'date',
      label: { zh: '最近跟进', en: 'Last one' },
    },
  },
});
