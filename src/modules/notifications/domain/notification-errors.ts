import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_NOTIFICATION_CHOICE: {
    zh: '请给出 ids 或 upTo 其中之一。',
    en: 'Give either ids or upTo, and not both.',
  },
});

/** Which messages are meant is not clear. */
export class NotificationChoiceUnclear extends DomainError {
  constructor() {
    super('INVALID_NOTIFICATION_CHOICE', ['input']);
  }
}
