import {
  type Aggregate,
  type DatasetMeasure,
  defineDataset,
  DEPARTMENT_DIMENSION,
  OWNER_DIMENSION,
} from '../../../kernel/lists/dataset.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import '../domain/opportunity-enums.js';
import { CUSTOMER } from '../../customers/index.js';
import { OPPORTUNITY, PRODUCT, STAGE_ENTRY } from '../opportunities.permissions.js';

const CUSTOMER_NAME: Label = { zh: '客户名称', en: 'Customer' };
const STAGE: Label = { zh: '阶段', en: 'Stage' };
const STATE: Label = { zh: '结果', en: 'State' };

function amount(aggregate: Aggregate, zh: string, en: string): DatasetMeasure {
  return { aggregate, type: 'decimal', label: { zh, en } };
}

function number(aggregate: Aggregate, zh: string, en: string): DatasetMeasure {
  return { aggregate, type: 'int', label: { zh, en } };
}

function share(of: string, to: string, zh: string, en: string): DatasetMeasure {
  return { aggregate: { kind: 'ratio', of, to }, type: 'float', label: { zh, en } };
}

/** Deals as reports see them: one row per deal; amounts in the company's currency. */
export const OPPORTUNITY_DATASET = defineDataset({
  name: 'opportunities',
  view: 'fact_opportunity',
  readable: OPPORTUNITY,
  borrowed: [
    { from: CUSTOMER, key: 'customer_id', columns: ['customer_industry', 'customer_tier', 'customer_source'] },
  ],
  reportAction: 'opportunity.report',
  label: { zh: '销售机会', en: 'Opportunities' },
  dimensions: {
    owner: OWNER_DIMENSION,
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: CUSTOMER_NAME },
    opportunity: { column: 'name', type: 'text', label: { zh: '机会名称', en: 'Opportunity' } },
    stage: { column: 'stage_code', type: 'text', label: STAGE },
    state: { column: 'stage_kind', type: 'enum', enumName: 'StageKind', label: STATE },
    currency: { column: 'currency', type: 'text', label: { zh: '币种', en: 'Currency' } },
    lostReason: {
      column: 'lost_reason',
      type: 'enum',
      enumName: 'LostReason',
      label: { zh: '输单原因', en: 'Reason of loss' },
    },
    competitor: { column: 'lost_competitor', type: 'text', label: { zh: '竞争对手', en: 'Competitor' } },
    industry: { column: 'customer_industry', type: 'text', label: { zh: '行业', en: 'Industry' } },
    customerTier: {
      column: 'customer_tier',
      type: 'enum',
      enumName: 'CustomerTier',
      label: { zh: '客户等级', en: 'Tier' },
    },
    customerSource: {
      column: 'customer_source',
      type: 'enum',
      enumName: 'CustomerSource',
      label: { zh: '客户来源', en: 'Source of the customer' },
    },
    expectedCloseOn: { column: 'expected_close_on', type: 'date', label: { zh: '预计成交日', en: 'Expected close' } },
    closedOn: { column: 'closed_on', type: 'date', label: { zh: '结单日期', en: 'Closed on' } },
    createdOn: { column: 'created_on', type: 'date', label: { zh: '创建日期', en: 'Created on' } },
    baseAmount: { column: 'base_amount', type: 'decimal', label: { zh: '金额（本位币）', en: 'Amount' } },
  },
  measures: {
    count: number({ kind: 'count' }, '机会数', 'Opportunities'),
    amount: amount({ kind: 'sum', column: 'base_amount' }, '金额', 'Amount'),
    weightedAmount: amount({ kind: 'sum', column: 'weighted_amount' }, '加权金额', 'Weighted amount'),
    wonAmount: amount({ kind: 'sum', column: 'won_amount' }, '赢单金额', 'Won amount'),
    won: number({ kind: 'sum', column: 'won' }, '赢单数', 'Won'),
    lost: number({ kind: 'sum', column: 'lost' }, '输单数', 'Lost'),
    closed: number({ kind: 'sum', column: 'closed' }, '结单数', 'Closed'),
    customers: number({ kind: 'countDistinct', column: 'customer_id' }, '客户数', 'Customers'),
    winRate: share('won', 'closed', '赢单率', 'Win rate'),
    averageAmount: amount({ kind: 'avg', column: 'base_amount' }, '平均金额', 'Average amount'),
    averageDiscount: {
      aggregate: { kind: 'avg', column: 'discount' },
      type: 'float',
      label: { zh: '平均折扣', en: 'Average discount' },
    },
    averageDaysToClose: {
      aggregate: { kind: 'avg', column: 'days_to_close' },
      type: 'float',
      label: { zh: '平均成交天数', en: 'Average days to close' },
    },
  },
});

