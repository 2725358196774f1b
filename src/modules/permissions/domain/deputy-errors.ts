import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_DEPUTY: {
    zh: '代理人不存在、已停用，或就是被代理人本人。',
    en: 'The deputy does not exist, is disabled, or is the person themselves.',
  },
  DEPUTY_SELF: {
    zh: '不能让自己担任他人的代理人，请指定他人，或由被代理人本人指定。',
    en: 'Nobody makes themselves the deputy of somebody else. Name another person, or let the principal appoint you.',
  },
  INVALID_PERIOD: {
    zh: '代理结束时间须晚于开始时间和现在，且期限不超过一年。',
    en: 'The period ends after it begins and after now, and lasts no longer than a year.',
  },
  DEPUTY_OVERLAP: {
    zh: '该时间段内已有代理人，请先结束原代理或改选时间。',
    en: 'Somebody else is the deputy during this period. End that first, or choose another period.',
  },
  DEPUTY_ENDED: { zh: '该代理已经结束。', en: 'This deputy has ended already.' },
});

/** A person has one deputy at a time, so that it is clear who answers. */
export class DeputyOverlap extends DomainError {
  constructor() {
    super('DEPUTY_OVERLAP', ['input', 'from']);
  }
}

/** What somebody else holds is not taken by appointing oneself. */
export class DeputySelf extends DomainError {
  constructor() {
    super('DEPUTY_SELF', ['input', 'deputyId']);
  }
}

/** What is over is not ended again. */
export class DeputyEnded extends DomainError {
  constructor() {
    super('DEPUTY_ENDED', ['input', 'id']);
  }
}

/** A period that nobody can stand in for. */
export class InvalidPeriod extends DomainError {
  constructor() {
    super('INVALID_PERIOD', ['input', 'until']);
  }
}
