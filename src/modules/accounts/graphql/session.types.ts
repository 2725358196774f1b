import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsNumberString } from 'class-validator';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';

@ObjectType('Session', { description: 'One sign-in on one device that is still open.' })
export class SessionNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Network address that it was opened or refreshed from last.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'The program, as it names itself (User-Agent, cut).' })
  client: string | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its tokens were handed out last; null for one from before this was kept.',
  })
  lastUsedAt: Date | null;

  @Field(() => DateTime, { description: 'When it ends unless it is refreshed before (30 days).' })
  expiresAt: Date;

  personId: string;
}

export const SessionConnection = connectionOf('Session', SessionNode);

@InputType({ description: 'Which session ends.' })
export class SessionRevokeInput extends KeyedInput {
  @Field(() => ID, { description: 'Session.' })
  @IsNumberString()
  sessionId: string;
}

@ObjectType({ description: 'Whether the session has ended.' })
export class SessionRevokePayload {
  @Field(() => ID, { nullable: true, description: 'Session that is over; its sockets close within 2 s.' })
  sessionId: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'Ends every session of the asker but the one that asks.' })
export class SessionsRevokeOthersInput extends KeyedInput {}

@ObjectType({ description: 'How many sessions have ended.' })
export class SessionsRevokeOthersPayload {
  @Field(() => Int, { nullable: true, description: 'How many have ended.' })
  revoked: number | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}
