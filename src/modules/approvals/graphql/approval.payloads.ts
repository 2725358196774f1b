import { Field, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';

/** The approval after an action, or why nothing was done; `approval` is read with the asker's rights. */
@ObjectType({ isAbstract: true })
export abstract class ApprovalActionPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  approvalId?: string | null;
}

@ObjectType({ description: 'The approval after approving, or why it was not approved.' })
export class ApprovalApprovePayload extends ApprovalActionPayload {}

@ObjectType({ description: 'The rejected approval, or why it was not rejected.' })
export class ApprovalRejectPayload extends ApprovalActionPayload {}

@ObjectType({ description: 'The returned approval, or why it was not returned.' })
export class ApprovalReturnPayload extends ApprovalActionPayload {}

@ObjectType({ description: 'The withdrawn approval, or why it was not withdrawn.' })
export class ApprovalWithdrawPayload extends ApprovalActionPayload {}

@ObjectType({ description: 'The approval with the new words, or why they were not added.' })
export class ApprovalCommentPayload extends ApprovalActionPayload {}
