import type { Work } from '../database/work.js';

/** How an approval ended. */
export type ApprovalDecision = 'APPROVED' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';

/** What the module that asked is told, inside the transaction of the last decision. */
export interface ApprovalResult {
  readonly approvalId: string;
  /** What was asked, such as `customer.delete`. */
  readonly subject: string;
  readonly recordId: string;
  readonly submitterId: string;
  readonly decision: ApprovalDecision;
  /** What the asking module put into the request, as those who decided saw it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

interface OutcomeDeclaration {
  readonly subject: string;
  readonly owner: object;
  readonly method: string;
}

const declarations: OutcomeDeclaration[] = [];
const checks: OutcomeDeclaration[] = [];

/** Marks the method `(work: Work, result: ApprovalResult) => Promise<void>` that carries out the outcome of a subject's approvals (the port Approvable). */
export function OnApprovalOutcome(subject: string): MethodDecorator {
  return (target, key) => {
    if (declarations.some((known) => known.subject === subject)) throw new Error(`${subject} has two outcomes.`);
    declarations.push({ subject, owner: target, method: String(key) });
  };
}

/** Marks the method `(work: Work, recordId: string) => Promise<void>` that refuses approvals of a subject for as long as there is nothing to approve; asked before each one, not before the last alone. */
export function OnApproving(subject: string): MethodDecorator {
  return (target, key) => {
    if (checks.some((known) => known.subject === subject)) throw new Error(`${subject} has two checks.`);
    checks.push({ subject, owner: target, method: String(key) });
  };
}

/** A method that refuses approvals. */
export type ApprovingCheck = (work: Work, recordId: string) => Promise<void>;

/** Every subject whose approvals may be refused, with the place of the check. */
export function declaredChecks(): readonly OutcomeDeclaration[] {
  return checks;
}

/** A method that carries out an outcome. */
export type OutcomeHandler = (work: Work, result: ApprovalResult) => Promise<void>;

/** Every subject that can be approved, with the place of its outcome. */
export function declaredOutcomes(): readonly OutcomeDeclaration[] {
  return declarations;
}
