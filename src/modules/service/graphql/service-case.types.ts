import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import {
  ServiceCaseKind,
  type ServiceCaseKindName,
  ServiceCaseState,
  type ServiceCaseStateName,
  ServiceChannel,
  type ServiceChannelName,
  ServicePriority,
  type ServicePriorityName,
} from '../domain/service-enums.js';

@ObjectType('ServiceCase', { description: 'One request, fault or complaint of a customer 服务单, handled in steps.' })
export class ServiceCaseNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Number for people 服务单号, such as S20261122-0001.' })
  number: string;

  @Field(() => ServiceCaseKind, { description: 'What the customer wants.' })
  kind: ServiceCaseKindName;

  @Field(() => ServiceChannel, { description: 'How it came in.' })
  channel: ServiceChannelName;

  @Field(() => ServicePriority, { description: 'How pressing it is.' })
  priority: ServicePriorityName;

  @Field(() => String, { nullable: true, description: 'In a few words; null when hidden.' })
  subject: string | null;

  @Field(() => String, { nullable: true, description: 'What the customer said; null when hidden.' })
  description: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the customer, kept for those who may not see the customer.',
  })
  customerName: string | null;

  @Field(() => ServiceCaseState, { description: 'Where it stands.' })
  state: ServiceCaseStateName;

  @Field(() => String, { description: 'Code of its process.' })
  processCode: string;

  @Field(() => Int, { description: 'Version of its process; a running case keeps it.' })
  processVersion: number;

  @Field(() => String, { description: 'Code of the current step.' })
  stepCode: string;

  @Field(() => String, {
    nullable: true,
    description: 'Role that does the current step; null when the department does.',
  })
  stepRoleCode: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the current step is due; null once closed.' })
  stepDueAt: Date | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt: Date;

  @Field(() => DateTime, {
    description:
      'When the first response is due: complaints after 2 hours, else after 8 working hours, unless the process says otherwise.',
  })
  firstResponseDueAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the customer first heard from us.' })
  firstRespondedAt: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the warning went out, after three quarters of the time.',
  })
  firstResponseWarnedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the first response was found overdue.' })
  firstResponseBreachedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'How it was solved.' })
  resolution: string | null;

  @Field(() => String, { nullable: true, description: 'What the customer said to the solution.' })
  customerAnswer: string | null;

  @Field(() => Int, { description: 'How often it was opened again.' })
  reopened: number;

  @Field(() => String, { nullable: true, description: 'Key in the source of the import.' })
  externalKey: string | null;

  customerId: string;
  contactId: string | null;
  ownerId: string | null;
  departmentId: string;
  openedBy: string | null;
  processId: string;
}

export const ServiceCaseConnection = connectionOf('ServiceCase', ServiceCaseNode);
