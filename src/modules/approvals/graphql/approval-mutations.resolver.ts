import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { CommentOnApproval } from '../use-cases/comment-on-approval.js';
import { DecideApproval } from '../use-cases/decide-approval.js';
import { WithdrawApproval } from '../use-cases/withdraw-approval.js';
import {
  ApprovalApproveInput,
  ApprovalCommentInput,
  ApprovalRejectInput,
  ApprovalReturnInput,
  ApprovalWithdrawInput,
} from './approval.inputs.js';
import {
  ApprovalApprovePayload,
  ApprovalCommentPayload,
  ApprovalRejectPayload,
  ApprovalReturnPayload,
  ApprovalWithdrawPayload,
} from './approval.payloads.js';

const DECISION_CODES = 'Codes: APPROVAL_TASK_DONE, STALE_RECORD, TRANSITION_REFUSED';

type Acted = Promise<{ approvalId: string }>;

/** Actions on approvals. */
@Resolver()
export class ApprovalMutationsResolver {
  constructor(
    private readonly decisions: DecideApproval,
    private readonly withdrawals: WithdrawApproval,
    private readonly comments: CommentOnApproval,
  ) {}

  @Can('approval.decide')
  @Mutation(() => ApprovalApprovePayload, {
    description: `Approves the asker's part; the last approval carries the outcome out in the same transaction. ${DECISION_CODES}, APPROVAL_NO_APPROVER (the next step has nobody), and those of the outcome.`,
  })
  approvalApprove(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which approval.' }) input: ApprovalApproveInput,
  ): Acted {
    return this.decisions.execute(viewer, 'APPROVED', input);
  }

  @Can('approval.decide')
  @Mutation(() => ApprovalRejectPayload, {
    description: `Rejects the request; this ends the approval. ${DECISION_CODES}, INVALID_IS_NOT_EMPTY (a comment is required).`,
  })
  approvalReject(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which approval, and why.' }) input: ApprovalRejectInput,
  ): Acted {
    return this.decisions.execute(viewer, 'REJECTED', input);
  }

  @Can('approval.decide')
  @Mutation(() => ApprovalReturnPayload, {
    description: `Returns the request to its submitter, who may change the record and submit anew. ${DECISION_CODES}, INVALID_IS_NOT_EMPTY (a comment is required).`,
  })
  approvalReturn(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which approval, and why.' }) input: ApprovalReturnInput,
  ): Acted {
    return this.decisions.execute(viewer, 'RETURNED', input);
  }

  @Can('approval.read')
  @Mutation(() => ApprovalWithdrawPayload, {
    description:
      'Takes the request back; only its submitter may. Codes: STALE_RECORD, TRANSITION_REFUSED (it has ended).',
  })
  approvalWithdraw(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which approval.' }) input: ApprovalWithdrawInput,
  ): Acted {
    return this.withdrawals.execute(viewer, input);
  }

  @Can('approval.read')
  @Mutation(() => ApprovalCommentPayload, {
    description: 'Says something about an approval, running or ended. Codes: INVALID_IS_NOT_EMPTY, INVALID_MAX_LENGTH.',
  })
  approvalComment(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which approval, and the words.' }) input: ApprovalCommentInput,
  ): Acted {
    return this.comments.execute(viewer, input);
  }
}
