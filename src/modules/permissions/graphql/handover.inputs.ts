import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsNotEmpty, IsNumberString, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { HandoverTarget, type HandoverTargetName } from '../domain/handover-enums.js';

@InputType({
  description: 'Hands records over. Rules are tried in order; the first that finds somebody who suits counts.',
})
export class HandoverRuleInput {
  @Field(() => String, {
    nullable: true,
    description: 'Kind of record, as the preview names it, such as "customer"; null: every kind.',
  })
  @IsOptional()
  @MaxLength(40)
  kind?: string | null;

  @Field(() => HandoverTarget, { description: 'To whom.' })
  to: HandoverTargetName;

  @Field(() => ID, { nullable: true, description: 'The person (PERSON), or whose team (TEAM_MEMBERS).' })
  @IsOptional()
  @IsNumberString()
  personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The department (DEPARTMENT_MEMBERS).' })
  @IsOptional()
  @IsNumberString()
  departmentId?: string | null;
}

@InputType({ description: 'One record that goes to a named person, whatever the rules say.' })
export class HandoverRecordInput {
  @Field(() => String, { description: 'Kind of record, as the preview names it.' })
  @IsNotEmpty()
  @MaxLength(40)
  kind: string;

  @Field(() => ID, { description: 'The record.' })
  @IsNumberString()
  recordId: string;

  @Field(() => ID, { description: 'Who gets it.' })
  @IsNumberString()
  personId: string;
}

@InputType({ description: 'A hand-over to look at before it is started.' })
export class HandoverPreviewInput {
  @Field(() => ID, { description: 'Who leaves.' })
  @IsNumberString()
  personId: string;

  @Field(() => [HandoverRuleInput], {
    description:
      'Who gets what, at most 50 rules; where none finds anybody the head of the department steps in, then an administrator.',
  })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => HandoverRuleInput)
  rules: HandoverRuleInput[];

  @Field(() => [HandoverRecordInput], { nullable: true, description: 'Records with named takers, at most 500.' })
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => HandoverRecordInput)
  records?: HandoverRecordInput[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: also deals and cases that are closed. They stay with the leaver by default, who is credited.',
  })
  closedToo: boolean;
}

@InputType({ description: 'A hand-over 离职交接.' })
export class HandoverStartInput extends HandoverPreviewInput {
  @Field(() => ID, { nullable: true, description: 'Repeat a call with the same key and it takes effect once.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  idempotencyKey?: string | null;

  @Field(() => String, { description: 'Why; stands in the history of every record.' })
  @IsNotEmpty()
  @MaxLength(400)
  reason: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether the leaver is disabled at the end; needs person.edit as well.',
  })
  disable: boolean;
}

@InputType({ description: 'A hand-over to be undone.' })
export class HandoverUndoInput extends VersionedInput {
  @Field(() => ID, { description: 'The hand-over.' })
  @IsNumberString()
  handoverId: string;
}
