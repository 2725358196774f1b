import { Module } from '@nestjs/common';
import { PermissionsModule } from '../permissions/index.js';
import './domain/field-labels.js';
import { Approvals } from './facade.js';
import { ApprovalFieldsResolver } from './graphql/approval-fields.resolver.js';
import { ApprovalLiveResolver } from './graphql/approval-live.resolver.js';
import { ApprovalMutationsResolver } from './graphql/approval-mutations.resolver.js';
import { ApprovalEntryResolver, ApprovalTaskResolver } from './graphql/approval-parts.resolver.js';
import { APPROVAL_PAYLOAD_RESOLVERS } from './graphql/approval-payloads.resolver.js';
import { ApprovalChangeResolver, ApprovalFieldResolver } from './graphql/approval-values.resolver.js';
import { ApprovalResolver } from './graphql/approval.resolver.js';
import { ApprovalProcessPayloadResolver, ApprovalProcessResolver } from './graphql/process.resolver.js';
import { ApprovalFinder } from './queries/approval-finder.js';
import { ApprovalInbox } from './queries/approval-inbox.js';
import { ApprovalInsight } from './queries/approval-insight.js';
import { FieldWords } from './queries/field-words.js';
import { AmendApproval } from './use-cases/amend-approval.js';
import { CommentOnApproval } from './use-cases/comment-on-approval.js';
import { DecideApproval } from './use-cases/decide-approval.js';
import { EndApproval } from './use-cases/end-approval.js';
import { FindApprovers } from './use-cases/find-approvers.js';
import { FindPart } from './use-cases/find-part.js';
import { HandOverTasks } from './use-cases/hand-over-tasks.js';
import { OpenStep } from './use-cases/open-step.js';
import { PublishProcess } from './use-cases/publish-process.js';
import { SubmitApproval } from './use-cases/submit-approval.js';
import { WithdrawApproval } from './use-cases/withdraw-approval.js';
import { ApprovalsChangesResolver } from './graphql/approvals-changes.resolver.js';

const USE_CASES = [
  FindApprovers,
  FindPart,
  OpenStep,
  SubmitApproval,
  AmendApproval,
  EndApproval,
  HandOverTasks,
  DecideApproval,
  WithdrawApproval,
  CommentOnApproval,
  PublishProcess,
];

const RESOLVERS = [
  ApprovalResolver,
  ApprovalFieldsResolver,
  ApprovalFieldResolver,
  ApprovalChangeResolver,
  ApprovalTaskResolver,
  ApprovalEntryResolver,
  ApprovalMutationsResolver,
  ...APPROVAL_PAYLOAD_RESOLVERS,
  ApprovalLiveResolver,
  ApprovalProcessResolver,
  ApprovalProcessPayloadResolver,
];

@Module({
  imports: [PermissionsModule],
  providers: [
    ApprovalsChangesResolver,
    ApprovalFinder,
    ApprovalInbox,
    ApprovalInsight,
    FieldWords,
    ...USE_CASES,
    Approvals,
    ...RESOLVERS,
  ],
  exports: [Approvals],
})
export class ApprovalsModule {}
