import { defineList } from '../../../kernel/lists/define-list.js';
import { ACCOUNT_APPLICATION } from '../accounts.permissions.js';
import { AccountApplicationState } from '../domain/account-application.js';

/** Applications for an account as lists show them. */
export const ACCOUNT_APPLICATIONS = defineList({
  name: 'AccountApplication',
  readable: ACCOUNT_APPLICATION,
  columns: {
    id: 'id',
    version: 'version',
    name: 'name',
    email: 'email',
    phone: 'phone',
    departmentWish: 'department_wish',
    reason: 'grounds',
    state: 'state',
    placement: 'placement',
    personId: 'person_id',
    createdAt: 'created_at',
  },
  json: ['placement'],
  filters: {
    state: {
      column: 'state',
      type: 'enum',
      index: 'small table',
      description: 'Where it stands.',
      members: { name: 'AccountApplicationState', values: AccountApplicationState },
    },
  },
  orders: {
    CREATED_AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_account_application_created',
      description: 'When it was made.',
    },
  },
  defaultOrder: [{ field: 'CREATED_AT', direction: 'DESC' }],
});
