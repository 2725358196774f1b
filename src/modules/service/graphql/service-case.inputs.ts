import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { ServiceHandling, type ServiceHandlingName } from '../domain/entry-kinds.js';
import {
  ServiceCaseKind,
  type ServiceCaseKindName,
  ServiceChannel,
  type ServiceChannelName,
  ServicePriority,
  type ServicePriorityName,
} from '../domain/service-enums.js';

const DAY_MINUTES = 1440;

@InputType({ isAbstract: true })
abstract class CaseChangeInput extends VersionedInput {
  @Field(() => ID, { description: 'Id of the case.' })
  @IsNumberString()
  id: string;
}

@InputType({ description: 'A new case.' })
export class ServiceCaseOpenInput extends KeyedInput {
  @Field(() => ServiceCaseKind, { description: 'What the customer wants.' })
  kind: ServiceCaseKindName;

  @Field(() => ServiceChannel, { description: 'How it came in.' })
  channel: ServiceChannelName;

  @Field(() => ServicePriority, { defaultValue: 'NORMAL', description: 'How pressing it is.' })
  priority: ServicePriorityName;

  @Field(() => String, { description: 'In a few words.' })
  @IsNotEmpty()
  @MaxLength(200)
  subject: string;

  @Field(() => String, { description: 'What the customer said.' })
  @IsNotEmpty()
  @MaxLength(4000)
  description: string;

  @Field(() => ID, { description: 'Customer.' })
  @IsNumberString()
  customerId: string;

  @Field(() => ID, { nullable: true, description: 'Contact of that customer.' })
  @IsOptional()
  @IsNumberString()
  contactId?: string | null;
}

@InputType({ description: 'The case to take.' })
export class ServiceCaseTakeInput extends CaseChangeInput {}

@InputType({ description: 'Who is to handle the case.' })
export class ServiceCaseAssignInput extends CaseChangeInput {
  @Field(() => ID, { description: 'Person of the department or role of the current step.' })
  @IsNumberString()
  personId: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: 'Where the case goes: to a department, to a person, or (neither named) to the next step.' })
export class ServiceCaseForwardInput extends CaseChangeInput {
  @Field(() => ID, { nullable: true, description: 'Department that goes on with the current step.' })
  @IsOptional()
  @IsNumberString()
  departmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Person who goes on with the current step.' })
  @IsOptional()
  @IsNumberString()
  personId?: string | null;

  @Field(() => String, { description: 'What the next one should know.' })
  @IsNotEmpty()
  @MaxLength(4000)
  note: string;
}

@InputType({ description: 'What was done about the case.' })
export class ServiceCaseRecordInput extends CaseChangeInput {
  @Field(() => ServiceHandling, {
    defaultValue: 'HANDLED',
    description: 'What it was; all but a note for colleagues and an answer count as the first response.',
  })
  kind: ServiceHandlingName;

  @Field(() => String, { description: 'In words.' })
  @IsNotEmpty()
  @MaxLength(4000)
  note: string;

  @Field(() => Int, { nullable: true, description: 'Minutes of work.' })
  @IsOptional()
  @Min(0)
  @Max(DAY_MINUTES)
  minutes?: number | null;
}

@InputType({ description: 'How the case ended.' })
export class ServiceCaseCloseInput extends CaseChangeInput {
  @Field(() => String, { description: 'How it was solved.' })
  @IsNotEmpty()
  @MaxLength(4000)
  resolution: string;

  @Field(() => String, { nullable: true, description: 'What the customer said to it; a complaint needs it.' })
  @IsOptional()
  @MaxLength(2000)
  customerAnswer?: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of work.' })
  @IsOptional()
  @Min(0)
  @Max(DAY_MINUTES)
  minutes?: number | null;
}

@InputType({ description: 'The closed case to open again, and why.' })
export class ServiceCaseReopenInput extends CaseChangeInput {
  @Field(() => String, { description: 'Why.' })
  @IsNotEmpty()
  @MaxLength(4000)
  note: string;
}
