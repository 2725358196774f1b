import { defineActions } from '../../kernel/access/actions.js';
import { defineReadable } from '../../kernel/access/readable.js';
import { PERSON } from '../permissions/index.js';

defineActions('account', {
  edit: { zh: '管理账号', en: 'Manage accounts' },
});

/** Sessions are seen with their person, by whoever manages that person's account; see `SessionList`. */
export const SESSION = defineReadable({ kind: 'session', table: 'session', parent: PERSON, parentKey: 'person_id' });
