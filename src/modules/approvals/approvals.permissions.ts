import { defineActions } from '../../kernel/access/actions.js';
import { defineReadable } from '../../kernel/access/readable.js';

defineActions('approval', {
  read: { zh: '查看审批', en: 'See approvals' },
  decide: { zh: '处理审批', en: 'Decide approvals' },
});
defineActions('approvalProcess', {
  read: { zh: '查看审批流程', en: 'See approval processes' },
  edit: { zh: '设置审批流程', en: 'Publish approval processes' },
});

/** An approval belongs to its submitter and to the record's department; those asked get it by name. */
export const APPROVAL = defineReadable({
  kind: 'approval',
  table: 'approval',
  owner: 'submitter_id',
  department: 'department_id',
});

/** Processes belong to nobody: they are seen by those who may see all. */
export const APPROVAL_PROCESS = defineReadable({
  kind: 'approvalProcess',
  table: 'approval_process',
  owner: 'created_by',
  department: 'created_by',
});