/** Product lines as reports see them: one row per line; amounts in the company's currency. */
export const OPPORTUNITY_LINE_DATASET = defineDataset({
  name: 'opportunityLines',
  view: 'fact_opportunity_line',
  readable: OPPORTUNITY,
  borrowed: [{ from: PRODUCT, key: 'product_id', columns: ['product_name', 'product_code', 'product_series'] }],
  reportAction: 'opportunity.report',
  label: { zh: '产品明细', en: 'Opportunity lines' },
  dimensions: {
    owner: OWNER_DIMENSION,
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: CUSTOMER_NAME },
    product: { column: 'product_name', type: 'text', label: { zh: '产品', en: 'Product' } },
    productCode: { column: 'product_code', type: 'text', label: { zh: '产品代码', en: 'Product code' } },
    series: { column: 'product_series', type: 'text', label: { zh: '产品系列', en: 'Series' } },
    stage: { column: 'stage_code', type: 'text', label: STAGE },
    state: { column: 'stage_kind', type: 'enum', enumName: 'StageKind', label: STATE },
    expectedCloseOn: { column: 'expected_close_on', type: 'date', label: { zh: '预计成交日', en: 'Expected close' } },
    closedOn: { column: 'closed_on', type: 'date', label: { zh: '结单日期', en: 'Closed on' } },
    createdOn: { column: 'created_on', type: 'date', label: { zh: '创建日期', en: 'Created on' } },
  },
  measures: {
    lines: number({ kind: 'count' }, '明细数', 'Lines'),
    opportunities: number({ kind: 'countDistinct', column: 'id' }, '机会数', 'Opportunities'),
    quantity: amount({ kind: 'sum', column: 'quantity' }, '数量', 'Quantity'),
    amount: amount({ kind: 'sum', column: 'base_amount' }, '金额', 'Amount'),
    won: number({ kind: 'sum', column: 'won' }, '赢单明细数', 'Won lines'),
    averageDiscount: {
      aggregate: { kind: 'avg', column: 'discount' },
      type: 'float',
      label: { zh: '平均折扣', en: 'Average discount' },
    },
  },
});

/** Stays in stages as reports see them: one row per stay of a deal in a stage. */
export const STAGE_ENTRY_DATASET = defineDataset({
  name: 'stageEntries',
  view: 'fact_stage_entry',
  logs: [STAGE_ENTRY],
  readable: OPPORTUNITY,
  reportAction: 'opportunity.report',
  label: { zh: '阶段停留', en: 'Stage entries' },
  dimensions: {
    owner: OWNER_DIMENSION,
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: CUSTOMER_NAME },
    stage: { column: 'stage_code', type: 'text', label: STAGE },
    outcome: { column: 'outcome', type: 'enum', enumName: 'StageKind', label: { zh: '机会结果', en: 'State now' } },
    enteredOn: { column: 'entered_on', type: 'date', label: { zh: '进入日期', en: 'Entered on' } },
  },
  measures: {
    entries: number({ kind: 'count' }, '进入次数', 'Entries'),
    opportunities: number({ kind: 'countDistinct', column: 'id' }, '机会数', 'Opportunities'),
    amount: amount({ kind: 'sum', column: 'base_amount' }, '金额', 'Amount'),
    averageDays: {
      aggregate: { kind: 'avg', column: 'days_in_stage' },
      type: 'float',
      label: { zh: '平均停留天数', en: 'Average days in stage' },
    },
  },
});
