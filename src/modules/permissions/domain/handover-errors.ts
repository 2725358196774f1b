import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  HANDOVER_OPEN: {
    zh: '此人的交接正在进行，请等待其结束。',
    en: 'A hand-over of this person is running already. Wait for its end.',
  },
  HANDOVER_SELF: {
    zh: '不能办理自己的离职交接，请由他人办理。',
    en: 'Nobody hands over for themselves. Somebody else must do it.',
  },
  HANDOVER_NO_TAKER: {
    zh: '有 {count} 条记录找不到接收人；请补充规则或指定人员。',
    en: 'Nobody can take {count} of the records. Add a rule, or name people for them.',
  },
  HANDOVER_UNDO_OVER: {
    zh: '撤销期限已过（{until}）。',
    en: 'The time for undoing it ended at {until}.',
  },
  HANDOVER_PERSON_INACTIVE: {
    zh: '此人已被另行停用，请先启用其账号，再撤销交接。',
    en: 'The person was disabled by other means. Enable their account first, then undo the hand-over.',
  },
  INVALID_TAKER: {
    zh: '接收人不存在、已停用、正在交接，或就是离职者本人。',
    en: 'The taker does not exist, is disabled, is being handed over, or is the leaver.',
  },
  INVALID_HANDOVER_RULE: {
    zh: '规则不完整：指定人员或团队须给出 personId，部门均分须给出 departmentId。',
    en: 'The rule is incomplete: PERSON and TEAM_MEMBERS need a personId, DEPARTMENT_MEMBERS a departmentId.',
  },
  INVALID_HANDOVER_KIND: { zh: '没有“{kind}”这类可交接的记录。', en: 'Nothing called "{kind}" can be handed over.' },
  INVALID_HANDOVER_RECORD: {
    zh: '此记录不在离职者名下，或已办结。',
    en: 'The leaver does not hold this record, or it is closed.',
  },
});

/** Two hand-overs of one person would take the records out of each other's hands. */
export class HandoverOpen extends DomainError {
  constructor() {
    super('HANDOVER_OPEN', ['input', 'personId']);
  }
}

/** Nothing may be left without an owner, so nothing is begun. */
export class HandoverWithoutTaker extends DomainError {
  constructor(count: number) {
    super('HANDOVER_NO_TAKER', ['input', 'rules'], { count });
  }
}
