import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_LOGIN: { zh: '登录名已被使用，请换一个。', en: 'This login is in use. Choose another one.' },
  INVALID_DEPARTMENT: {
    zh: '部门不存在，或超出您的权限范围。',
    en: 'There is no such department, or it is beyond your reach.',
  },
  INVALID_ROLE: {
    zh: '角色不存在，或高于您自己的权限。',
    en: 'There is no such role, or it exceeds what you hold yourself.',
  },
  INVALID_MANAGER: {
    zh: '上级不存在、已停用，或就是本人及其下属。',
    en: 'The manager does not exist, is disabled, or is the person or someone who reports to them.',
  },
});
