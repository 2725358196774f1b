import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { unlockRecords } from '../../../kernel/database/record-lock.js';
import type { Work } from '../../../kernel/database/work.js';
import {
  type ApprovalDecision,
  type ApprovalResult,
  declaredOutcomes,
  type OutcomeHandler,
} from '../../../kernel/states/approval-outcome.js';
import { Permissions } from '../../permissions/index.js';
import type { Approval } from '../domain/approval.js';
import { ApprovalDecided } from '../domain/approval-events.js';
import type { ApprovalTask } from '../domain/approval-task.js';
import { APPROVAL } from './open-step.js';
import { eventFacts } from './record-entry.js';

/** Ends an approval: what is still open is cancelled, the record unlocked, the outcome carried out, all in the transaction of the last decision. */
@Injectable()
export class EndApproval {
  constructor(
    private readonly permissions: Permissions,
    private readonly modules: ModuleRef,
  ) {}

  /** Throws whatever the outcome refuses; then nothing is decided. */
  async execute(
    work: Work,
    approval: Approval,
    tasks: readonly ApprovalTask[],
    decision: ApprovalDecision,
    comment: string | null,
  ): Promise<void> {
    approval.end(decision, work.at);
    work.touch(approval);
    for (const task of tasks.filter(({ state }) => state === 'OPEN')) {
      task.state = 'CANCELLED';
      work.save(task);
    }
    await unlockRecords(work, APPROVAL, approval.id);
    await this.permissions.revoke(work, APPROVAL, approval.id);
    await this.carryOut(work, approval, decision);
    const deciderName = work.viewer.name;
    work.record(ApprovalDecided, approval.id, { ...eventFacts(approval), decision, deciderName, comment });
  }

  private async carryOut(work: Work, approval: Approval, decision: ApprovalDecision): Promise<void> {
    const { id: approvalId, subject, recordId, submitterId, payload } = approval;
    const outcome = declaredOutcomes().find((declared) => declared.subject === subject);
    if (!outcome) throw new Error(`${subject} has no @OnApprovalOutcome.`);
    const instance: object = this.modules.get(outcome.owner.constructor as new () => object, { strict: false });
    const handler = Reflect.get(instance, outcome.method) as OutcomeHandler;
    const result: ApprovalResult = { approvalId, subject, recordId, submitterId, decision, payload };
    await handler.call(instance, work, result);
  }
}
