import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Approval, type FieldValues } from '../domain/approval.js';
import { ApprovalBegun } from '../domain/approval-errors.js';
import { ApprovalTask } from '../domain/approval-task.js';
import type { Facts } from '../domain/conditions.js';
import { ApprovalFinder } from '../queries/approval-finder.js';
import { recordEntry } from './record-entry.js';

/** What is asked about a record from now on. */
export interface Amendment {
  readonly recordKind: string;
  readonly recordId: string;
  /** What conditions of later steps look at; those that are not named stay. */
  readonly facts: Facts;
  /** What is asked now, shown as the change; values that are not named stay. */
  readonly payload: FieldValues;
}

/** Changes what a running approval asks, before anybody has decided: those who read it before meet a conflict and read it again. */
@Injectable()
export class AmendApproval {
  constructor(private readonly finder: ApprovalFinder) {}

  /** Nothing happens when no approval runs about the record. Throws APPROVAL_BEGUN. */
  async execute(work: Work, { recordKind, recordId, facts, payload }: Amendment): Promise<void> {
    const approvalId = await this.finder.openIdOf(recordKind, recordId);
    const approval = approvalId === null ? null : await work.fetchUnscoped(Approval, approvalId);
    if (!approval) return;
    const tasks = await work.fetchWhere(ApprovalTask, { approvalId: approval.id });
    if (tasks.some(({ state }) => state !== 'OPEN')) throw new ApprovalBegun();
    approval.amend(facts, payload);
    work.touch(approval);
    const { personId, name } = work.viewer;
    recordEntry(work, approval, { action: 'AMENDED', actor: { id: personId, name } });
  }
}
