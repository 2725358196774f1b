import { defineActions } from '../../kernel/access/actions.js';
import { protectCopies, protectFields } from '../../kernel/access/protected-fields.js';
import { defineReadable, type ReadableKind } from '../../kernel/access/readable.js';
import { CUSTOMER } from '../customers/index.js';

defineActions('serviceCase', {
  read: { zh: '查看服务单', en: 'See service cases' },
  create: { zh: '登记服务单', en: 'Open service cases' },
  edit: { zh: '处理服务单', en: 'Take, record and forward service cases' },
  assign: { zh: '指派服务单', en: 'Assign service cases' },
  close: { zh: '关闭服务单', en: 'Close service cases' },
  report: { zh: '统计服务单', en: 'Report on service cases' },
});
defineActions('serviceProcess', {
  read: { zh: '查看服务流程', en: 'See service processes' },
  edit: { zh: '发布服务流程', en: 'Publish service processes' },
});

/** A case belongs to its handler and to the department of its current step. */
export const SERVICE_CASE = defineReadable({
  kind: 'serviceCase',
  table: 'service_case',
  owner: 'owner_id',
  department: 'department_id',
  through: { parent: CUSTOMER, key: 'customer_id' },
});

/** Steps are seen exactly as their case, by the same right. */
export const SERVICE_STEP: ReadableKind = {
  kind: SERVICE_CASE.kind,
  table: 'service_step',
  parent: SERVICE_CASE,
  parentKey: 'case_id',
};

/** The lines of the record are seen exactly as their case, by the same right. */
export const SERVICE_ENTRY: ReadableKind = {
  kind: SERVICE_CASE.kind,
  table: 'service_entry',
  parent: SERVICE_CASE,
  parentKey: 'case_id',
};

/** Processes belong to nobody: they are seen by those who may see all. */
export const SERVICE_PROCESS = defineReadable({
  kind: 'serviceProcess',
  table: 'service_process',
  owner: 'created_by',
  department: 'created_by',
});

protectCopies('customer.name', ['service_case.customer_name', 'fact_service_case.customer_name']);
protectFields('serviceCase', {
  description: {
    label: { zh: '问题描述', en: 'Description' },
    places: ['service_case.description', 'service_entry.note'],
  },
  resolution: {
    label: { zh: '处理结果', en: 'Resolution' },
    // What closes a case stands in its record as well.
    places: ['service_case.resolution', 'service_case.customer_answer', 'service_entry.note'],
  },
});
