import { defineActions } from '../../kernel/access/actions.js';

defineActions('account', {
  edit: { zh: '管理账号', en: 'Manage accounts' },
});
