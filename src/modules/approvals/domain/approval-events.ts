import { defineEvent } from '../../../kernel/events/domain-event.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import type { ApprovalDecision } from '../../../kernel/states/approval-outcome.js';

/** What every event of an approval tells. */
interface ApprovalFacts {
  readonly approvalId: string;
  readonly subject: string;
  readonly recordKind: string;
  readonly recordId: string;
  readonly title: Label;
  readonly submitterId: string;
  readonly submitterName: string;
}

/** People are asked to decide a step. */
export interface ApprovalRequestedPayload extends ApprovalFacts {
  readonly step: number;
  /** Those asked, and who stands in for them. */
  readonly approverIds: readonly string[];
}

/** Somebody else is asked in place of an approver who leaves. */
export interface ApprovalHandedOverPayload extends ApprovalFacts {
  readonly step: number;
  readonly fromPersonId: string;
  readonly approverId: string;
}

/** The approval has ended. */
export interface ApprovalDecidedPayload extends ApprovalFacts {
  readonly decision: ApprovalDecision;
  /** Whose decision (or withdrawal) ended it. */
  readonly deciderName: string;
  readonly comment: string | null;
}

/** Somebody said something about a running or ended approval. */
export interface ApprovalCommentedPayload extends ApprovalFacts {
  readonly authorName: string;
  readonly comment: string;
  /** The submitter and those asked so far, without the author. */
  readonly participantIds: readonly string[];
}

export const ApprovalRequested = defineEvent<ApprovalRequestedPayload>('ApprovalRequested');
export const ApprovalHandedOver = defineEvent<ApprovalHandedOverPayload>('ApprovalHandedOver');
export const ApprovalDecided = defineEvent<ApprovalDecidedPayload>('ApprovalDecided');
export const ApprovalCommented = defineEvent<ApprovalCommentedPayload>('ApprovalCommented');

/** Type of the stream messages that tell an approver of a request; the live subscription picks them out. */
export const APPROVAL_REQUESTED_MESSAGE = 'APPROVAL_REQUESTED';
