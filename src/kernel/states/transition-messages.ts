import { defineMessages } from '../runtime/labels.js';

defineMessages({
  TRANSITION_REFUSED: {
    zh: '状态为 {state} 时不能执行 {action}。',
    en: '{action} is not possible while the state is {state}.',
  },
});
