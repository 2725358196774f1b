import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { StaleRecord } from '../../../kernel/runtime/domain-error.js';
import { Approval } from '../domain/approval.js';
import { ApprovalTask } from '../domain/approval-task.js';
import { isThrough } from '../domain/step-rules.js';
import { EndApproval } from './end-approval.js';
import { FindPart } from './find-part.js';
import { OpenStep } from './open-step.js';
import { recordEntry } from './record-entry.js';

/** An approver's decision as it arrives. */
export interface DecisionInput {
  readonly approvalId: string;
  readonly expectedVersion: number;
  readonly comment?: string | null;
  readonly idempotencyKey?: string | null;
}

type Decision = 'APPROVED' | 'REJECTED' | 'RETURNED';

const ACTIONS: Record<Decision, string> = {
  APPROVED: 'approval.approve',
  REJECTED: 'approval.reject',
  RETURNED: 'approval.return',
};

/** Records one approver's decision and moves the approval on; the last one carries the outcome out. */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parts: FindPart,
    private readonly steps: OpenStep,
    private readonly ending: EndApproval,
  ) {}

  /** Throws NotFound, Forbidden (not asked), APPROVAL_TASK_DONE, StaleRecord, APPROVAL_NO_APPROVER, and what the outcome refuses. */
  execute(viewer: Viewer, decision: Decision, input: DecisionInput): Promise<{ approvalId: string }> {
    const { approvalId, idempotencyKey } = input;
    const comment = input.comment ?? null;
    const operation = { actor: viewer, action: ACTIONS[decision], reason: comment, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      // Whom it was put to decides (or who stands in for them), not the reach of a role: asked for their task, others are told so.
      const approval = await work.fetch(Approval, approvalId, { verb: 'read' });
      const tasks = await work.fetchWhere(ApprovalTask, { approvalId });
      const { task, principal } = await this.parts.execute(viewer, approval, tasks);
      // Only now: a second decision is told as such, not as a stale read.
      if (approval.version !== input.expectedVersion) throw new StaleRecord(approval.version);
      task.decide(decision, work.at, comment);
      if (decision === 'APPROVED') await this.ending.checkReady(work, approval);
      work.save(task);
      const actor = { id: viewer.personId, name: viewer.name };
      recordEntry(work, approval, { action: decision, step: task.step, actor, principal, comment });
      const goesOn = decision === 'APPROVED' && (await this.moveOn(work, approval, tasks));
      if (goesOn) work.touch(approval);
      else await this.ending.execute(work, approval, tasks, decision, comment);
      return { approvalId };
    });
  }

  /** Whether somebody else still has to decide. */
  private async moveOn(work: Work, approval: Approval, tasks: readonly ApprovalTask[]): Promise<boolean> {
    const ofStep = tasks.filter(({ step }) => step === approval.currentStep);
    const states = ofStep.map(({ state }) => state);
    if (!isThrough(approval.step.mode, states)) return true;
    for (const spare of ofStep.filter(({ state }) => state === 'OPEN')) {
      spare.state = 'SKIPPED';
      work.save(spare);
    }
    return this.steps.execute(work, approval, {
      from: approval.currentStep + 1,
      approvedBefore: ofStep.filter(({ state }) => state === 'APPROVED').map(({ approverId }) => approverId),
      askedBefore: tasks.map(({ approverId }) => approverId),
    });
  }
}
