import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { ServiceEntryKind, type ServiceEntryKindName } from '../domain/entry-kinds.js';
import { ServiceStepOutcome, type ServiceStepOutcomeName } from '../domain/service-enums.js';

@ObjectType('ServiceStep', { description: 'One stay of a case in a step: where, who, from when to when.' })
export class ServiceStepNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, { description: 'Code of the step in the process.' })
  stepCode: string;

  @Field(() => String, { nullable: true, description: 'Role that does it; null when the department does.' })
  roleCode: string | null;

  @Field(() => DateTime, { description: 'When the case came.' })
  startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was due.' })
  dueAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the case left; null for the current step.' })
  endedAt: Date | null;

  @Field(() => ServiceStepOutcome, { nullable: true, description: 'How it ended.' })
  outcome: ServiceStepOutcomeName | null;

  @Field(() => Int, { description: 'Minutes of work recorded in it.' })
  minutes: number;

  caseId: string;
  departmentId: string;
  handlerId: string | null;
}

@ObjectType('ServiceEntry', { description: 'One line of the record of a case: who did what when. Never changed.' })
export class ServiceEntryNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => ServiceEntryKind, { description: 'What it says.' })
  kind: ServiceEntryKindName;

  @Field(() => DateTime, { description: 'When it happened.' })
  happenedAt: Date;

  @Field(() => String, { nullable: true, description: 'In words; null when there are none or they are hidden.' })
  note: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of work.' })
  minutes: number | null;

  caseId: string;
  stepId: string | null;
  personId: string | null;
  fromPersonId: string | null;
  toPersonId: string | null;
  fromDepartmentId: string | null;
  toDepartmentId: string | null;
}

export const ServiceStepConnection = connectionOf('ServiceStep', ServiceStepNode);
export const ServiceEntryConnection = connectionOf('ServiceEntry', ServiceEntryNode);
