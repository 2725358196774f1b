import type { Dataset } from '../../../kernel/lists/dataset.js';

/** A dataset with every type of field, for specs; it is not registered. */
export const DEALS: Dataset = {
  name: 'deals',
  view: 'fact_deal',
  readable: { kind: 'deal', table: 'deal', owner: 'owner_id', department: 'department_id' },
  borrowed: [
    {
      from: { kind: 'client', table: 'client', owner: 'owner_id', department: 'department_id' },
      key: 'client_id',
      columns: ['client_industry', 'client_staff'],
    },
  ],
  reportAction: 'deal.report',
  label: { zh: '成交', en: 'Deals' },
  dimensions: {
    owner: {
      column: 'owner_id',
      type: 'id',
      label: { zh: '负责人', en: 'Owner' },
      reference: { kind: 'person', table: 'person', name: 'name' },
    },
    department: {
      column: 'department_id',
      type: 'id',
      label: { zh: '部门', en: 'Department' },
      reference: { kind: 'department', table: 'department', name: 'name', order: 'path' },
    },
    region: { column: 'region', type: 'text', label: { zh: '区域', en: 'Region' } },
    state: {
      column: 'state',
      type: 'enum',
      label: { zh: '状态', en: 'State' },
      values: { WON: { zh: '赢单', en: 'Won' }, LOST: { zh: '输单', en: 'Lost' } },
    },
    closedOn: { column: 'closed_on', type: 'date', label: { zh: '结束日期', en: 'Closed on' } },
    paidOn: { column: 'paid_on', type: 'date', grains: ['month', 'year'], label: { zh: '付款日期', en: 'Paid on' } },
    changedAt: { column: 'changed_at', type: 'dateTime', label: { zh: '修改时间', en: 'Changed at' } },
    industry: { column: 'client_industry', type: 'text', label: { zh: '行业', en: 'Industry' } },
    discounted: { column: 'discounted', type: 'boolean', label: { zh: '有折扣', en: 'Discounted' } },
    amount: { column: 'base_amount', type: 'decimal', label: { zh: '金额', en: 'Amount' } },
  },
  measures: {
    count: { aggregate: { kind: 'count' }, type: 'int', label: { zh: '数量', en: 'Count' } },
    won: { aggregate: { kind: 'sum', column: 'is_won' }, type: 'int', label: { zh: '赢单数', en: 'Won' } },
    closed: {
      aggregate: { kind: 'count', column: 'closed_on' },
      type: 'int',
      label: { zh: '已结束', en: 'Closed' },
    },
    customers: {
      aggregate: { kind: 'countDistinct', column: 'customer_id' },
      type: 'int',
      label: { zh: '客户数', en: 'Customers' },
    },
    staff: { aggregate: { kind: 'sum', column: 'client_staff' }, type: 'int', label: { zh: '人数', en: 'Staff' } },
    total: { aggregate: { kind: 'sum', column: 'base_amount' }, type: 'decimal', label: { zh: '总额', en: 'Total' } },
    average: {
      aggregate: { kind: 'avg', column: 'base_amount' },
      type: 'decimal',
      label: { zh: '平均', en: 'Average' },
    },
    winRate: {
      aggregate: { kind: 'ratio', of: 'won', to: 'count' },
      type: 'float',
      label: { zh: '赢单率', en: 'Win rate' },
    },
    lastClosed: { aggregate: { kind: 'max', column: 'closed_on' }, type: 'date', label: { zh: '最近', en: 'Last' } },
  },
};
