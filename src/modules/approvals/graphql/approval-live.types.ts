import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { ApprovalNode } from './approval.types.js';

@ObjectType({ description: 'Somebody asks the subscriber for a decision.' })
export class ApprovalRequestedEvent {
  @Field(() => String, { description: 'Pass the last one received as `after` to go on from there after a break.' })
  cursor: string;

  @Field(() => ApprovalNode, {
    nullable: true,
    description: 'The approval as it is now; null when the subscriber may not see it any more.',
  })
  approval: ApprovalNode | null;

  @Field(() => String, {
    nullable: true,
    description: "What it is about, in the subscriber's language; null as `approval` is.",
  })
  title: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the submitter; null as `approval` is.' })
  submitterName: string | null;

  @Field(() => DateTime, { description: 'When the subscriber was asked.' })
  requestedAt: Date;
}
