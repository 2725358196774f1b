import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { APPROVALS } from '../queries/approval-lists.js';
import {
  type ApprovalActionPayload,
  ApprovalApprovePayload,
  ApprovalCommentPayload,
  ApprovalRejectPayload,
  ApprovalReturnPayload,
  ApprovalWithdrawPayload,
} from './approval.payloads.js';
import { ApprovalNode } from './approval.types.js';

/** Makes the resolver that reads the approval of one payload type, after the commit and with the asker's rights. */
function resolverOf(Payload: Type<ApprovalActionPayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ApprovalNode, {
      nullable: true,
      description: 'The approval as it is now; null when nothing was done.',
    })
    approval(payload: ApprovalActionPayload, _args: unknown, scope: RequestScope): Promise<ApprovalNode | null> {
      return this.lists.related(APPROVALS, scope, payload.approvalId);
    }
  }
  return PayloadResolver;
}

/** Resolvers of every payload of an action on an approval. */
export const APPROVAL_PAYLOAD_RESOLVERS = [
  ApprovalApprovePayload,
  ApprovalRejectPayload,
  ApprovalReturnPayload,
  ApprovalWithdrawPayload,
  ApprovalCommentPayload,
].map(resolverOf);
