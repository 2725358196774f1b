import { defineList } from '../../../kernel/lists/define-list.js';
import { HandoverState } from '../domain/handover-enums.js';
import { HANDOVER } from '../permissions.permissions.js';

/** Hand-overs as lists and links show them. */
export const HANDOVERS = defineList({
  name: 'Handover',
  readable: HANDOVER,
  columns: {
    id: 'id',
    version: 'version',
    personId: 'person_id',
    startedBy: 'created_by',
    reason: 'given_reason',
    state: 'state',
    closedToo: 'closed_too',
    disable: 'disable',
    total: 'total',
    moved: 'moved',
    leftOver: 'left_over',
    shares: 'shares',
    disabledAt: 'disabled_at',
    createdAt: 'created_at',
    finishedAt: 'finished_at',
    undoUntil: 'undo_until',
    givenBack: 'given_back',
    kept: 'kept',
  },
  json: ['shares'],
  filters: {
    personId: { column: 'person_id', type: 'id', index: 'ix_handover_person', description: 'Who leaves.' },
    state: {
      column: 'state',
      type: 'enum',
      index: 'ix_handover_state',
      description: 'Where it stands.',
      members: { name: 'HandoverState', values: HandoverState },
    },
  },
  orders: {
    CREATED_AT: { column: 'created_at', type: 'dateTime', index: 'small table', description: 'When it was started.' },
  },
  defaultOrder: [{ field: 'CREATED_AT', direction: 'DESC' }],
});
