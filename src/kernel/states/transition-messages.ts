import { defineMessages } from '../runtime/labels.js';

defineMessages({
  TRANSITION_REFUSED: {
    zh: '状态为“{stateZh}”时不能“{actionZh}”。',
    en: '“{actionEn}” is not possible in the state “{stateEn}”.',
  },
});
