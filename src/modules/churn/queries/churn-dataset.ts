import { type Aggregate, defineDataset, DEPARTMENT_DIMENSION, OWNER_DIMENSION } from '../../../kernel/lists/dataset.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import { CHURN_WARNING } from '../churn.permissions.js';
import '../domain/churn-enums.js';

function total(column: string, label: Label): { aggregate: Aggregate; type: 'int'; label: Label } {
  return { aggregate: { kind: 'sum', column }, type: 'int', label };
}

/** Churn warnings as reports see them: one row per warning. */
export const CHURN_WARNING_DATASET = defineDataset({
  name: 'churnWarnings',
  view: 'fact_churn_warning',
  readable: CHURN_WARNING,
  reportAction: 'churnWarning.report',
  label: { zh: '流失预警', en: 'Churn warnings' },
  dimensions: {
    owner: OWNER_DIMENSION,
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: { zh: '客户名称', en: 'Customer' } },
    state: { column: 'state', type: 'enum', enumName: 'ChurnWarningState', label: { zh: '预警状态', en: 'State' } },
    outcome: { column: 'outcome', type: 'enum', enumName: 'ChurnOutcome', label: { zh: '预警结果', en: 'Outcome' } },
    closeReason: {
      column: 'close_reason',
      type: 'enum',
      enumName: 'ChurnCloseReason',
      label: { zh: '关闭原因', en: 'Why closed' },
    },
    score: { column: 'score', type: 'float', label: { zh: '流失概率', en: 'Score' } },
    raisedOn: { column: 'raised_on', type: 'date', label: { zh: '预警日期', en: 'Raised on' } },
    closedOn: { column: 'closed_on', type: 'date', label: { zh: '关闭日期', en: 'Closed on' } },
  },
  measures: {
    count: { aggregate: { kind: 'count' }, type: 'int', label: { zh: '预警数', en: 'Warnings' } },
    customers: {
      aggregate: { kind: 'countDistinct', column: 'customer_id' },
      type: 'int',
      label: { zh: '预警客户数', en: 'Customers warned of' },
    },
    open: total('is_open', { zh: '未关闭', en: 'Not closed' }),
    acted: total('is_acted', { zh: '已采取行动', en: 'Acted on' }),
    closed: total('is_closed', { zh: '已关闭', en: 'Closed' }),
    kept: total('is_kept', { zh: '已挽留', en: 'Kept' }),
    lost: total('is_lost', { zh: '已流失', en: 'Lost' }),
    falseAlarms: total('is_false_alarm', { zh: '误报', en: 'False alarms' }),
    keptShare: {
      aggregate: { kind: 'ratio', of: 'kept', to: 'closed' },
      type: 'float',
      label: { zh: '挽留率', en: 'Share kept' },
    },
    lostShare: {
      aggregate: { kind: 'ratio', of: 'lost', to: 'closed' },
      type: 'float',
      label: { zh: '流失率', en: 'Share lost' },
    },
    averageScore: {
      aggregate: { kind: 'avg', column: 'score' },
      type: 'float',
      label: { zh: '平均流失概率', en: 'Average score' },
    },
    valueAtRisk: {
      aggregate: { kind: 'sum', column: 'value_at_risk' },
      type: 'decimal',
      label: { zh: '风险金额', en: 'Value at risk' },
    },
  },
});
