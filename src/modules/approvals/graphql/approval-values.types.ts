import { Field, ObjectType } from '@nestjs/graphql';
import type { FieldChange, FieldText } from '../domain/record-diff.js';

@ObjectType('ApprovalField', { description: 'One field of the record as it was submitted.' })
export class ApprovalFieldNode implements FieldText {
  @Field(() => String, { description: 'Name of the field for programs.' })
  field: string;

  @Field(() => String, {
    nullable: true,
    description: 'Value for programs, as text: an id, a code; null when the field was empty. `text` is for people.',
  })
  value: string | null;

  recordKind: string;
  raw: unknown;
}

@ObjectType('ApprovalChange', { description: 'What the approval would change in one field of the record.' })
export class ApprovalChangeNode implements FieldChange {
  @Field(() => String, { description: 'Name of the field for programs.' })
  field: string;

  @Field(() => String, {
    nullable: true,
    description: 'Value at submission for programs, as text. `beforeText` is for people.',
  })
  before: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Value that is asked for, for programs, as text. `afterText` is for people.',
  })
  after: string | null;

  recordKind: string;
  rawBefore: unknown;
  rawAfter: unknown;
}
