import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import type { CommentInput } from '../use-cases/comment-on-approval.js';
import type { DecisionInput } from '../use-cases/decide-approval.js';

const LONGEST_COMMENT = 500;

/** Which approval changes, as the asker saw it. */
@InputType({ isAbstract: true })
abstract class ApprovalActionInput extends VersionedInput {
  @Field(() => ID, { description: 'The approval.' })
  @IsNumberString({ no_symbols: true })
  approvalId: string;
}

/** An action that changes an approval, with words if there are any. */
@InputType({ isAbstract: true })
abstract class DecidingInput extends ApprovalActionInput implements DecisionInput {
  @Field(() => String, { nullable: true, description: 'Words for the record (at most 500 characters).' })
  @IsOptional()
  @MaxLength(LONGEST_COMMENT)
  comment?: string | null;
}

/** An action that changes an approval and must say why. */
@InputType({ isAbstract: true })
abstract class RefusingInput extends ApprovalActionInput implements DecisionInput {
  @Field(() => String, { description: 'Why (at most 500 characters).' })
  @IsNotEmpty()
  @MaxLength(LONGEST_COMMENT)
  comment: string;
}

@InputType({ description: 'Which approval to approve.' })
export class ApprovalApproveInput extends DecidingInput {}

@InputType({ description: 'Which approval to reject, and why.' })
export class ApprovalRejectInput extends RefusingInput {}

@InputType({ description: 'Which approval to return to its submitter, and why.' })
export class ApprovalReturnInput extends RefusingInput {}

@InputType({ description: 'Which approval to take back.' })
export class ApprovalWithdrawInput extends DecidingInput {}

@InputType({ description: 'What to say about an approval.' })
export class ApprovalCommentInput extends KeyedInput implements CommentInput {
  @Field(() => ID, { description: 'The approval.' })
  @IsNumberString({ no_symbols: true })
  approvalId: string;

  @Field(() => String, { description: 'The words (at most 500 characters).' })
  @IsNotEmpty()
  @MaxLength(LONGEST_COMMENT)
  comment: string;
}
