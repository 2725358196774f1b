import { defineEnum } from '../../../kernel/runtime/labels.js';

export const HandoverState = defineEnum('HandoverState', 'Where a hand-over stands 交接状态.', {
  RUNNING: { zh: '进行中', en: 'Records are being handed over' },
  DONE: { zh: '已完成', en: 'Everything has been handed over' },
  STOPPED: { zh: '已停止', en: 'Whoever runs it has lost the right to; what was done stays' },
  FAILED: { zh: '失败', en: 'Work on it failed time and again; what was done stays' },
  UNDOING: { zh: '撤销中', en: 'Records are being given back' },
  UNDONE: { zh: '已撤销', en: 'What was still as it was handed over has been given back' },
});
export type HandoverStateName = keyof typeof HandoverState;

export const HandoverTarget = defineEnum('HandoverTarget', 'To whom a rule hands records over 交接对象.', {
  PERSON: { zh: '指定人员', en: 'One person' },
  DEPARTMENT_HEAD: { zh: '记录所属部门的负责人', en: "Head of each record's department, or of the next one above" },
  DEPARTMENT_MEMBERS: { zh: '部门成员均分', en: 'Evenly among the active people whose main department it is' },
  TEAM_MEMBERS: { zh: '团队成员均分', en: 'Evenly among the active people who report to a person' },
  CUSTOMER_OWNER: { zh: '随客户', en: 'Whoever the customer of the record belongs to, after its own hand-over' },
});
export type HandoverTargetName = keyof typeof HandoverTarget;

export const HandoverKeptReason = defineEnum('HandoverKeptReason', 'Why a record was not given back 未归还原因.', {
  GONE: { zh: '记录已删除', en: 'It has been deleted' },
  MOVED_ON: { zh: '已转给他人', en: 'It has gone to somebody else meanwhile' },
  CLOSED: { zh: '已办结', en: 'It has been closed or decided meanwhile' },
});
