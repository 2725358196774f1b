import type { Work } from '../../../kernel/database/work.js';
import type { Approval } from '../domain/approval.js';
import { ApprovalEntry } from '../domain/approval-entry.js';
import type { ApprovalAction } from '../domain/approval-enums.js';

/** What one line of an approval's record says beside its approval. */
export interface EntryFacts {
  readonly action: ApprovalAction;
  readonly step?: number | null;
  readonly actor?: { readonly id: string; readonly name: string } | null;
  /** In whose place the actor did it. */
  readonly principal?: { readonly id: string; readonly name: string } | null;
  readonly comment?: string | null;
}

/** Adds a line to the approval's record of who did what. */
export function recordEntry(
  work: Work,
  approval: Approval,
  { action, step, actor, principal, comment }: EntryFacts,
): void {
  const approvalId = approval.id;
  work.add(
    Object.assign(new ApprovalEntry(), {
      approvalId,
      action,
      step: step ?? null,
      actorId: actor?.id ?? null,
      actorName: actor?.name ?? null,
      principalId: principal?.id ?? null,
      principalName: principal?.name ?? null,
      comment: comment ?? null,
    }),
  );
}

/** The facts that every event of an approval carries. */
export function eventFacts(approval: Approval) {
  const { id: approvalId, subject, recordKind, recordId, submitterId, submitterName } = approval;
  const title = { zh: approval.titleZh, en: approval.titleEn };
  return { approvalId, subject, recordKind, recordId, title, submitterId, submitterName };
}
