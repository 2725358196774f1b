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

  /** Those among the approvals that wait for the person's decision, also in the place of these principals. */
  async waitingFor(
    personId: string,
    principalIds: readonly string[],
    approvalIds: readonly string[],
  ): Promise<Set<string>> {
    const rows = await this.database.rows<{ approval_id: string }>(
      `SELECT t.approval_id FROM approval_task t JOIN approval a ON a.id = t.approval_id
       WHERE t.approver_id IN (?${principalIds.map(() => ', ?').join('')}) AND t.state = 'OPEN' AND t.deleted_at IS NULL
         AND (t.approver_id = ? OR a.submitter_id <> ?) AND t.approval_id IN (${approvalIds.map(() => '?').join(',')})`,
      [personId, ...principalIds, personId, personId, ...approvalIds],
    );
    return new Set(rows.map((row) => row.approval_id));
  }

  /** Those among the approvals in which one of these people was asked. */
  async askedIn(personIds: readonly string[], approvalIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ approval_id: string }>(
      `SELECT DISTINCT approval_id FROM approval_task WHERE approver_id IN (${personIds.map(() => '?').join(',')})
       AND deleted_at IS NULL AND approval_id IN (${approvalIds.map(() => '?').join(',')})`,
      [...personIds, ...approvalIds],
    );
    return new Set(rows.map((row) => row.approval_id));
  }
}
