import { Injectable } from '@nestjs/common';
import { visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { APPROVAL } from '../approvals.permissions.js';
import type { OpenApprovalView } from './open-approval-view.js';

/** Looks approvals up by what they are about. */
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

  /** Running approvals about these records that the viewer may see, by record. */
  async openFor(
    viewer: Viewer,
    recordKind: string,
    recordIds: readonly string[],
  ): Promise<Map<string, OpenApprovalView[]>> {
    const found = new Map<string, OpenApprovalView[]>(recordIds.map((id) => [id, []]));
    if (recordIds.length === 0) return found;
    const seen = visible(viewer, APPROVAL, 't');
    const rows = await this.database.rows<{ id: string; record_id: string }>(
      `SELECT t.id, t.record_id FROM approval t WHERE t.record_kind = ? AND t.state = 'PENDING'
       AND t.record_id IN (${recordIds.map(() => '?').join(',')}) AND ${seen.text} ORDER BY t.id`,
      [recordKind, ...recordIds, ...seen.params],
    );
    for (const row of rows) found.get(row.record_id)?.push({ id: row.id });
    return found;
  }

  /** Those among the approvals that wait for the person's own decision. */
  async waitingFor(personId: string, approvalIds: readonly string[]): Promise<Set<string>> {
    if (approvalIds.length === 0) return new Set();
    const rows = await this.database.rows<{ approval_id: string }>(
      `SELECT approval_id FROM approval_task WHERE approver_id = ? AND state = 'OPEN' AND deleted_at IS NULL
       AND approval_id IN (${approvalIds.map(() => '?').join(',')})`,
      [personId, ...approvalIds],
    );
    return new Set(rows.map((row) => row.approval_id));
  }

  /** Those among the approvals in which the person was asked or is the submitter. */
  async involving(personId: string, approvalIds: readonly string[]): Promise<Set<string>> {
    if (approvalIds.length === 0) return new Set();
    const places = approvalIds.map(() => '?').join(',');
    const rows = await this.database.rows<{ id: string }>(
      `SELECT approval_id AS id FROM approval_task WHERE approver_id = ? AND approval_id IN (${places})
       UNION SELECT id FROM approval WHERE submitter_id = ? AND id IN (${places})`,
      [personId, ...approvalIds, personId, ...approvalIds],
    );
    return new Set(rows.map((row) => row.id));
  }
}
