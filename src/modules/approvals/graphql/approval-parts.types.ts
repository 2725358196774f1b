import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { ApprovalAction, ApprovalTaskState } from '../domain/approval-enums.js';

@ObjectType('ApprovalTask', { description: "One person's part in one step of an approval 待办." })
export class ApprovalTaskNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: "Index in the approval's `steps`." })
  step: number;

  @Field(() => String, { description: 'Name of the approver.' })
  approverName: string;

  @Field(() => ApprovalTaskState, { description: 'State.' })
  state: ApprovalTaskState;

  @Field(() => DateTime, { description: 'When the person was asked.' })
  askedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the person decided.' })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What the person said.' })
  comment: string | null;

  approvalId: string;
  approverId: string;
}

@ObjectType('ApprovalEntry', { description: "One line of an approval's record; lines are only ever added." })
export class ApprovalEntryNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => ApprovalAction, { description: 'What was done.' })
  action: ApprovalAction;

  @Field(() => Int, { nullable: true, description: "Index in the approval's `steps`; null for the whole approval." })
  step: number | null;

  @Field(() => String, { nullable: true, description: 'Name of who did it; null when a rule did.' })
  actorName: string | null;

  @Field(() => String, { nullable: true, description: 'In whose place they did it 代理; null: in their own.' })
  principalName: string | null;

  @Field(() => String, { nullable: true, description: 'What was said.' })
  comment: string | null;

  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  actorId: string | null;
}

export const ApprovalTaskConnection = connectionOf('ApprovalTask', ApprovalTaskNode);
export const ApprovalEntryConnection = connectionOf('ApprovalEntry', ApprovalEntryNode);
