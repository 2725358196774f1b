import type { Operation } from '../database/operation.js';
import { currentRequest } from '../runtime/request-scope.js';
import type { AuditChanges } from './audit-changes.js';
import type { AuditEventName } from './audit-event.js';
import { insertAuditRow, NO_RECORD } from './audit-rows.js';

/** The running work, as far as the audit needs it. */
interface AuditedWork {
  readonly at: Date;
  readonly operation: Operation;
  nextId(): string;
  insertRow(table: string, columns: readonly string[], row: unknown[]): void;
}

/** Something other than a change of a record that the audit keeps: a sign-in, an export, a revealed value. */
export interface AuditFact {
  readonly event: Exclude<AuditEventName, 'CHANGE' | 'REFUSED'>;
  /** Record kind that it is about, such as `session` or `customer`. */
  readonly kind: string;
  readonly recordId?: string | null;
  /** Who did it, where the work itself runs as the system. */
  readonly actorId?: string;
  readonly sessionId?: string;
  /** More than the operation's own reason. */
  readonly reason?: string | null;
  /** What belongs to it and may have to be erased one day, such as the columns of an export; old value null. */
  readonly changes?: AuditChanges;
}

/** Writes a fact into the audit, in the transaction of its cause. */
export function auditFact(work: AuditedWork, fact: AuditFact): void {
  const { actor, action, reason } = work.operation;
  const request = currentRequest();
  insertAuditRow(work, {
    id: work.nextId(),
    at: work.at,
    event: fact.event,
    actorId: fact.actorId ?? actor?.personId ?? null,
    sessionId: fact.sessionId ?? actor?.sessionId ?? null,
    address: request?.address ?? null,
    requestId: request?.requestId ?? null,
    action,
    kind: fact.kind,
    recordId: fact.recordId ?? NO_RECORD,
    version: 0,
    reason: fact.reason ?? reason ?? null,
    times: 1,
    changes: fact.changes ?? {},
  });
}
