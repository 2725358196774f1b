import { defineList } from '../../../kernel/lists/define-list.js';
import { ServiceEntryKind } from '../domain/entry-kinds.js';
import { SERVICE_ENTRY, SERVICE_STEP } from '../service.permissions.js';

/** The steps of a case, in order. */
export const SERVICE_STEPS = defineList({
  name: 'ServiceStep',
  readable: SERVICE_STEP,
  columns: {
    id: 'id',
    caseId: 'case_id',
    stepCode: 'step_code',
    departmentId: 'department_id',
    roleCode: 'role_code',
    handlerId: 'handler_id',
    startedAt: 'started_at',
    dueAt: 'due_at',
    endedAt: 'ended_at',
    outcome: 'outcome',
    minutes: 'minutes',
  },
  filters: {
    handlerId: { column: 'handler_id', type: 'id', index: 'ix_service_step_handler', description: 'Who does it.' },
  },
  orders: {
    STARTED_AT: {
      column: 'started_at',
      type: 'dateTime',
      index: 'ix_service_step_case',
      description: 'When it began.',
    },
  },
  defaultOrder: [{ field: 'STARTED_AT', direction: 'ASC' }],
});

/** The record of a case, oldest line first. */
export const SERVICE_ENTRIES = defineList({
  name: 'ServiceEntry',
  readable: SERVICE_ENTRY,
  columns: {
    id: 'id',
    caseId: 'case_id',
    stepId: 'step_id',
    kind: 'kind',
    personId: 'person_id',
    happenedAt: 'happened_at',
    note: 'note',
    minutes: 'minutes',
    fromPersonId: 'from_person_id',
    toPersonId: 'to_person_id',
    fromDepartmentId: 'from_department_id',
    toDepartmentId: 'to_department_id',
  },
  filters: {
    kind: {
      column: 'kind',
      type: 'enum',
      index: 'filters within ix_service_entry_case',
      description: 'What it says.',
      members: { name: 'ServiceEntryKind', values: ServiceEntryKind },
    },
  },
  orders: {
    HAPPENED_AT: {
      column: 'happened_at',
      type: 'dateTime',
      index: 'ix_service_entry_case',
      description: 'When it happened.',
    },
  },
  defaultOrder: [{ field: 'HAPPENED_AT', direction: 'ASC' }],
});
