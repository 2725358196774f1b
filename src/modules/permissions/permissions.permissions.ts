import { defineActions } from '../../kernel/access/actions.js';
import { protectFields } from '../../kernel/access/protected-fields.js';
import { defineReadable } from '../../kernel/access/readable.js';

defineActions('person', {
  read: { zh: '查看人员', en: 'See people' },
  create: { zh: '新建人员', en: 'Add people' },
  edit: { zh: '修改人员', en: 'Edit people' },
  reveal: { zh: '查看人员的脱敏数据', en: 'Reveal masked values of people' },
});
defineActions('department', {
  read: { zh: '查看部门', en: 'See departments' },
  create: { zh: '新建部门', en: 'Add departments' },
  edit: { zh: '修改部门', en: 'Edit departments' },
  delete: { zh: '删除部门', en: 'Delete departments' },
});
defineActions('role', {
  read: { zh: '查看角色', en: 'See roles' },
  edit: { zh: '修改角色', en: 'Edit roles' },
});

/** People belong to themselves and to their department. */
export const PERSON = defineReadable({ kind: 'person', table: 'person', owner: 'id', department: 'department_id' });

/** A department belongs to its head and to itself. */
export const DEPARTMENT = defineReadable({
  kind: 'department',
  table: 'department',
  owner: 'head_id',
  department: 'id',
});

/** Roles belong to nobody: they are seen by those who may see all. */
export const ROLE = defineReadable({ kind: 'role', table: 'role', owner: 'created_by', department: 'created_by' });

/** Positions are names only; whoever may see people may see them all. */
export const POSITION = defineReadable({ kind: 'position', table: 'job_position', owner: 'id', department: 'id' });

defineActions('position', {
  read: { zh: '查看岗位', en: 'See positions' },
  create: { zh: '新建岗位', en: 'Add positions' },
  edit: { zh: '修改岗位', en: 'Rename positions' },
  delete: { zh: '删除岗位', en: 'Delete positions' },
});

protectFields('person', {
  email: { label: { zh: '邮箱', en: 'Mail address' }, mask: 'mail', places: ['person.email'] },
  phone: { label: { zh: '电话', en: 'Phone' }, mask: 'phone', places: ['person.phone'] },
});

defineActions('handover', {
  read: { zh: '查看离职交接', en: 'See hand-overs' },
  run: { zh: '办理离职交接', en: 'Hand over what a leaver holds' },
});

/** A hand-over belongs to whoever started it, and to the department that the leaver was in. */
export const HANDOVER = defineReadable({
  kind: 'handover',
  table: 'handover',
  owner: 'created_by',
  department: 'department_id',
});
