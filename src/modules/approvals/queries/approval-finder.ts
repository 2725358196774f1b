import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

/** Looks up what holds between people and approvals. */
@Injectable()
export class ApprovalFinder {
  constructor(private readonly database: Database) {}

  /** The approval that runs about the record, whoever may see it; null when there is none. */
  async openIdOf(recordKind: string, recordId: string): Promise<string | null> {
    const row = await this.database.one<{ id: string }>(
      `SELECT id FROM approval WHERE record_kind = ? AND record_id = ? AND state = 'PENDING' AND deleted_at IS NULL`,
      [recordKind, recordId],
    );
    return row?.id ?? null;
  }

  /** Those among the approvals that wait for the person's own decision. */
  async waitingFor(personId: string, approvalIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ approval_id: string }>(
      `SELECT approval_id FROM approval_task WHERE approver_id = ? AND state = 'OPEN' AND deleted_at IS NULL
       AND approval_id IN (${approvalIds.map(() => '?').join(',')})`,
      [personId, ...approvalIds],
    );
    return new Set(rows.map((row) => row.approval_id));
  }

  /** Those among the approvals in which the person was asked. */
  async askedIn(personId: string, approvalIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ approval_id: string }>(
      `SELECT DISTINCT approval_id FROM approval_task WHERE approver_id = ? AND deleted_at IS NULL
       AND approval_id IN (${approvalIds.map(() => '?').join(',')})`,
      [personId, ...approvalIds],
    );
    return new Set(rows.map((row) => row.approval_id));
  }
}
