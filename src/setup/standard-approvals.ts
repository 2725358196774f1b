import type { ProcessDefinition, StepDefinition } from '../modules/approvals/index.js';

const HEAD: StepDefinition = {
  name: { zh: '部门负责人审批', en: 'Approval by the head of the department' },
  mode: 'ANY',
  approvers: [{ kind: 'DEPARTMENT_HEAD' }],
  conditions: [],
  allowSelf: false,
};

const MANAGER: StepDefinition = {
  name: { zh: '直接上级审批', en: 'Approval by the direct manager' },
  mode: 'ANY',
  approvers: [{ kind: 'MANAGER', levels: 1 }],
  conditions: [],
  allowSelf: false,
};

const EXECUTIVE: StepDefinition = {
  name: { zh: '高管审批（折扣达到 25 %）', en: 'Approval by an executive (discount of 25 % or more)' },
  mode: 'ANY',
  approvers: [{ kind: 'ROLE', roleCode: 'executive' }],
  conditions: [{ field: 'discount', operator: 'GTE', values: ['0.25'] }],
  allowSelf: false,
};

const ADMINISTRATOR: StepDefinition = {
  name: { zh: '管理员审批', en: 'Approval by an administrator' },
  mode: 'ANY',
  approvers: [{ kind: 'ROLE', roleCode: 'administrator' }],
  conditions: [],
  allowSelf: false,
};

const ALWAYS = { code: 'standard', active: true, priority: 100, conditions: [] };

/** The approval processes that the sample company starts with. */
export const STANDARD_APPROVALS: readonly ProcessDefinition[] = [
  {
    ...ALWAYS,
    subject: 'account.apply',
    name: { zh: '账号申请', en: 'Application for an account' },
    steps: [ADMINISTRATOR],
  },
  { ...ALWAYS, subject: 'customer.delete', name: { zh: '删除客户', en: 'Deletion of a customer' }, steps: [HEAD] },
  { ...ALWAYS, subject: 'customer.transfer', name: { zh: '转移客户', en: 'Transfer of a customer' }, steps: [HEAD] },
  {
    ...ALWAYS,
    subject: 'opportunity.discount',
    name: { zh: '折扣审批', en: 'Discount of a deal' },
    steps: [MANAGER, EXECUTIVE],
  },
];
