import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Approval } from '../domain/approval.js';
import { ApprovalCommented } from '../domain/approval-events.js';
import { ApprovalTask } from '../domain/approval-task.js';
import { eventFacts, recordEntry } from './record-entry.js';

/** What somebody says about an approval. */
export interface CommentInput {
  readonly approvalId: string;
  readonly comment: string;
  readonly idempotencyKey?: string | null;
}

/** Adds words to an approval's record, while it runs or afterwards; decides nothing. */
@Injectable()
export class CommentOnApproval {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Throws NotFound. */
  execute(viewer: Viewer, input: CommentInput): Promise<{ approvalId: string }> {
    const { approvalId, comment, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'approval.comment', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const approval = await work.fetch(Approval, approvalId, { verb: 'read' });
      const tasks = await work.fetchWhere(ApprovalTask, { approvalId });
      const { personId: id, name } = viewer;
      recordEntry(work, approval, { action: 'COMMENTED', actor: { id, name }, comment });
      const people = new Set([approval.submitterId, ...tasks.map(({ approverId }) => approverId)]);
      people.delete(id);
      const participantIds = [...people];
      work.record(ApprovalCommented, approvalId, {
        ...eventFacts(approval),
        authorName: name,
        comment,
        participantIds,
      });
      return { approvalId };
    });
  }
}
