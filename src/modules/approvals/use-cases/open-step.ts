import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Deputies, Permissions } from '../../permissions/index.js';
import type { Approval } from '../domain/approval.js';
import { ApprovalRequested } from '../domain/approval-events.js';
import { ApprovalTask } from '../domain/approval-task.js';
import { nextStep } from '../domain/step-rules.js';
import { type Approvers, FindApprovers } from './find-approvers.js';
import { eventFacts, recordEntry } from './record-entry.js';

/** Where an approval stands before its next step is opened. */
export interface StepStart {
  /** Index of the first step that may come. */
  readonly from: number;
  /** Who approved the step before. */
  readonly approvedBefore: readonly string[];
  /** Who has been asked so far in this approval. */
  readonly askedBefore: readonly string[];
}

/** Opens the next step that needs somebody: tasks, access for those asked, and the event that tells them. */
@Injectable()
export class OpenStep {
  constructor(
    private readonly finder: FindApprovers,
    private readonly permissions: Permissions,
    private readonly deputies: Deputies,
  ) {}

  /** False when no step is left: the approval is through. Changes `approval` without writing it. */
  async execute(work: Work, approval: Approval, start: StepStart): Promise<boolean> {
    let { from, approvedBefore } = start;
    for (;;) {
      const { index, skipped } = nextStep(approval.steps, approval.facts, from);
      for (const step of skipped) recordEntry(work, approval, { action: 'STEP_SKIPPED', step });
      if (index === null) return false;
      const approvers = await this.finder.execute(approval, approval.steps[index]!, approvedBefore);
      approval.enterStep(index, approvers.toAdministrators);
      this.addTasks(work, approval, approvers);
      if (approvers.open.length > 0) {
        await this.ask(work, approval, approvers.open, start.askedBefore);
        return true;
      }
      from = index + 1;
      approvedBefore = approvers.automatic;
    }
  }

  private addTasks(work: Work, approval: Approval, { open, automatic, toAdministrators, people }: Approvers): void {
    const step = approval.currentStep;
    const approvalId = approval.id;
    if (toAdministrators) recordEntry(work, approval, { action: 'SENT_TO_ADMINISTRATORS', step });
    for (const approverId of [...automatic, ...open]) {
      const done = automatic.includes(approverId);
      const approverName = people.get(approverId)?.name ?? '';
      work.add(
        Object.assign(new ApprovalTask(), {
          approvalId,
          step,
          approverId,
          approverName,
          state: done ? 'APPROVED' : 'OPEN',
          decidedAt: done ? work.at : null,
          comment: null,
        } satisfies Partial<ApprovalTask>),
      );
      const actor = { id: approverId, name: approverName };
      if (done) recordEntry(work, approval, { action: 'AUTO_APPROVED', step, actor });
    }
  }

  private async ask(
    work: Work,
    approval: Approval,
    approverIds: readonly string[],
    askedBefore: readonly string[],
  ): Promise<void> {
    const { id: causeId, recordKind, recordId } = approval;
    for (const personId of approverIds.filter((id) => !askedBefore.includes(id)))
      letDecide(this.permissions, work, { causeId, recordKind, recordId, personId });
    const step = approval.currentStep;
    const deputyIds = (await this.deputies.of(approverIds)).filter((id) => id !== approval.submitterId);
    const told = [...new Set([...approverIds, ...deputyIds])];
    work.record(ApprovalRequested, approval.id, { ...eventFacts(approval), step, approverIds: told });
  }
}

/** Whoever is asked may see and decide the approval, and see the record while it runs. */
export function letDecide(
  permissions: Permissions,
  work: Work,
  {
    causeId,
    recordKind,
    recordId,
    personId,
  }: Readonly<Record<'causeId' | 'recordKind' | 'recordId' | 'personId', string>>,
): void {
  permissions.grant(work, { kind: 'approval', recordId: causeId, personId, level: 'edit', cause: ASKED, causeId });
  permissions.grant(work, { kind: recordKind, recordId, personId, level: 'read', cause: APPROVAL, causeId });
}

/** Cause of locks and of the approvers' access to the record; both end with the approval. */
export const APPROVAL = 'approval';
/** Cause of the access to the approval itself, which those who were asked keep. */
const ASKED = 'approval-asked';
