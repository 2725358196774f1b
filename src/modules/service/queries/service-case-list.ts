import { defineList } from '../../../kernel/lists/define-list.js';
import { ServiceCaseKind, ServiceCaseState, ServiceChannel, ServicePriority } from '../domain/service-enums.js';
import { SERVICE_CASE } from '../service.permissions.js';

const FILTERED = 'filters within the scope of ix_service_case_department / ix_service_case_owner';

function choice(column: string, description: string, name: string, values: object) {
  return { column, type: 'enum', index: FILTERED, description, members: { name, values } } as const;
}

/** Service cases as lists, links and the customer's view show them. */
export const SERVICE_CASES = defineList({
  name: 'ServiceCase',
  readable: SERVICE_CASE,
  columns: {
    id: 'id',
    version: 'version',
    number: 'number',
    kind: 'kind',
    channel: 'channel',
    priority: 'priority',
    subject: 'subject',
    description: 'description',
    customerId: 'customer_id',
    customerName: 'customer_name',
    contactId: 'contact_id',
    ownerId: 'owner_id',
    departmentId: 'department_id',
    stepRoleCode: 'step_role_code',
    openedBy: 'opened_by',
    openedAt: 'opened_at',
    state: 'state',
    processId: 'process_id',
    processCode: 'process_code',
    processVersion: 'process_version',
    stepCode: 'step_code',
    stepDueAt: 'step_due_at',
    firstResponseDueAt: 'first_response_due_at',
    firstRespondedAt: 'first_responded_at',
    firstResponseWarnedAt: 'first_response_warned_at',
    firstResponseBreachedAt: 'first_response_breached_at',
    closedAt: 'closed_at',
    resolution: 'resolution',
    customerAnswer: 'customer_answer',
    reopened: 'reopened',
    externalKey: 'external_key',
  },
  filters: {
    number: { column: 'number', type: 'text', index: 'ix_service_case_number', description: 'Number.' },
    kind: choice('kind', 'What the customer wants.', 'ServiceCaseKind', ServiceCaseKind),
    state: choice('state', 'Where it stands.', 'ServiceCaseState', ServiceCaseState),
    priority: choice('priority', 'How pressing it is.', 'ServicePriority', ServicePriority),
    channel: choice('channel', 'How it came in.', 'ServiceChannel', ServiceChannel),
    ownerId: { column: 'owner_id', type: 'id', index: 'ix_service_case_owner', description: 'Handler.' },
    departmentId: {
      column: 'department_id',
      type: 'id',
      index: 'ix_service_case_department',
      description: 'Department of the current step.',
    },
    customerId: { column: 'customer_id', type: 'id', index: 'ix_service_case_customer', description: 'Customer.' },
    openedAt: {
      column: 'opened_at',
      type: 'dateTime',
      index: 'ix_service_case_opened',
      description: 'When it was opened.',
    },
    firstResponseDueAt: {
      column: 'first_response_due_at',
      type: 'dateTime',
      index: 'ix_service_case_response_due',
      description: 'When the first response is due.',
    },
    stepDueAt: {
      column: 'step_due_at',
      type: 'dateTime',
      index: FILTERED,
      description: 'When the current step is due.',
    },
    firstResponseBreachedAt: {
      column: 'first_response_breached_at',
      type: 'dateTime',
      index: FILTERED,
      description: 'When the first response was found overdue; `isEmpty: false` finds the overdue ones.',
    },
    externalKey: {
      column: 'external_key',
      type: 'text',
      index: FILTERED,
      description: 'Key in the source of the import.',
    },
  },
  orders: {
    OPENED_AT: {
      column: 'opened_at',
      type: 'dateTime',
      index: 'ix_service_case_opened',
      description: 'When it was opened.',
    },
    FIRST_RESPONSE_DUE_AT: {
      column: 'first_response_due_at',
      type: 'dateTime',
      index: 'ix_service_case_response_due',
      description: 'When the first response is due.',
    },
  },
  defaultOrder: [{ field: 'OPENED_AT', direction: 'DESC' }],
  search: ['number', 'subject', 'customer_name'],
});
