import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsIn, IsNotEmpty, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import {
  RecordShareLevel,
  type RecordShareLevelName,
  RecordShareType,
  type RecordShareTypeName,
} from '../domain/record-share.js';

@ObjectType('RecordShare', { description: 'Somebody was let to one record by name 共享与团队.' })
export class RecordShareNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => RecordShareType, { description: 'In what way.' })
  as: RecordShareTypeName;

  @Field(() => RecordShareLevel, { description: 'What they may do.' })
  level: RecordShareLevelName;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null: when it is taken back.' })
  until: Date | null;

  @Field(() => Boolean, {
    description:
      'Whether its time runs; false: its end has passed. Who is disabled reaches nothing all the same (`person.active`).',
  })
  counts: boolean;

  @Field(() => DateTime, { description: 'When it was given.' })
  givenAt: Date;

  personId: string;
  givenById: string | null;
}

@InputType({ description: 'Whom a record is shared with, and how.' })
export class ShareSetInput extends KeyedInput {
  @Field(() => String, { description: 'Record kind: "customer", "opportunity" or "serviceCase".' })
  @IsNotEmpty()
  @MaxLength(40)
  kind: string;

  @Field(() => ID, { description: 'The record.' })
  @IsNumberString()
  recordId: string;

  @Field(() => ID, { description: 'With whom: somebody active who does not own it, and not oneself.' })
  @IsNumberString()
  personId: string;

  @Field(() => RecordShareType, {
    description: 'SHARE: this record alone. TEAM, for customers: its opportunities and service cases too.',
  })
  @IsIn(Object.keys(RecordShareType))
  as: RecordShareTypeName;

  @Field(() => RecordShareLevel, { description: 'What they may do.' })
  @IsIn(Object.keys(RecordShareLevel))
  level: RecordShareLevelName;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it ends, at most a year ahead; required for SHARE, null for a member of the team without an end. Left out: as it is.',
  })
  @IsOptional()
  until?: Date | null;
}

@InputType({ description: 'A share to take back.' })
export class ShareEndInput extends KeyedInput {
  @Field(() => ID, { description: 'Id of the share, as in `recordShares`.' })
  @IsNumberString()
  shareId: string;
}

@ObjectType({ description: 'The share, or why there is none.' })
export class ShareSetPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  kind: string;
  recordId: string;
  shareId?: string;
}

@ObjectType({ description: 'Whether the share was taken back.' })
export class ShareEndPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => ID, { nullable: true, description: 'Id of the share that is no more; null when nothing was written.' })
  shareId: string | null;
}
