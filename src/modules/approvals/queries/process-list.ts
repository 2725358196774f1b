import { defineList } from '../../../kernel/lists/define-list.js';
import { APPROVAL_PROCESS } from '../approvals.permissions.js';

/** Published versions of approval processes. */
export const APPROVAL_PROCESSES = defineList({
  name: 'ApprovalProcess',
  readable: APPROVAL_PROCESS,
  columns: {
    id: 'id',
    subject: 'subject',
    code: 'code',
    number: 'number',
    nameZh: 'name_zh',
    nameEn: 'name_en',
    active: 'active',
    priority: 'priority',
    conditions: 'conditions',
    steps: 'steps',
    publishedAt: 'created_at',
    publishedById: 'created_by',
  },
  json: ['conditions', 'steps'],
  filters: {
    subject: {
      column: 'subject',
      type: 'text',
      index: 'ux_approval_process_version',
      description: 'What is asked, such as "customer.delete".',
    },
    active: {
      column: 'active',
      type: 'boolean',
      index: 'small table',
      description: 'Whether new approvals may follow it.',
    },
  },
  orders: {
    SUBJECT: { column: 'subject', type: 'text', index: 'ux_approval_process_version', description: 'Subject.' },
    PUBLISHED_AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'small table',
      description: 'When it was published.',
    },
  },
  defaultOrder: [
    { field: 'SUBJECT', direction: 'ASC' },
    { field: 'PUBLISHED_AT', direction: 'DESC' },
  ],
});
