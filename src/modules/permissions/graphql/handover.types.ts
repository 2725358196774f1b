import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { HandoverKeptReason, HandoverState, type HandoverStateName } from '../domain/handover-enums.js';
import type { KeptRecord } from '../queries/handover-finder.js';

@ObjectType('HandoverShare', { description: 'How many records of a kind one person gets.' })
export class HandoverShareNode {
  @Field(() => String, { description: 'Kind of record, such as "customer".' })
  kind: string;

  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => Boolean, {
    description: 'True: no rule found anybody; the head of a department or an administrator steps in.',
  })
  fallback: boolean;

  personId: string;
}

@ObjectType('HandoverPlannedKind', { description: 'What the leaver holds of one kind.' })
export class HandoverPlannedKindNode {
  @Field(() => String, { description: 'Kind of record, such as "customer".' })
  kind: string;

  @Field(() => String, { description: "Its name in the asker's language." })
  label: string;

  @Field(() => Int, { description: 'How many records.' })
  count: number;

  @Field(() => Int, { description: 'How many of them nobody can take; a hand-over starts only when it is 0.' })
  withoutTaker: number;
}

@ObjectType({ description: 'What a hand-over would do; nothing has been written.' })
export class HandoverPreview {
  @Field(() => Int, { description: 'Records of all kinds.' })
  total: number;

  @Field(() => Int, { description: 'How many of them nobody can take; a hand-over starts only when it is 0.' })
  withoutTaker: number;

  @Field(() => [HandoverPlannedKindNode], { description: 'What the leaver holds, by kind.' })
  kinds: HandoverPlannedKindNode[];

  @Field(() => [HandoverShareNode], { description: 'Who gets how much of which kind.' })
  shares: HandoverShareNode[];
}

@ObjectType('HandoverKept', { description: 'A record that undoing left where it is.' })
export class HandoverKeptNode implements KeptRecord {
  @Field(() => String, { description: 'Kind of record.' })
  kind: string;

  @Field(() => ID, { description: 'The record.' })
  recordId: string;

  @Field(() => HandoverKeptReason, { description: 'Why.' })
  reason: string;
}

@ObjectType('Handover', { description: "One leaver's things going to others 离职交接, and its account." })
export class HandoverNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`; grows while it is worked on.' })
  version: number;

  @Field(() => HandoverState, { description: 'Where it stands.' })
  state: HandoverStateName;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => Boolean, { description: 'Also closed deals and cases.' })
  closedToo: boolean;

  @Field(() => Boolean, { description: 'Whether the leaver is disabled at the end.' })
  disable: boolean;

  @Field(() => Int, { description: 'Records found at the start.' })
  total: number;

  @Field(() => Int, { description: 'Records handed over so far, also those that came in meanwhile.' })
  moved: number;

  @Field(() => Int, { description: 'Records that nobody could take; the leaver is then not disabled.' })
  leftOver: number;

  @Field(() => [HandoverShareNode], { description: 'Who got how much of which kind.' })
  shares: HandoverShareNode[];

  @Field(() => DateTime, { nullable: true, description: 'When the leaver was disabled; null: they were not.' })
  disabledAt: Date | null;

  @Field(() => DateTime, { description: 'When it was started.' })
  createdAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the last record was handed over.' })
  finishedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it can be undone.' })
  undoUntil: Date | null;

  @Field(() => Int, { description: 'Undone: records given back.' })
  givenBack: number;

  @Field(() => Int, { description: 'Undone: records left where they are, since they have moved on.' })
  kept: number;

  personId: string;
  startedBy: string | null;
}

export const HandoverConnection = connectionOf('Handover', HandoverNode);

@ObjectType({ description: 'The hand-over, or why there is none.' })
export class HandoverStartPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  handoverId: string | null;
}

@ObjectType({ description: 'The hand-over that is being undone, or why it is not.' })
export class HandoverUndoPayload extends HandoverStartPayload {}
