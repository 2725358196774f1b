import type { AuditEventName } from './audit-event.js';
import { newSalts } from './audit-digest.js';
import type { AuditChanges } from './audit-changes.js';

/** What one row of the audit says. */
export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly event: AuditEventName;
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly kind: string;
  /** `NO_RECORD` where the entry is about none. */
  readonly recordId: string;
  /** 0 where the entry is about no version. */
  readonly version: number;
  readonly reason: string | null;
  /** How often it happened; more than 1 where repeated refusals are told together. */
  readonly times: number;
  readonly changes: AuditChanges;
}

/** Takes rows that commit with the running work. */
interface RowTaker {
  insertRow(table: string, columns: readonly string[], row: unknown[]): void;
}

/** Stands for "about no record". */
export const NO_RECORD = '0';

const COLUMNS = [
  ...['id', 'at', 'event', 'actor_id', 'session_id', 'address', 'request_id'],
  ...['action', 'kind', 'record_id', 'record_version', 'reason', 'times'],
];
const MOST = { action: 80, kind: 40, address: 64, reason: 500 };

/** Puts a row and its values, each with a salt, among what the work commits. */
export function insertAuditRow(taker: RowTaker, row: AuditRow): void {
  taker.insertRow('audit_entry', COLUMNS, [
    row.id,
    row.at,
    row.event,
    row.actorId,
    row.sessionId,
    row.address?.slice(0, MOST.address) ?? null,
    row.requestId,
    row.action.slice(0, MOST.action),
    row.kind.slice(0, MOST.kind),
    row.recordId,
    row.version,
    row.reason === null ? null : [...row.reason].slice(0, MOST.reason).join(''),
    row.times,
  ]);
  const fields = Object.keys(row.changes).length;
  taker.insertRow(
    'audit_value',
    ['entry_id', 'changes', 'salts'],
    [row.id, JSON.stringify(row.changes), newSalts(fields)],
  );
}
