import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_CREDIT_CODE: {
    zh: '统一社会信用代码不正确：应为 18 位且校验位正确（GB 32100-2015）。',
    en: 'Not a unified social credit code: it has 18 characters, the last of which is a check character (GB 32100-2015).',
  },
  INVALID_PARENT: { zh: '客户不能是自己的上级单位。', en: 'A customer cannot be its own parent.' },
});
