import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_DUE_DAY: {
    zh: '完成日期不能早于今天。',
    en: 'The due day lies in the past. Give today or a later day.',
  },
});
