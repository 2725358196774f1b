import { Extensions, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { AuditEvent, type AuditEventName } from '../../audit/audit-event.js';
import { connectionOf } from '../connection.js';
import { KeyedInput, VersionedInput } from '../mutation-inputs.js';
import { DateTime } from '../scalars.js';
import { UserError } from '../user-errors.js';

/** Fields that an entry usually tells of. */
const USUAL_FIELDS = 10;

@ObjectType('AuditChange', {
  description: 'What an entry of the audit says of one field, under the field rules of the asker.',
})
export class AuditChangeNode {
  @Field(() => String, { description: 'Field of the record, such as phone.' })
  field: string;

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => String, { nullable: true, description: 'Value before; null when there was none or it is hidden.' })
  old: string | null;

  @Field(() => String, { nullable: true, description: 'Value after; null when there is none or it is hidden.' })
  new: string | null;

  @Field(() => Boolean, { description: 'Whether both values were erased on request.' })
  erased: boolean;
}

@ObjectType('AuditEntry', {
  description: 'One entry of the audit 审计记录: who did what, when, from where. Entries are never changed.',
})
export class AuditEntryNode {
  @Field(() => ID, { description: 'Id; grows with time.' })
  id: string;

  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  @Field(() => AuditEvent, { description: 'What it tells of.' })
  event: AuditEventName;

  @Field(() => ID, { nullable: true, description: 'Who did it; null where the system acted or nobody was signed in.' })
  actorId: string | null;

  @Field(() => ID, { nullable: true, description: 'In which session.' })
  sessionId: string | null;

  @Field(() => String, { nullable: true, description: 'From which network address.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the request (header x-request-id).' })
  requestId: string | null;

  @Field(() => String, { description: 'The action, such as customer.edit; * sums up further refusals.' })
  action: string;

  @Field(() => String, { description: 'Kind of the record, such as customer; empty where there is none.' })
  kind: string;

  recordId: string;

  version: number;

  reason: string | null;

  @Field(() => Int, { description: 'How often; more than 1 where repeated refusals are told together.' })
  times: number;

  @Field(() => [AuditChangeNode], { description: 'Old and new values by field.' })
  @Extensions({ listSize: USUAL_FIELDS })
  changes?: AuditChangeNode[];
}

/** One page of the audit. */
export const AuditEntryConnection = connectionOf('AuditEntry', AuditEntryNode);

@InputType({ description: 'Which old value becomes the value of its field again.' })
export class AuditValueRestoreInput extends VersionedInput {
  @Field(() => ID, { description: 'Entry whose old value is put back.' })
  @IsNotEmpty()
  entryId: string;

  @Field(() => String, { description: 'Field of the record, as the entry names it.' })
  @IsNotEmpty()
  @MaxLength(60)
  field: string;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(400)
  reason?: string | null;
}

@ObjectType({ description: 'The record whose old value is back, or why nothing was written.' })
export class AuditValueRestorePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => String, { nullable: true, description: 'Kind of the record.' })
  kind: string | null;

  @Field(() => ID, { nullable: true, description: 'The record.' })
  recordId: string | null;
}

@InputType({ description: 'Which old values an erasure request asks to forget.' })
export class AuditValueEraseInput extends KeyedInput {
  @Field(() => String, { description: 'Kind of the record, such as contact.' })
  @IsNotEmpty()
  @MaxLength(40)
  kind: string;

  @Field(() => ID, { description: 'The record; it may be deleted.' })
  @IsNotEmpty()
  recordId: string;

  @Field(() => [String], { nullable: true, description: 'Fields to forget; every personal one when left out.' })
  @IsOptional()
  @ArrayMaxSize(50)
  fields?: string[] | null;

  @Field(() => String, { description: 'Who asked for it and why; without the values themselves, it stays.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@ObjectType({ description: 'How much was forgotten, or why nothing was.' })
export class AuditValueErasePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => ID, { nullable: true, description: 'The record.' })
  recordId: string | null;

  @Field(() => Int, { nullable: true, description: 'Entries of the audit whose values were blanked.' })
  entries: number | null;

  @Field(() => Int, { nullable: true, description: 'Past versions of the record that were blanked.' })
  versions: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True when entries are left: ask again with another key.' })
  unfinished: boolean | null;
}

@InputType({ description: 'A masked value that somebody has to know.' })
export class MaskedValueRevealInput extends KeyedInput {
  @Field(() => ID, { description: 'The record.' })
  @IsNotEmpty()
  recordId: string;

  @Field(() => String, { description: 'Protected field with its kind, such as "customer.phone" (accessCatalogue).' })
  @IsNotEmpty()
  @MaxLength(80)
  field: string;

  @Field(() => String, { description: 'What for; the audit keeps it.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@ObjectType({ description: 'The value, or why it is not told.' })
export class MaskedValueRevealPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  recordId: string;
  field?: string;
  version: number;
}
