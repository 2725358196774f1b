import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ApprovalNode, APPROVALS } from '../../approvals/index.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import {
  OpportunityAdvancePayload,
  OpportunityAssignPayload,
  type OpportunityClosingPayload,
  OpportunityCreatePayload,
  OpportunityLosePayload,
  type OpportunityPayload,
  OpportunityReopenPayload,
  OpportunityUpdatePayload,
  OpportunityWinPayload,
} from './opportunity.payloads.js';
import { OpportunityNode } from './opportunity.types.js';

/** Gives a payload its `opportunity`, as the asker may see it. */
function showsOpportunity(Payload: Type<OpportunityPayload>): Type<object> {
  @Resolver(() => Payload)
  class ShowsOpportunity {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => OpportunityNode, { nullable: true, description: 'The opportunity.' })
    opportunity(payload: OpportunityPayload, _args: unknown, scope: RequestScope): Promise<OpportunityNode | null> {
      return this.lists.related(OPPORTUNITIES, scope, payload.opportunityId);
    }
  }
  return ShowsOpportunity;
}

/** Gives a payload its `approval`. */
function showsApproval(Payload: Type<OpportunityClosingPayload>): Type<object> {
  @Resolver(() => Payload)
  class ShowsApproval {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ApprovalNode, {
      nullable: true,
      description:
        'The approval that the discount waits for; the opportunity is locked and stays in its stage meanwhile.',
    })
    approval(payload: OpportunityClosingPayload, _args: unknown, scope: RequestScope): Promise<ApprovalNode | null> {
      return this.lists.related(APPROVALS, scope, payload.approvalId);
    }
  }
  return ShowsApproval;
}

/** Resolvers of all payloads of deals. */
export const PAYLOAD_RESOLVERS: readonly Type<object>[] = [
  ...[OpportunityCreatePayload, OpportunityUpdatePayload, OpportunityAdvancePayload, OpportunityWinPayload].map(
    showsOpportunity,
  ),
  ...[OpportunityLosePayload, OpportunityReopenPayload, OpportunityAssignPayload].map(showsOpportunity),
  ...[OpportunityAdvancePayload, OpportunityWinPayload].map(showsApproval),
];
