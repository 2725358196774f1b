import { defineFieldLabels } from '../../../kernel/runtime/labels.js';

defineFieldLabels('approval', {
  subject: { zh: '审批事项', en: 'What is asked' },
  recordKind: { zh: '记录类型', en: 'Kind of the record' },
  titleZh: { zh: '中文标题', en: 'Title in Chinese' },
  titleEn: { zh: '英文标题', en: 'Title in English' },
  submitterId: { zh: '提交人', en: 'Submitter' },
  submitterName: { zh: '提交人姓名', en: 'Name of the submitter' },
  processId: { zh: '审批流程', en: 'Approval process' },
  processNumber: { zh: '流程版本', en: 'Version of the process' },
  currentStep: { zh: '当前步骤', en: 'Current step' },
  facts: { zh: '判断依据', en: 'Facts' },
  payload: { zh: '附带数据', en: 'What is to be carried out' },
  snapshot: { zh: '提交时的记录', en: 'Record as submitted' },
  submittedAt: { zh: '提交时间', en: 'Submitted at' },
});

defineFieldLabels('approvalProcess', {
  subject: { zh: '审批事项', en: 'What is asked' },
  number: { zh: '版本', en: 'Version' },
  priority: { zh: '优先级', en: 'Priority' },
  conditions: { zh: '适用条件', en: 'Conditions' },
});

defineFieldLabels('approval_task', {
  approvalId: { zh: '审批', en: 'Approval' },
  step: { zh: '步骤', en: 'Step' },
  approverId: { zh: '审批人', en: 'Approver' },
  approverName: { zh: '审批人姓名', en: 'Name of the approver' },
  comment: { zh: '审批意见', en: 'Comment' },
});
