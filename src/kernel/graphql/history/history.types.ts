import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import type { VersionEvent } from '../../history/record-history.js';
import { connectionOf, PageArgs } from '../connection.js';
import { VersionedInput } from '../mutation-inputs.js';
import { DateTime } from '../scalars.js';
import { UserError } from '../user-errors.js';

/** Fields that a version usually changes. */
const USUAL_FIELDS = 10;

const EVENTS = {
  CREATED: 'CREATED',
  APPEARED: 'APPEARED',
  CHANGED: 'CHANGED',
  DELETED: 'DELETED',
  RESTORED: 'RESTORED',
} as const;
registerEnumType(EVENTS, {
  name: 'RecordVersionEvent',
  description: 'What became of a record with a version.',
  valuesMap: {
    CREATED: { description: 'It was made 新建' },
    APPEARED: { description: 'It came into the sight of the asker; what was before is not told 进入可见范围' },
    CHANGED: { description: 'It was changed 修改' },
    DELETED: { description: 'It was deleted 删除' },
    RESTORED: { description: 'It came back after a deletion 恢复' },
  },
});

@ObjectType('RecordFieldChange', { description: 'What changed in one field, under the field rules of the asker.' })
export class FieldChangeNode {
  @Field(() => String, { description: 'Field of the record, such as phone.' })
  field: string;

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => String, { nullable: true, description: 'Value before; null when there was none.' })
  old: string | null;

  @Field(() => String, { nullable: true, description: 'Value after; null when there is none.' })
  new: string | null;
}

@ObjectType('RecordVersion', { description: 'One version of a record 历史版本: who changed what, when and why.' })
export class RecordVersionNode {
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Field(() => Int, { description: 'Number of the version, from 1.' })
  version: number;

  @Field(() => EVENTS, { description: 'What became of the record.' })
  event: VersionEvent;

  @Field(() => DateTime, { description: 'From when on it held.' })
  from: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null: it still holds.' })
  to: Date | null;

  @Field(() => ID, { nullable: true, description: 'Who did it; null where the system acted.' })
  actorId: string | null;

  @Field(() => String, { nullable: true, description: 'Why, where somebody said it.' })
  reason: string | null;

  @Field(() => [FieldChangeNode], { description: 'What differs from the version before.' })
  @Extensions({ listSize: USUAL_FIELDS })
  changes: FieldChangeNode[];
}

/** One page of the versions of a record. */
export const RecordVersionConnection = connectionOf('RecordVersion', RecordVersionNode);

/** Which record's history. */
@ArgsType()
export class RecordHistoryArgs extends PageArgs {
  @Field(() => String, { description: 'Kind of the record, such as customer, opportunity, serviceCase.' })
  kind: string;

  @Field(() => ID, { description: 'Id of the record; it may be deleted.' })
  id: string;
}

@InputType({ description: 'Which record goes back to which moment.' })
export class HistoryRestoreInput extends VersionedInput {
  @Field(() => String, { description: 'Kind of the record, such as customer.' })
  @IsNotEmpty()
  @MaxLength(40)
  kind: string;

  @Field(() => ID, { description: 'The record.' })
  @IsNotEmpty()
  recordId: string;

  @Field(() => DateTime, { description: 'The moment whose values come back, at least 5 seconds ago.' })
  at: Date;

  @Field(() => [String], {
    nullable: true,
    description:
      'Fields to put back, as the history names them; everything that the form of the kind changes when left out.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  fields?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(400)
  reason?: string | null;
}

@ObjectType({ description: 'What is as it was, or why nothing was written.' })
export class HistoryRestorePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => String, { nullable: true, description: 'Kind of the record.' })
  kind: string | null;

  @Field(() => ID, { nullable: true, description: 'The record.' })
  recordId: string | null;

  @Field(() => [String], { nullable: true, description: 'Fields that have the value of that moment again.' })
  restored: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Fields that still differ from that moment: owner and stage are changed by their own mutations, some are kept from the asker.',
  })
  left: string[] | null;
}
