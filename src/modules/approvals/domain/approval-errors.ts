import { DomainError, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  APPROVAL_OPEN: {
    zh: '该记录已有正在进行的审批，请等待其结束或先撤回。',
    en: 'An approval about this record is already running. Wait for its decision, or withdraw it first.',
  },
  APPROVAL_TASK_DONE: {
    zh: '您在该审批中的任务已处理或已结束。',
    en: 'Your part in this approval is done already.',
  },
  APPROVAL_BEGUN: {
    zh: '已有审批人按其所见作出决定，申请内容不能再改；如需更改，请驳回后重新申请。',
    en: 'Somebody has decided about what they saw: what is asked cannot change any more. Have it rejected and asked anew.',
  },
  APPROVAL_NO_APPROVER: {
    zh: '步骤“{step}”找不到审批人，也没有其他管理员可处理；请联系管理员设置审批人。',
    en: 'Nobody can decide the step "{step}", and there is no other administrator. Have an approver set up.',
  },
  INVALID_APPROVAL_SUBJECT: { zh: '没有“{subject}”这类审批。', en: 'Nothing called "{subject}" can be approved.' },
  INVALID_APPROVAL_STEPS: { zh: '流程应有 1 到 20 个步骤。', en: 'A process has from 1 to 20 steps.' },
  INVALID_APPROVERS: {
    zh: '审批人设置不完整：指定人员需列出在职人员，角色需代码，上级需 1 到 20 级。',
    en: 'The approvers are incomplete: USER needs active people, ROLE a code, MANAGER 1 to 20 levels.',
  },
  INVALID_CONDITION: {
    zh: '条件不完整：需一个值（IN 可多个），大小比较需数字。',
    en: 'The condition is incomplete: it takes one value (IN: one or more), and a number where sizes are compared.',
  },
});

/** A second approval was asked for while one about the record runs. */
export class ApprovalOpen extends DomainError {
  constructor() {
    super('APPROVAL_OPEN');
  }
}

/** The person decided before, or somebody else's decision ended their part. */
export class ApprovalTaskDone extends DomainError {
  constructor() {
    super('APPROVAL_TASK_DONE', ['input', 'approvalId']);
  }
}

/** What somebody has decided about stays as they saw it. */
export class ApprovalBegun extends DomainError {
  constructor() {
    super('APPROVAL_BEGUN');
  }
}

/** Neither the step's rules nor the administrators give anyone who may decide. */
export class ApprovalWithoutApprover extends DomainError {
  constructor(step: string) {
    super('APPROVAL_NO_APPROVER', [], { step });
  }
}

/** A decision by somebody whom the request has not been put to; holding `approval.decide` does not make one an approver of everything. */
export class NotAsked extends RequestRefused {
  constructor() {
    super(
      'FORBIDDEN',
      'Only somebody who was asked to decide this request may do so. 只有被指定的审批人才能处理此审批。',
    );
  }
}

/** A request is taken back by nobody but its submitter. */
export class NotSubmitter extends RequestRefused {
  constructor() {
    super('FORBIDDEN', 'Only its submitter may withdraw a request. 只有提交人才能撤回此审批。');
  }
}
