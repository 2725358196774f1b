import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import type { StreamEntry } from '../../../kernel/events/person-streams.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import type { MarkReadInput } from '../use-cases/mark-notifications-read.js';

const MOST = 200;
const LONGEST_CURSOR = 15;

@ObjectType('Notification', { description: "One message in a person's inbox." })
export class NotificationNode implements StreamEntry {
  @Field(() => String, { description: 'Kind of the record that it is about, such as "approval".' })
  kind: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was marked as read; null: unread.' })
  readAt: Date | null;

  type: string;
  seq: number;
  recordId: string;
  actorId: string | null;
  payload: Readonly<Record<string, unknown>>;
}

export const NotificationConnection = connectionOf('Notification', NotificationNode);

@InputType({ description: 'Which messages to mark as read: give either ids or upTo.' })
export class NotificationMarkReadInput extends KeyedInput implements MarkReadInput {
  @Field(() => [ID], { nullable: true, description: 'These messages (at most 200).' })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @IsNumberString({ no_symbols: true }, { each: true })
  ids?: string[] | null;

  @Field(() => String, { nullable: true, description: 'All messages up to and including this cursor.' })
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(LONGEST_CURSOR)
  upTo?: string | null;
}

@ObjectType({ description: 'How many messages were marked, or why none was.' })
export class NotificationMarkReadPayload {
  @Field(() => Int, { nullable: true, description: 'How many unread messages became read.' })
  marked: number | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}
