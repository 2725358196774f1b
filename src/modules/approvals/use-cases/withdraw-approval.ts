import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Approval } from '../domain/approval.js';
import { NotSubmitter } from '../domain/approval-errors.js';
import { ApprovalTask } from '../domain/approval-task.js';
import type { DecisionInput } from './decide-approval.js';
import { EndApproval } from './end-approval.js';
import { recordEntry } from './record-entry.js';

/** Takes a request back; only its submitter may. */
@Injectable()
export class WithdrawApproval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ending: EndApproval,
  ) {}

  /** Throws NotFound, Forbidden (not the submitter), StaleRecord, TRANSITION_REFUSED (ended already). */
  execute(viewer: Viewer, input: DecisionInput): Promise<{ approvalId: string }> {
    const { approvalId, expectedVersion, idempotencyKey } = input;
    const comment = input.comment ?? null;
    const operation = { actor: viewer, action: 'approval.withdraw', reason: comment, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const approval = await work.fetch(Approval, approvalId, { verb: 'read', expectedVersion });
      if (approval.submitterId !== viewer.personId) throw new NotSubmitter();
      const tasks = await work.fetchWhere(ApprovalTask, { approvalId });
      const actor = { id: viewer.personId, name: viewer.name };
      await this.ending.execute(work, approval, tasks, 'WITHDRAWN', comment);
      recordEntry(work, approval, { action: 'WITHDRAWN', actor, comment });
      return { approvalId };
    });
  }
}
