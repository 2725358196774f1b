import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsNotEmpty,
  IsNumberString,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import {
  ServiceCaseKind,
  type ServiceCaseKindName,
  ServiceClock,
  type ServiceClockName,
} from '../domain/service-enums.js';
import type { ProcessStep } from '../domain/service-process.js';

const YEAR_MINUTES = 525_600;

@ObjectType('ServiceProcessStep', { description: 'One step of a process.' })
export class ServiceProcessStepNode {
  @Field(() => String, { description: 'Code.' })
  code: string;

  @Field(() => String, { description: 'Name in Chinese.' })
  nameZh: string;

  @Field(() => String, { description: 'Name in English.' })
  nameEn: string;

  @Field(() => ID, { nullable: true, description: 'Department that does it.' })
  departmentId: string | null;

  @Field(() => String, { nullable: true, description: 'Role whose holders do it.' })
  roleCode: string | null;

  @Field(() => Int, { description: 'Time limit in minutes of the clock of the process.' })
  limitMinutes: number;
}

@ObjectType('ServiceProcess', { description: 'One version of the way that cases of a kind go 服务流程.' })
export class ServiceProcessNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, { description: 'Code, the same in all versions.' })
  code: string;

  @Field(() => Int, {
    description: 'Version of the process; the newest is the `expectedVersion` of the next publication.',
  })
  processVersion: number;

  @Field(() => ServiceCaseKind, { description: 'Kind of case that takes it.' })
  kind: ServiceCaseKindName;

  @Field(() => String, { description: 'Name in Chinese.' })
  nameZh: string;

  @Field(() => String, { description: 'Name in English.' })
  nameEn: string;

  @Field(() => Boolean, { description: 'Whether new cases take it.' })
  active: boolean;

  @Field(() => Int, { description: 'Minutes to the first response.' })
  firstResponseMinutes: number;

  @Field(() => ServiceClock, { description: 'How minutes are counted, for the first response and the steps.' })
  clock: ServiceClockName;

  @Field(() => DateTime, { description: 'When it was published.' })
  createdAt: Date;

  steps: ProcessStep[];
}

export const ServiceProcessConnection = connectionOf('ServiceProcess', ServiceProcessNode);

@InputType({ description: 'One step of a process; name either a department or a role.' })
export class ServiceProcessStepInput {
  @Field(() => String, { description: 'Code, small letters, digits and hyphens; once per process.' })
  @Matches(/^[a-z][a-z0-9-]{0,59}$/, { context: { format: 'a–z 0–9 -, 1–60' } })
  code: string;

  @Field(() => String, { description: 'Name in Chinese.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameZh: string;

  @Field(() => String, { description: 'Name in English.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameEn: string;

  @Field(() => ID, { nullable: true, description: 'Department that does it.' })
  @IsOptional()
  @IsNumberString()
  departmentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the role whose holders do it.' })
  @IsOptional()
  @MaxLength(60)
  roleCode?: string | null;

  @Field(() => Int, { description: 'Time limit in minutes of the clock of the process.' })
  @Min(1)
  @Max(YEAR_MINUTES)
  limitMinutes: number;
}

@InputType({ description: 'A process as it is to be from now on.' })
export class ServiceProcessPublishInput extends KeyedInput {
  @Field(() => String, { description: 'Code, small letters, digits and hyphens; a known code gets its next version.' })
  @Matches(/^[a-z][a-z0-9-]{0,59}$/, { context: { format: 'a–z 0–9 -, 1–60' } })
  code: string;

  @Field(() => ServiceCaseKind, { description: 'Kind of case that takes it from now on.' })
  kind: ServiceCaseKindName;

  @Field(() => String, { description: 'Name in Chinese.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameZh: string;

  @Field(() => String, { description: 'Name in English.' })
  @IsNotEmpty()
  @MaxLength(100)
  nameEn: string;

  @Field(() => Int, { description: 'Minutes to the first response.' })
  @Min(1)
  @Max(YEAR_MINUTES)
  firstResponseMinutes: number;

  @Field(() => ServiceClock, { description: 'How minutes are counted.' })
  clock: ServiceClockName;

  @Field(() => [ServiceProcessStepInput], { description: 'Steps in order, 1 to 20.' })
  @Type(() => ServiceProcessStepInput)
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  steps: ServiceProcessStepInput[];

  @Field(() => Int, { description: '`processVersion` of the newest version of this code; 0 for a new code.' })
  @Min(0)
  expectedVersion: number;
}

@ObjectType({ description: 'The published process, or why there is none.' })
export class ServiceProcessPublishPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  processId: string | null;
}
