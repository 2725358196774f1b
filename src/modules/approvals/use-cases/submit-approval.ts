import { Injectable } from '@nestjs/common';
import { lockRecord } from '../../../kernel/database/record-lock.js';
import type { Work } from '../../../kernel/database/work.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import { declaredOutcomes } from '../../../kernel/states/approval-outcome.js';
import { Approval, type FieldValues } from '../domain/approval.js';
import { ApprovalOpen } from '../domain/approval-errors.js';
import { ApprovalProcess } from '../domain/approval-process.js';
import type { Facts } from '../domain/conditions.js';
import { chooseProcess, DEFAULT_STEP } from '../domain/process-definition.js';
import { ApprovalFinder } from '../queries/approval-finder.js';
import { APPROVAL, OpenStep } from './open-step.js';
import { recordEntry } from './record-entry.js';

/** What a module asks people to decide. */
export interface ApprovalRequest {
  /** What is asked, such as `customer.delete`; its outcome is carried out by `@OnApprovalOutcome`. */
  readonly subject: string;
  readonly recordKind: string;
  readonly recordId: string;
  /** One line that tells an approver what it is about. */
  readonly title: Label;
  /** The record's department: whose head is asked, and who may see the approval. */
  readonly departmentId: string;
  /** What conditions of processes may look at; `departmentId` and `submitterId` are added. */
  readonly facts: Facts;
  /** What the outcome needs; values named like fields of the snapshot are shown as the change. */
  readonly payload: FieldValues;
  /** The record's fields as they are now. */
  readonly snapshot: FieldValues;
  /** Who asks, when it is not the asker of the work: somebody without an account. */
  readonly submitter?: { readonly personId: string; readonly name: string };
}

const LONGEST_TITLE = 300;

/** Starts an approval inside the asking module's unit of work and locks the record; the caller touches the record. */
@Injectable()
export class SubmitApproval {
  constructor(
    private readonly finder: ApprovalFinder,
    private readonly steps: OpenStep,
  ) {}

  /** Throws APPROVAL_OPEN, APPROVAL_NO_APPROVER. */
  async execute(work: Work, request: ApprovalRequest): Promise<{ approvalId: string }> {
    const { subject, recordKind, recordId } = request;
    if (!declaredOutcomes().some((outcome) => outcome.subject === subject))
      throw new Error(`${subject} has no @OnApprovalOutcome: nobody would carry its outcome out.`);
    if (await this.finder.openIdOf(recordKind, recordId)) throw new ApprovalOpen();
    const approval = await this.newApproval(work, request);
    recordEntry(work, approval, {
      action: 'SUBMITTED',
      actor: { id: approval.submitterId, name: approval.submitterName },
    });
    await this.steps.execute(work, approval, { from: 0, approvedBefore: [], askedBefore: [] });
    work.add(approval);
    lockRecord(work, recordKind, recordId, APPROVAL, approval.id);
    return { approvalId: approval.id };
  }

  private async newApproval(work: Work, request: ApprovalRequest): Promise<Approval> {
    const { subject, recordKind, recordId, title, departmentId, payload, snapshot } = request;
    const { personId: submitterId, name: submitterName } = request.submitter ?? work.viewer;
    const facts = { ...request.facts, departmentId, submitterId };
    const process = chooseProcess(await work.fetchWhere(ApprovalProcess, { subject, active: true }), facts);
    return Object.assign(new Approval(), {
      id: work.nextId(),
      subject,
      recordKind,
      recordId,
      titleZh: title.zh.slice(0, LONGEST_TITLE),
      titleEn: title.en.slice(0, LONGEST_TITLE),
      submitterId,
      submitterName,
      departmentId,
      state: 'PENDING',
      processId: process?.id ?? null,
      processNumber: process?.number ?? 0,
      steps: process?.steps ?? [DEFAULT_STEP],
      currentStep: 0,
      facts,
      payload,
      snapshot,
      submittedAt: work.at,
      decidedAt: null,
    } satisfies Partial<Approval>);
  }
}
