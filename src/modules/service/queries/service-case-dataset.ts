import { defineDataset, DEPARTMENT_DIMENSION, OWNER_DIMENSION } from '../../../kernel/lists/dataset.js';
import '../domain/service-enums.js';
import { SERVICE_CASE } from '../service.permissions.js';

/** Service cases as reports see them: one row per case. */
export const SERVICE_CASE_DATASET = defineDataset({
  name: 'serviceCases',
  view: 'fact_service_case',
  readable: SERVICE_CASE,
  reportAction: 'serviceCase.report',
  label: { zh: '服务单', en: 'Service cases' },
  dimensions: {
    owner: { ...OWNER_DIMENSION, label: { zh: '处理人', en: 'Handler' } },
    department: DEPARTMENT_DIMENSION,
    customer: { column: 'customer_name', type: 'text', label: { zh: '客户名称', en: 'Customer' } },
    kind: { column: 'kind', type: 'enum', enumName: 'ServiceCaseKind', label: { zh: '服务类别', en: 'Kind' } },
    channel: { column: 'channel', type: 'enum', enumName: 'ServiceChannel', label: { zh: '受理渠道', en: 'Channel' } },
    priority: {
      column: 'priority',
      type: 'enum',
      enumName: 'ServicePriority',
      label: { zh: '优先级', en: 'Priority' },
    },
    state: { column: 'state', type: 'enum', enumName: 'ServiceCaseState', label: { zh: '状态', en: 'State' } },
    process: { column: 'process_code', type: 'text', label: { zh: '服务流程', en: 'Process' } },
    step: { column: 'step_code', type: 'text', label: { zh: '当前步骤', en: 'Current step' } },
    openedOn: { column: 'opened_on', type: 'date', label: { zh: '登记日期', en: 'Opened on' } },
    closedOn: { column: 'closed_on', type: 'date', label: { zh: '关闭日期', en: 'Closed on' } },
  },
  measures: {
    count: { aggregate: { kind: 'count' }, type: 'int', label: { zh: '服务单数', en: 'Cases' } },
    customers: {
      aggregate: { kind: 'countDistinct', column: 'customer_id' },
      type: 'int',
      label: { zh: '涉及客户数', en: 'Customers' },
    },
    averageFirstResponseMinutes: {
      aggregate: { kind: 'avg', column: 'first_response_minutes' },
      type: 'float',
      label: { zh: '平均首次响应（分钟）', en: 'Average first response (minutes)' },
    },
    averageResolutionMinutes: {
      aggregate: { kind: 'avg', column: 'resolution_minutes' },
      type: 'float',
      label: { zh: '平均解决用时（分钟）', en: 'Average resolution (minutes)' },
    },
    breached: {
      aggregate: { kind: 'sum', column: 'first_response_breached' },
      type: 'int',
      label: { zh: '首次响应超时数', en: 'First responses overdue' },
    },
    breachedShare: {
      aggregate: { kind: 'ratio', of: 'breached', to: 'count' },
      type: 'float',
      label: { zh: '首次响应超时率', en: 'Share of first responses overdue' },
    },
    reopened: {
      aggregate: { kind: 'sum', column: 'reopened' },
      type: 'int',
      label: { zh: '重新打开次数', en: 'Times reopened' },
    },
  },
});
