import type { ReadableKind } from '../../../kernel/access/readable.js';
import { defineList } from '../../../kernel/lists/define-list.js';
import { APPROVAL } from '../approvals.permissions.js';
import { ApprovalAction, ApprovalState, ApprovalTaskState } from '../domain/approval-enums.js';

/** Approvals as lists and links show them. */
export const APPROVALS = defineList({
  name: 'Approval',
  readable: APPROVAL,
  columns: {
    id: 'id',
    version: 'version',
    subject: 'subject',
    recordKind: 'record_kind',
    recordId: 'record_id',
    titleZh: 'title_zh',
    titleEn: 'title_en',
    submitterId: 'submitter_id',
    submitterName: 'submitter_name',
    departmentId: 'department_id',
    state: 'state',
    processNumber: 'process_number',
    currentStep: 'current_step',
    steps: 'steps',
    payload: 'payload',
    snapshot: 'snapshot',
    submittedAt: 'submitted_at',
    decidedAt: 'decided_at',
  },
  json: ['steps', 'payload', 'snapshot'],
  filters: {
    state: {
      column: 'state',
      type: 'enum',
      index: 'ix_approval_state',
      description: 'State.',
      members: { name: 'ApprovalState', values: ApprovalState },
    },
    subject: {
      column: 'subject',
      type: 'text',
      index: 'ix_approval_subject',
      description: 'What is asked, such as "customer.delete".',
    },
    submitterId: {
      column: 'submitter_id',
      type: 'id',
      index: 'ix_approval_submitter',
      description: 'Who submitted it.',
    },
    recordKind: {
      column: 'record_kind',
      type: 'text',
      index: 'ix_approval_record',
      description: 'Kind of the record, such as "customer".',
    },
    recordId: {
      column: 'record_id',
      type: 'id',
      index: 'ix_approval_record (with recordKind)',
      description: 'The record.',
    },
  },
  orders: {
    SUBMITTED_AT: {
      column: 'submitted_at',
      type: 'dateTime',
      index: 'ix_approval_submitted',
      description: 'When it was submitted.',
    },
  },
  defaultOrder: [{ field: 'SUBMITTED_AT', direction: 'DESC' }],
});

/** Tasks and entries are seen with their approval, under the asker's `approval.read`. */
function partOfApproval(table: string): ReadableKind {
  return { kind: APPROVAL.kind, table, parent: APPROVAL, parentKey: 'approval_id' };
}

/** People's parts in approvals. */
export const APPROVAL_TASKS = defineList({
  name: 'ApprovalTask',
  readable: partOfApproval('approval_task'),
  columns: {
    id: 'id',
    approvalId: 'approval_id',
    step: 'step',
    approverId: 'approver_id',
    approverName: 'approver_name',
    state: 'state',
    askedAt: 'created_at',
    decidedAt: 'decided_at',
    comment: 'comment',
  },
  filters: {
    state: {
      column: 'state',
      type: 'enum',
      index: 'few per approval',
      description: 'State.',
      members: { name: 'ApprovalTaskState', values: ApprovalTaskState },
    },
  },
  orders: {
    ASKED_AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_approval_task_approver',
      description: 'When the person was asked.',
    },
  },
  defaultOrder: [{ field: 'ASKED_AT', direction: 'ASC' }],
});

/** The record of who did what in approvals. */
export const APPROVAL_ENTRIES = defineList({
  name: 'ApprovalEntry',
  readable: {
    ...partOfApproval('approval_entry'),
    past: { began: 'created_at' },
  },
  columns: {
    id: 'id',
    action: 'action',
    step: 'step',
    actorId: 'actor_id',
    actorName: 'actor_name',
    principalName: 'principal_name',
    comment: 'comment',
    at: 'created_at',
  },
  filters: {
    action: {
      column: 'action',
      type: 'enum',
      index: 'few per approval',
      description: 'What was done.',
      members: { name: 'ApprovalAction', values: ApprovalAction },
    },
  },
  orders: {
    AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_approval_entry_approval',
      description: 'When it happened.',
    },
  },
  defaultOrder: [{ field: 'AT', direction: 'ASC' }],
});
