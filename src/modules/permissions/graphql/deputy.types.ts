import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';

@ObjectType('Deputy', { description: 'Somebody stands in for a person for a time 代理.' })
export class DeputyNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => DateTime, { name: 'from', description: 'From when on.' })
  startsAt: Date;

  @Field(() => DateTime, { description: 'The first moment after the period.' })
  until: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was ended before its time; null when it was not.' })
  endedAt: Date | null;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  principalId: string;
  deputyId: string;
}

export const DeputyConnection = connectionOf('Deputy', DeputyNode);

@ObjectType({ description: 'The appointed deputy, or why there is none.' })
export class DeputyCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  deputyshipId: string | null;
}

@ObjectType({ description: 'The ended deputy, or why nothing was written.' })
export class DeputyEndPayload extends DeputyCreatePayload {}
