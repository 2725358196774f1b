import { auditRefusal } from '../../../kernel/audit/audited-refusals.js';
import { DomainError, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_LOGIN: { zh: '登录名已被使用，请换一个。', en: 'This login is in use. Choose another one.' },
  INVALID_DEPARTMENT: {
    zh: '部门不存在，或超出您的权限范围。',
    en: 'There is no such department, or it is beyond your reach.',
  },
  DEPARTMENT_CIRCLE: {
    zh: '部门不能移到自身或其下级部门之下。',
    en: 'A department goes neither below itself nor below one of its own.',
  },
  DEPARTMENT_TOO_DEEP: { zh: '部门层级过深。', en: 'The department tree would become too deep.' },
  DEPARTMENT_TOO_LARGE: {
    zh: '一次最多移动 {most} 个部门，请分批移动其下级部门。',
    en: 'At most {most} departments move at once. Move what is below it in parts.',
  },
  DEPARTMENT_NOT_EMPTY: {
    zh: '该部门仍有下级部门、人员或记录，请先移走后再删除。',
    en: 'Departments, people or records still belong to this department. Move them first.',
  },
  INVALID_POSITION: { zh: '岗位不存在。', en: 'There is no such position.' },
  POSITION_IN_USE: {
    zh: '仍有人员担任该岗位，请先更改其岗位。',
    en: 'Somebody still holds this position. Give them another one first.',
  },
  INVALID_LEVEL: { zh: '级别不能高于您自己的级别。', en: 'The level must not be above your own.' },
  INVALID_ROLE: {
    zh: '角色不存在，或高于您自己的权限。',
    en: 'There is no such role, or it exceeds what you hold yourself.',
  },
  ROLE_CODE_TAKEN: { zh: '角色代码 {code} 已被使用，请换一个。', en: 'The code {code} is in use. Choose another one.' },
  ROLE_FIXED: { zh: '管理员角色不能修改或删除。', en: 'The administrator role cannot be changed or deleted.' },
  ROLE_IN_USE: {
    zh: '仍有 {people} 人持有此角色。请先取消，再删除。',
    en: '{people} people hold this role. Take it from them first.',
  },
  ROLE_EXCEEDS: {
    zh: '该角色超出您自己的权限、级别或字段规则。',
    en: 'The role gives more than you hold yourself: an action, its reach, a level or a field.',
  },
  INVALID_ACTION: {
    zh: '没有名为“{action}”的操作，或重复出现。可用的操作见 accessCatalogue。',
    en: 'There is no action "{action}", or it is named twice. accessCatalogue lists them.',
  },
  INVALID_FIELD: {
    zh: '没有名为“{field}”的受控字段，或重复出现。可用的字段见 accessCatalogue。',
    en: 'There is no protected field "{field}", or it is named twice. accessCatalogue lists them.',
  },
  INVALID_FIELD_RULE: {
    zh: '字段“{field}”没有脱敏形式，请用 HIDDEN 或 READ_ONLY。',
    en: 'The field "{field}" has no masked form. Use HIDDEN or READ_ONLY.',
  },
  LAST_ADMINISTRATOR: {
    zh: '这是最后一名在职的管理员。请先让另一人担任管理员，再停用此人或取消其角色。',
    en: 'This is the last active administrator. Make somebody else an administrator first.',
  },
  INVALID_MANAGER: {
    zh: '上级不存在、已停用、就是本人及其下属，或会因此得到超出您自身权限的范围。',
    en: 'The manager does not exist, is disabled, is the person or someone who reports to them, or would come to reach more than you hold.',
  },
  OWN_MANAGER: {
    zh: '上级审批您的申请，不能由您自己选定；请让有权修改您资料的其他人更改。',
    en: 'Whom you report to decides what you ask for: have somebody else change it who may edit you.',
  },
});

/** A department would be above itself. */
export class DepartmentCircle extends DomainError {
  constructor() {
    super('DEPARTMENT_CIRCLE', PARENT);
  }
}

/** The tree has a limit, since its path of ids has. */
export class DepartmentTooDeep extends DomainError {
  constructor() {
    super('DEPARTMENT_TOO_DEEP', PARENT);
  }
}

/** More departments than one transaction takes. */
export class DepartmentTooLarge extends DomainError {
  constructor(most: number) {
    super('DEPARTMENT_TOO_LARGE', ['input', 'departmentId'], { most });
  }
}

/** What belongs to a department must not lose its place. */
export class DepartmentNotEmpty extends DomainError {
  constructor() {
    super('DEPARTMENT_NOT_EMPTY', ['input', 'departmentId']);
  }
}

/** A position that people hold stays. */
export class PositionInUse extends DomainError {
  constructor() {
    super('POSITION_IN_USE', ['input', 'positionId']);
  }
}

const PARENT = ['input', 'parentId'];
auditRefusal('INVALID_ROLE', { event: 'REFUSED', kind: 'person' });

/** Without this person nobody could manage the company any more. */
export class LastAdministrator extends DomainError {
  constructor(field: string) {
    super('LAST_ADMINISTRATOR', ['input', field]);
  }
}

/** Nobody chooses who decides their own requests. */
export class OwnManager extends DomainError {
  constructor() {
    super('OWN_MANAGER', ['input', 'managerId']);
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

/** Nobody hands on what somebody else reaches without reaching it themselves. */
export class ReachesLess extends RequestRefused {
  constructor() {
    super(
      'FORBIDDEN',
      'This person reaches records that you do not reach, their own among them. Only they appoint their deputy, or somebody who reaches all of that.' +
        ' 此人可见的部分记录（包括其本人名下的）您无权查看，只能由其本人或有全部相应权限的人员指定代理人。',
    );
  }
}

/** Nobody changes a person of a higher level; administrators do. */
export class HigherLevel extends RequestRefused {
  constructor() {
    super(
      'FORBIDDEN',
      'This person is of a higher level than you are. Only somebody of at least their level may change them.' +
        ' 此人的级别高于您，只有级别不低于此人的人员才能更改。',
    );
  }
}
