import { Field, ID, InputType, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  IsEmail,
  IsNotEmpty,
  IsNumberString,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PhoneNumber } from '../../../kernel/graphql/field-rules.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import type { PersonType as PersonTypeName } from '../../../kernel/access/viewer.js';
import { PersonType } from '../domain/person-type.js';

@InputType({ description: 'A new person; set a password with `passwordSet`.' })
export class PersonCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Name to sign in with: letters, digits, dot, dash, underscore.' })
  @Matches(/^[A-Za-z0-9._-]{2,60}$/, { context: { format: 'a–z 0–9 . _ -, 2–60' } })
  login: string;

  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Field(() => ID, { description: 'Department.' })
  @IsNumberString()
  departmentId: string;

  @Field(() => [ID], { description: 'Roles; each must not exceed what the asker holds.' })
  @ArrayMaxSize(20)
  @IsNumberString({}, { each: true })
  roleIds: string[];

  @Field(() => PersonType, { nullable: true, description: 'Kind of account; default STAFF.' })
  @IsOptional()
  type?: PersonTypeName;

  @Field(() => [ID], { nullable: true, description: 'Departments that the person belongs to besides; default none.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsNumberString({}, { each: true })
  otherDepartmentIds?: string[];

  @Field(() => ID, { nullable: true, description: 'Position 岗位.' })
  @IsOptional()
  @IsNumberString()
  positionId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Level 级别, 1–100, not above that of the asker; default 1.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  level?: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Whom the person reports to; with none, the head of the department stands for that in approvals.',
  })
  @IsOptional()
  @IsNumberString()
  managerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address.' })
  @IsOptional()
  @IsEmail()
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  @IsOptional()
  @PhoneNumber()
  phone?: string | null;
}

@InputType({ description: 'New facts of a person; what is left out stays.' })
export class PersonUpdateInput extends VersionedInput {
  @Field(() => ID, { description: 'Person to change.' })
  @IsNumberString()
  personId: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string;

  @Field(() => ID, { nullable: true, description: 'Department.' })
  @IsOptional()
  @IsNumberString()
  departmentId?: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'All departments, from now on, that the person belongs to besides the main one.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsNumberString({}, { each: true })
  otherDepartmentIds?: string[];

  @Field(() => ID, { nullable: true, description: 'Position 岗位; null: none.' })
  @IsOptional()
  @IsNumberString()
  positionId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Level 级别, 1–100, not above that of the asker.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  level?: number;

  @Field(() => [ID], { nullable: true, description: 'All roles from now on.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsNumberString({}, { each: true })
  roleIds?: string[];

  @Field(() => ID, {
    nullable: true,
    description:
      'Whom the person reports to; null: the head of the department. Nobody but an administrator chooses their own.',
  })
  @IsOptional()
  @IsNumberString()
  managerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address; null: none.' })
  @IsOptional()
  @IsEmail()
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone; null: none.' })
  @IsOptional()
  @PhoneNumber()
  phone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False disables the person: no sign-in, open sockets end within 2 s.',
  })
  @IsOptional()
  active?: boolean | null;
}

@InputType({ description: 'A new department below another one.' })
export class DepartmentCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Field(() => ID, { description: 'Department above.' })
  @IsNumberString()
  parentId: string;

  @Field(() => ID, { nullable: true, description: 'Head of the department.' })
  @IsOptional()
  @IsNumberString()
  headId?: string | null;
}

@InputType({ description: 'New facts of a department; what is left out stays.' })
export class DepartmentUpdateInput extends VersionedInput {
  @Field(() => ID, { description: 'Department to change.' })
  @IsNumberString()
  departmentId: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Head of the department; null: none.' })
  @IsOptional()
  @IsNumberString()
  headId?: string | null;
}
