import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import type { VersionEvent } from '../../history/record-history.js';
import { defineEnum } from '../../runtime/labels.js';
import { connectionOf, PageArgs } from '../connection.js';
import { VersionedInput } from '../mutation-inputs.js';
import { DateTime } from '../scalars.js';
import { UserError } from '../user-errors.js';

/** Fields that a version usually changes. */
const USUAL_FIELDS = 10;

const EVENTS = defineEnum('RecordVersionEvent', 'What became of a record with a version.', {
  CREATED: { zh: '新建', en: 'It was made' },
  APPEARED: { zh: '进入可见范围', en: 'It came into the sight of the asker; what was before is not told' },
  CHANGED: { zh: '修改', en: 'It was changed' },
  DELETED: { zh: '删除', en: 'It was deleted' },
  RESTORED: { zh: '恢复', en: 'It came back after a deletion' },
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

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when, before a condensed version until that one began; null: it still holds.',
  })
  to: Date | null;

  @Field(() => ID, { nullable: true, description: 'Who did it; null where the system acted.' })
  actorId: string | null;

  @Field(() => String, { nullable: true, description: 'Why, where somebody said it.' })
  reason: string | null;

  @Field({
    description:
      'True when the history of that month was thinned before this version 历史已精简: the changes are those of several versions, who and why are of the last.',
  })
  condensed: boolean;

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
      'Fields to put back, as the history names them, or "lines" of an opportunity, which go back together with its amount; everything that the form of the kind changes when left out.',
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
      'Fields that still differ from that moment: owner and stage are changed by their own mutations, some are kept from the asker, and of some the value of that moment was erased. What follows from what went back is not among them.',
  })
  left: string[] | null;
}
