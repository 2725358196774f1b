import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsNotEmpty, IsNumberString, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { ApprovalConditionOperator, ApprovalStepMode, ApproverKind } from '../domain/approval-enums.js';

const MOST = 100;

@InputType({ description: "A comparison of one of the record's facts." })
export class ApprovalConditionInput {
  @Field(() => String, { description: 'Name of the fact, such as "discount".' })
  @IsNotEmpty()
  @MaxLength(60)
  field: string;

  @Field(() => ApprovalConditionOperator, { description: 'Comparison.' })
  operator: ApprovalConditionOperator;

  @Field(() => [String], { description: 'Values, numbers as text; several only for IN.' })
  @ArrayMaxSize(MOST)
  values: string[];
}

@InputType({ description: 'One way to find approvers of a step.' })
export class ApproverRuleInput {
  @Field(() => ApproverKind, { description: 'How they are found.' })
  kind: ApproverKind;

  @Field(() => [ID], { nullable: true, description: 'For USER: the people.' })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @IsNumberString({ no_symbols: true }, { each: true })
  personIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'For ROLE: code of the role.' })
  @IsOptional()
  @MaxLength(60)
  roleCode?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For MANAGER: levels up from the submitter; 1 is the direct manager.',
  })
  levels?: number | null;
}

@InputType({ description: 'One step of an approval process.' })
export class ApprovalStepInput {
  @Field(() => String, { description: 'Chinese name.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameZh: string;

  @Field(() => String, { description: 'English name.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameEn: string;

  @Field(() => ApprovalStepMode, { defaultValue: 'ALL', description: 'How many must agree.' })
  mode: ApprovalStepMode;

  @Field(() => [ApproverRuleInput], { description: 'How approvers are found; all that are found are asked.' })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ApproverRuleInput)
  approvers: ApproverRuleInput[];

  @Field(() => [ApprovalConditionInput], {
    defaultValue: [],
    description: 'The step is skipped when one of these fails; empty: never.',
  })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ApprovalConditionInput)
  conditions: ApprovalConditionInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether submitters may approve their own request here.' })
  allowSelf: boolean;
}

@InputType({ description: 'The next version of an approval process.' })
export class ApprovalProcessPublishInput extends KeyedInput {
  @Field(() => String, { description: 'What is asked, such as "customer.delete".' })
  @IsNotEmpty()
  @MaxLength(60)
  subject: string;

  @Field(() => String, {
    defaultValue: 'standard',
    description: 'Tells several processes of one subject apart; the same code again makes the next version.',
  })
  @IsNotEmpty()
  @MaxLength(60)
  code: string;

  @Field(() => String, { description: 'Chinese name.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameZh: string;

  @Field(() => String, { description: 'English name.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameEn: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes the process out of use.' })
  active: boolean;

  @Field(() => Int, {
    defaultValue: 100,
    description: 'Among processes whose conditions hold, the smallest number is chosen.',
  })
  priority: number;

  @Field(() => [ApprovalConditionInput], {
    defaultValue: [],
    description: 'Conditions for choosing it; all must hold. Empty: always.',
  })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ApprovalConditionInput)
  conditions: ApprovalConditionInput[];

  @Field(() => [ApprovalStepInput], { description: 'Steps in sequence, 1 to 20.' })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ApprovalStepInput)
  steps: ApprovalStepInput[];
}

@ObjectType({ description: 'The published version, or why it was not published.' })
export class ApprovalProcessPublishPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  processId?: string | null;
}
