import { auditRefusal } from '../../../kernel/audit/audited-refusals.js';
import { DomainError, RequestRefused } from '../../../kernel/runtime/domain-error.js';
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
  LAST_ADMINISTRATOR: {
    zh: '这是最后一名在职的管理员。请先让另一人担任管理员，再停用此人或取消其角色。',
    en: 'This is the last active administrator. Make somebody else an administrator first.',
  },
  INVALID_MANAGER: {
    zh: '上级不存在、已停用，或就是本人及其下属。',
    en: 'The manager does not exist, is disabled, or is the person or someone who reports to them.',
  },
});

auditRefusal('INVALID_ROLE', { event: 'REFUSED', kind: 'person' });

/** Without this person nobody could manage the company any more. */
export class LastAdministrator extends DomainError {
  constructor(field: string) {
    super('LAST_ADMINISTRATOR', ['input', field]);
  }
}

/** Nobody has power over somebody who holds more than they do. */
export class HoldsMore extends RequestRefused {
  constructor() {
    super(
      'FORBIDDEN',
      'This person holds rights that you do not hold yourself. Only somebody who holds them may change their account, roles or activity.' +
        ' 此人拥有您没有的权限，只有拥有这些权限的人才能更改其账号、角色或启用状态。',
    );
  }
}
