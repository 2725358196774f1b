import { defineList } from '../../../kernel/lists/define-list.js';
import { DEPARTMENT, PERSON, POSITION, ROLE } from '../permissions.permissions.js';
import { PersonType } from '../domain/person-type.js';

/** People as lists and links show them. */
export const PEOPLE = defineList({
  name: 'Person',
  readable: PERSON,
  columns: {
    id: 'id',
    version: 'version',
    login: 'login',
    name: 'name',
    type: 'type',
    level: 'level',
    departmentId: 'department_id',
    positionId: 'position_id',
    managerId: 'manager_id',
    email: 'email',
    phone: 'phone',
    active: 'active',
  },
  filters: {
    id: { column: 'id', type: 'id', index: 'primary key', description: 'The person.' },
    departmentId: { column: 'department_id', type: 'id', index: 'ix_person_department', description: 'Department.' },
    managerId: { column: 'manager_id', type: 'id', index: 'ix_person_manager', description: 'Whom they report to.' },
    active: { column: 'active', type: 'boolean', index: 'small table', description: 'Whether they can sign in.' },
    type: {
      column: 'type',
      type: 'enum',
      index: 'small table',
      description: 'Kind of account.',
      members: { name: 'PersonType', values: PersonType },
    },
  },
  orders: {
    NAME: { column: 'name', type: 'text', index: 'ix_person_name', description: 'Name.' },
  },
  defaultOrder: [{ field: 'NAME', direction: 'ASC' }],
  search: ['name', 'login', 'phone'],
});

/** Departments as lists and links show them. */
export const DEPARTMENTS = defineList({
  name: 'Department',
  readable: DEPARTMENT,
  columns: { id: 'id', version: 'version', name: 'name', parentId: 'parent_id', headId: 'head_id', path: 'path' },
  filters: {
    parentId: { column: 'parent_id', type: 'id', index: 'ix_department_parent', description: 'Department above.' },
    name: { column: 'name', type: 'text', index: 'small table', description: 'Name.' },
  },
  orders: {
    TREE: {
      column: 'path',
      type: 'text',
      index: 'ix_department_path',
      description: 'Each department before those below it.',
    },
  },
  defaultOrder: [{ field: 'TREE', direction: 'ASC' }],
});

/** Positions as lists and links show them. */
export const POSITIONS = defineList({
  name: 'Position',
  readable: POSITION,
  columns: { id: 'id', version: 'version', name: 'name' },
  filters: { name: { column: 'name', type: 'text', index: 'small table', description: 'Name.' } },
  orders: { NAME: { column: 'name', type: 'text', index: 'small table', description: 'Name.' } },
  defaultOrder: [{ field: 'NAME', direction: 'ASC' }],
});

/** Roles as lists show them. */
export const ROLES = defineList({
  name: 'Role',
  readable: ROLE,
  columns: {
    id: 'id',
    version: 'version',
    code: 'code',
    name: 'name',
    administrator: 'administrator',
    level: 'level',
    permissions: 'permissions',
    fieldRules: 'field_rules',
  },
  json: ['permissions', 'fieldRules'],
  filters: { code: { column: 'code', type: 'text', index: 'ux_role_code', description: 'Stable name.' } },
  orders: { CODE: { column: 'code', type: 'text', index: 'ux_role_code', description: 'Stable name.' } },
  defaultOrder: [{ field: 'CODE', direction: 'ASC' }],
});
