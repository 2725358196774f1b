export { Approvals } from './facade.js';
export { ApprovalsModule } from './approvals.module.js';
export {
  APPROVAL_REQUESTED_MESSAGE,
  ApprovalCommented,
  type ApprovalCommentedPayload,
  ApprovalDecided,
  type ApprovalDecidedPayload,
  ApprovalRequested,
  type ApprovalRequestedPayload,
} from './domain/approval-events.js';
export { ApprovalState } from './domain/approval-enums.js';
export type { Condition, Facts } from './domain/conditions.js';
export type { ApproverRule, ProcessDefinition, StepDefinition } from './domain/process-definition.js';
export type { ApprovalRequest } from './use-cases/submit-approval.js';
export { APPROVALS } from './queries/approval-lists.js';
export { ApprovalConnection, ApprovalNode } from './graphql/approval.types.js';
