import { defineList } from '../../../kernel/lists/define-list.js';
import { PERSON } from '../permissions.permissions.js';

/** Deputies, seen by whoever sees the principal. */
export const DEPUTIES = defineList({
  name: 'Deputy',
  readable: { kind: PERSON.kind, table: 'deputy', parent: PERSON, parentKey: 'principal_id' },
  columns: {
    id: 'id',
    version: 'version',
    principalId: 'principal_id',
    deputyId: 'deputy_id',
    startsAt: 'starts_at',
    until: 'ends_at',
    endedAt: 'ended_at',
    reason: 'cause',
  },
  filters: {
    principalId: {
      column: 'principal_id',
      type: 'id',
      index: 'ix_deputy_principal',
      description: 'Whose place is taken.',
    },
    deputyId: { column: 'deputy_id', type: 'id', index: 'ix_deputy_deputy', description: 'Who takes it.' },
    from: { column: 'starts_at', type: 'dateTime', index: 'small table', description: 'Beginning.' },
    until: { column: 'ends_at', type: 'dateTime', index: 'small table', description: 'End.' },
    endedAt: { column: 'ended_at', type: 'dateTime', index: 'small table', description: 'Ended before its time.' },
  },
  orders: {
    FROM: { column: 'starts_at', type: 'dateTime', index: 'small table', description: 'Beginning.' },
  },
  defaultOrder: [{ field: 'FROM', direction: 'DESC' }],
});
