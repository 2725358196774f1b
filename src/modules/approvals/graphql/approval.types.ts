import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { ApprovalState } from '../domain/approval-enums.js';
import type { FieldValues, KeptStep } from '../domain/approval.js';

@ObjectType('Approval', { description: 'A request that people decide before something takes effect 审批.' })
export class ApprovalNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'What is asked, such as "customer.delete".' })
  subject: string;

  @Field(() => String, { description: 'Kind of the record that it is about, such as "customer".' })
  recordKind: string;

  @Field(() => ID, { description: 'Id of the record that it is about.' })
  recordId: string;

  @Field(() => ApprovalState, { description: 'State.' })
  state: ApprovalState;

  @Field(() => String, { description: 'Name of the submitter.' })
  submitterName: string;

  @Field(() => Int, {
    description: 'Version of the process that it follows; 0 for the default step (the direct manager).',
  })
  processNumber: number;

  @Field(() => Int, { description: 'Index in `steps` of the step that is being decided, or was last.' })
  currentStep: number;

  @Field(() => DateTime, { description: 'When it was submitted.' })
  submittedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  decidedAt: Date | null;

  titleZh: string;
  titleEn: string;
  submitterId: string;
  departmentId: string;
  steps: KeptStep[];
  payload: FieldValues;
  snapshot: FieldValues;
}

export const ApprovalConnection = connectionOf('Approval', ApprovalNode);
