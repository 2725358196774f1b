import { currentRequest } from '../runtime/request-scope.js';
import type { PendingWrites } from './pending-writes.js';
import { type MappedKind, type RowValues, sameValue } from './record-mapper.js';
import type { Operation } from './operation.js';

/** What one audit entry tells. */
interface AuditedChange {
  readonly entryId: string;
  readonly at: Date;
  readonly operation: Operation;
  readonly kind: MappedKind;
  readonly recordId: string;
  readonly version: number;
  /** Null for a new record. */
  readonly before: RowValues | null;
  readonly after: RowValues;
}

const BOOKKEEPING = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'searchText']);
const COLUMNS = [
  'id',
  'at',
  'actor_id',
  'session_id',
  'address',
  'request_id',
  'action',
  'kind',
  'record_id',
  'record_version',
  'reason',
];

/** Puts who changed what, when and from where beside the change; values stand in a table of their own, secrets nowhere. */
export function auditChange(pending: PendingWrites, change: AuditedChange): void {
  const { entryId, at, operation, kind, recordId, version } = change;
  if (!kind.definition.history) return;
  const { actor, action, reason } = operation;
  const request = currentRequest();
  pending.insertRow('audit_entry', COLUMNS, [
    entryId,
    at,
    actor?.personId ?? null,
    actor?.sessionId ?? null,
    request?.address ?? null,
    request?.requestId ?? null,
    action,
    kind.definition.kind,
    recordId,
    version,
    reason ?? null,
  ]);
  pending.insertRow('audit_value', ['entry_id', 'changes'], [entryId, JSON.stringify(changedValues(change))]);
}

function changedValues({ kind, before, after }: AuditedChange): Record<string, [unknown, unknown]> {
  const secret = kind.definition.secret ?? [];
  const changes: Record<string, [unknown, unknown]> = {};
  kind.columns.forEach(({ property }, index) => {
    const old = before?.[index] ?? null;
    if (BOOKKEEPING.has(property) || sameValue(old, after[index])) return;
    changes[property] = secret.includes(property) ? ['•', '•'] : [old, after[index]];
  });
  return changes;
}
