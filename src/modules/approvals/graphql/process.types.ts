import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { ApprovalConditionOperator, ApprovalStepMode, ApproverKind } from '../domain/approval-enums.js';
import type { Condition } from '../domain/conditions.js';
import type { StepDefinition } from '../domain/process-definition.js';

@ObjectType('ApprovalCondition', { description: "A comparison of one of the record's facts." })
export class ApprovalConditionNode implements Condition {
  @Field(() => String, { description: 'Name of the fact, such as "discount".' })
  field: string;

  @Field(() => ApprovalConditionOperator, { description: 'Comparison.' })
  operator: ApprovalConditionOperator;

  @Field(() => [String], { description: 'Values, numbers as text; several only for IN.' })
  values: string[];
}

@ObjectType('ApproverRule', { description: 'One way to find approvers of a step.' })
export class ApproverRuleNode {
  @Field(() => ApproverKind, { description: 'How they are found.' })
  kind: ApproverKind;

  @Field(() => [ID], { nullable: true, description: 'For USER: the people.' })
  personIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'For ROLE: code of the role.' })
  roleCode?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For MANAGER: levels up from the submitter; 1 is the direct manager.',
  })
  levels?: number | null;
}

@ObjectType('ApprovalStep', { description: 'One step of an approval process.' })
export class ApprovalStepNode {
  @Field(() => String, { description: "Name in the asker's language." })
  name: string;

  @Field(() => ApprovalStepMode, { description: 'How many must agree.' })
  mode: ApprovalStepMode;

  @Field(() => [ApproverRuleNode], { description: 'How approvers are found; all that are found are asked.' })
  approvers: ApproverRuleNode[];

  @Field(() => [ApprovalConditionNode], { description: 'The step is skipped when one of these fails; empty: never.' })
  conditions: ApprovalConditionNode[];

  @Field(() => Boolean, { description: 'Whether submitters may approve their own request here.' })
  allowSelf: boolean;

  @Field(() => Boolean, {
    description: 'In a running approval: whether nobody was found and the administrators were asked.',
  })
  toAdministrators: boolean;
}

@ObjectType('ApprovalProcess', { description: 'One published version of an approval process 审批流程.' })
export class ApprovalProcessNode {
  @Field(() => ID, { description: 'Id of this version.' })
  id: string;

  @Field(() => String, { description: 'What is asked, such as "customer.delete".' })
  subject: string;

  @Field(() => String, { description: 'Tells several processes of one subject apart.' })
  code: string;

  @Field(() => Int, { description: 'Version, from 1.' })
  number: number;

  @Field(() => String, { description: 'Chinese name.' })
  nameZh: string;

  @Field(() => String, { description: 'English name.' })
  nameEn: string;

  @Field(() => Boolean, { description: 'Whether new approvals may follow it.' })
  active: boolean;

  @Field(() => Int, { description: 'Among processes whose conditions hold, the smallest number is chosen.' })
  priority: number;

  @Field(() => [ApprovalConditionNode], { description: 'Conditions for choosing it; all must hold.' })
  conditions: ApprovalConditionNode[];

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt: Date;

  publishedById: string | null;
  steps: StepDefinition[];
}

export const ApprovalProcessConnection = connectionOf('ApprovalProcess', ApprovalProcessNode);
