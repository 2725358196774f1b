import { defineEnum } from '../../../kernel/runtime/labels.js';

export const ApprovalState = defineEnum('ApprovalState', 'State of an approval 审批状态.', {
  PENDING: { zh: '审批中', en: 'Waiting for decisions' },
  APPROVED: { zh: '已通过', en: 'Approved' },
  REJECTED: { zh: '已驳回', en: 'Rejected' },
  RETURNED: { zh: '已退回提交人', en: 'Returned to the submitter' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn by the submitter' },
});
export type ApprovalState = keyof typeof ApprovalState;

export const ApprovalTaskState = defineEnum(
  'ApprovalTaskState',
  "State of one person's part in an approval 审批任务状态.",
  {
    OPEN: { zh: '待办', en: 'Waiting for this person' },
    APPROVED: { zh: '同意', en: 'Approved' },
    REJECTED: { zh: '驳回', en: 'Rejected' },
    RETURNED: { zh: '退回', en: 'Returned to the submitter' },
    SKIPPED: { zh: '他人已处理', en: 'Someone else decided for this step' },
    CANCELLED: { zh: '已取消', en: 'The approval ended before' },
  },
);
export type ApprovalTaskState = keyof typeof ApprovalTaskState;

export const ApprovalAction = defineEnum('ApprovalAction', 'What happened in an approval 审批动作.', {
  SUBMITTED: { zh: '提交', en: 'Submitted' },
  APPROVED: { zh: '同意', en: 'Approved' },
  REJECTED: { zh: '驳回', en: 'Rejected' },
  RETURNED: { zh: '退回', en: 'Returned to the submitter' },
  WITHDRAWN: { zh: '撤回', en: 'Withdrawn' },
  AMENDED: { zh: '更改申请内容', en: 'What is asked was changed' },
  COMMENTED: { zh: '评论', en: 'Commented' },
  STEP_SKIPPED: { zh: '条件不符，跳过该步', en: 'Step skipped by its condition' },
  AUTO_APPROVED: {
    zh: '同一审批人连续审批，自动通过',
    en: 'Approved by itself: the same person approved the step before',
  },
  HANDED_OVER: { zh: '审批人离职，转交他人', en: 'The approver leaves: put to somebody else' },
  SENT_TO_ADMINISTRATORS: { zh: '找不到审批人，转交管理员', en: 'No approver found: sent to the administrators' },
});
export type ApprovalAction = keyof typeof ApprovalAction;

export const ApprovalStepMode = defineEnum('ApprovalStepMode', "How many of a step's approvers must agree.", {
  ALL: { zh: '会签', en: 'All must approve' },
  ANY: { zh: '或签', en: 'One suffices; the first decision counts' },
});
export type ApprovalStepMode = keyof typeof ApprovalStepMode;

export const ApproverKind = defineEnum('ApproverKind', 'How the approvers of a step are found.', {
  USER: { zh: '指定人员', en: 'Named people' },
  ROLE: { zh: '角色', en: 'Everyone who holds a role' },
  MANAGER: { zh: '提交人的上级', en: "The submitter's manager, some levels up" },
  DEPARTMENT_HEAD: { zh: '部门负责人', en: "Head of the record's department" },
});
export type ApproverKind = keyof typeof ApproverKind;

export const ApprovalConditionOperator = defineEnum(
  'ApprovalConditionOperator',
  'Comparison of a fact with the values of a condition.',
  {
    EQ: { zh: '等于', en: 'Equal to the value' },
    NE: { zh: '不等于', en: 'Not equal to the value' },
    GT: { zh: '大于', en: 'More than the value' },
    GTE: { zh: '大于等于', en: 'The value or more' },
    LT: { zh: '小于', en: 'Less than the value' },
    LTE: { zh: '小于等于', en: 'The value or less' },
    IN: { zh: '属于', en: 'Equal to one of the values' },
  },
);
export type ApprovalConditionOperator = keyof typeof ApprovalConditionOperator;
