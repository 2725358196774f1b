import { defineList } from '../lists/define-list.js';
import { AuditEvent } from './audit-event.js';
import { AUDIT } from './audit.permissions.js';

const FILTERED = 'filters within ix_audit_entry_at';

/** The audit as its readers page through it. */
export const AUDIT_ENTRIES = defineList({
  name: 'AuditEntry',
  readable: AUDIT,
  columns: {
    id: 'id',
    at: 'at',
    event: 'event',
    actorId: 'actor_id',
    sessionId: 'session_id',
    address: 'address',
    requestId: 'request_id',
    action: 'action',
    kind: 'kind',
    recordId: 'record_id',
    version: 'record_version',
    reason: 'reason',
    times: 'times',
  },
  filters: {
    at: { column: 'at', type: 'dateTime', index: 'ix_audit_entry_at', description: 'When.' },
    event: {
      column: 'event',
      type: 'enum',
      index: 'ix_audit_entry_event',
      description: 'What the entry tells of.',
      members: { name: 'AuditEvent', values: AuditEvent },
    },
    actorId: { column: 'actor_id', type: 'id', index: 'ix_audit_entry_actor', description: 'Who did it.' },
    kind: {
      column: 'kind',
      type: 'text',
      index: 'ix_audit_entry_record',
      description: 'Kind of the record, such as customer.',
    },
    recordId: {
      column: 'record_id',
      type: 'id',
      index: 'ix_audit_entry_record, with the kind',
      description: 'The record; quick together with its kind.',
    },
    action: { column: 'action', type: 'text', index: FILTERED, description: 'The action, such as customer.edit.' },
    address: { column: 'address', type: 'text', index: FILTERED, description: 'Address of the caller.' },
    requestId: { column: 'request_id', type: 'text', index: FILTERED, description: 'Id of the request.' },
    sessionId: { column: 'session_id', type: 'id', index: FILTERED, description: 'Session in which it was done.' },
  },
  orders: { AT: { column: 'at', type: 'dateTime', index: 'ix_audit_entry_at', description: 'When.' } },
  defaultOrder: [{ field: 'AT', direction: 'DESC' }],
});
