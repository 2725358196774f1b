import { currentRequest } from '../runtime/request-scope.js';
import type { Operation } from '../database/operation.js';
import type { PendingWrites } from '../database/pending-writes.js';
import type { FieldValues } from '../database/record-kind.js';
import { type MappedKind, type RowValues, sameValue } from '../database/record-mapper.js';
import type { AuditChanges, ChangedValue } from './audit-changes.js';
import { insertAuditRow } from './audit-rows.js';

/** What one audit entry tells. */
interface AuditedChange extends ChangedRow {
  readonly entryId: string;
  readonly at: Date;
  readonly operation: Operation;
  readonly kind: MappedKind;
  readonly recordId: string;
  readonly version: number;
}

/** A row before and after. */
export interface ChangedRow {
  /** Null for a new record. */
  readonly before: RowValues | null;
  readonly after: RowValues;
  /** Properties that count as written though nothing changed: the entry must not tell the difference. */
  readonly sentAgain: readonly string[];
}

const BOOKKEEPING = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'searchText']);

/** Puts who changed what, when and from where beside the change; values stand in a table of their own, secrets nowhere. */
export function auditChange(pending: PendingWrites, change: AuditedChange): void {
  const { entryId, at, operation, kind, recordId, version } = change;
  const tracked = kind.definition.history !== null;
  const told = tracked ? null : (kind.definition.tells?.(byField(kind, change.after), beforeOf(change)) ?? null);
  if (!tracked && !told) return;
  const request = currentRequest();
  insertAuditRow(pending, {
    id: entryId,
    at,
    event: told?.event ?? 'CHANGE',
    actorId: told?.actorId ?? operation.actor?.personId ?? null,
    sessionId: told?.sessionId ?? operation.actor?.sessionId ?? null,
    address: request?.address ?? null,
    requestId: request?.requestId ?? null,
    action: operation.action,
    kind: kind.definition.kind,
    recordId,
    version: tracked ? version : 0,
    reason: operation.reason ?? null,
    times: 1,
    changes: tracked ? changedValues(change) : {},
  });
}

function beforeOf({ kind, before }: AuditedChange): FieldValues | null {
  return before && byField(kind, before);
}

function byField(kind: MappedKind, values: RowValues): FieldValues {
  return Object.fromEntries(kind.columns.map(({ property }, index) => [property, values[index]]));
}

function changedValues({ kind, before, after, sentAgain }: AuditedChange): AuditChanges {
  const secret = kind.definition.secret ?? [];
  const changes: Record<string, ChangedValue> = {};
  kind.columns.forEach(({ property }, index) => {
    const old = before?.[index] ?? null;
    if (BOOKKEEPING.has(property)) return;
    if (sameValue(old, after[index]) && !sentAgain.includes(property)) return;
    changes[property] = secret.includes(property) ? ['•', '•'] : [old, after[index]];
  });
  return changes;
}
