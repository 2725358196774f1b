import { defineActions } from '../../kernel/access/actions.js';
import { defineReadable } from '../../kernel/access/readable.js';
import { PERSON } from '../permissions/index.js';

defineActions('account', {
  edit: { zh: '管理账号', en: 'Manage accounts' },
});

defineActions('accountApplication', {
  read: { zh: '查看账号申请', en: 'See applications for an account' },
  place: { zh: '安排账号申请人', en: 'Place applicants' },
});

/** Applications belong to the root department; whoever is asked to decide one sees it as well. */
export const ACCOUNT_APPLICATION = defineReadable({
  kind: 'accountApplication',
  table: 'account_application',
  owner: 'created_by',
  department: 'department_id',
});

/** Sessions are seen with their person, by whoever manages that person's account; see `SessionList`. */
export const SESSION = defineReadable({
  kind: 'session',
  table: 'session',
  parent: PERSON,
  parentKey: 'person_id',
  past: null,
});
