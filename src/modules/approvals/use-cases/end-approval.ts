import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { unlockRecords } from '../../../kernel/database/record-lock.js';
import type { Work } from '../../../kernel/database/work.js';
import {
  type ApprovalDecision,
  type ApprovalResult,
  type ApprovingCheck,
  declaredChecks,
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

  /** Throws what the asking module refuses for as long as there is nothing to approve. */
  async checkReady(work: Work, { subject, recordId }: Approval): Promise<void> {
    const check = declaredChecks().find((declared) => declared.subject === subject);
    if (!check) return;
    const instance = this.instanceOf(check.owner);
    await (Reflect.get(instance, check.method) as ApprovingCheck).call(instance, work, recordId);
  }

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
    const result: ApprovalResult = { approvalId, subject, recordId, submitterId, decision, payload };
    const instance = this.instanceOf(outcome.owner);
    await (Reflect.get(instance, outcome.method) as OutcomeHandler).call(instance, work, result);
  }

  private instanceOf(owner: object): object {
    return this.modules.get(owner.constructor as new () => object, { strict: false });
  }
}
