import { defineFieldLabels } from '../../../kernel/runtime/labels.js';

defineFieldLabels('serviceCase', {
  number: { zh: '工单号', en: 'Number' },
  kind: { zh: '工单类型', en: 'Kind' },
  priority: { zh: '优先级', en: 'Priority' },
  description: { zh: '问题描述', en: 'Description' },
  ownerId: { zh: '处理人', en: 'Handler' },
  stepRoleCode: { zh: '步骤角色', en: 'Role of the step' },
  openedBy: { zh: '创建人', en: 'Opened by' },
  openedAt: { zh: '创建时间', en: 'Opened at' },
  openedOn: { zh: '创建日期', en: 'Day of opening' },
  processId: { zh: '服务流程', en: 'Service process' },
  processCode: { zh: '流程代码', en: 'Code of the process' },
  processVersion: { zh: '流程版本', en: 'Version of the process' },
  stepCode: { zh: '当前步骤', en: 'Current step' },
  stepIndex: { zh: '步骤序号', en: 'Number of the step' },
  stepDueAt: { zh: '步骤截止时间', en: 'Step due at' },
  firstResponseWarnAt: { zh: '首次响应提醒时间', en: 'First response warned of at' },
  firstResponseDueAt: { zh: '首次响应截止时间', en: 'First response due at' },
  firstRespondedAt: { zh: '首次响应时间', en: 'First responded at' },
  firstResponseWarnedAt: { zh: '首次响应提醒已发时间', en: 'Warning of the first response sent at' },
  firstResponseBreachedAt: { zh: '首次响应超时时间', en: 'First response overdue since' },
  resolution: { zh: '处理结果', en: 'Resolution' },
  customerAnswer: { zh: '客户反馈', en: 'Answer of the customer' },
  reopened: { zh: '重新打开次数', en: 'Times reopened' },
});

defineFieldLabels('serviceEntry', {
  caseId: { zh: '工单', en: 'Case' },
  stepId: { zh: '步骤', en: 'Step' },
  happenedAt: { zh: '发生时间', en: 'Took place at' },
  note: { zh: '备注', en: 'Note' },
  fromPersonId: { zh: '原处理人', en: 'From person' },
  toPersonId: { zh: '新处理人', en: 'To person' },
  fromDepartmentId: { zh: '原部门', en: 'From department' },
  toDepartmentId: { zh: '新部门', en: 'To department' },
});

defineFieldLabels('serviceProcess', {
  kind: { zh: '工单类型', en: 'Kind of case' },
  processVersion: { zh: '版本', en: 'Version' },
  firstResponseMinutes: { zh: '首次响应时限（分钟）', en: 'First response within minutes' },
  clock: { zh: '计时方式', en: 'How time is counted' },
});

defineFieldLabels('serviceStep', {
  caseId: { zh: '工单', en: 'Case' },
  stepCode: { zh: '步骤', en: 'Step' },
  roleCode: { zh: '角色', en: 'Role' },
  handlerId: { zh: '处理人', en: 'Handler' },
});
