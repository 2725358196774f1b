import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
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
import type { PersonType as PersonTypeName } from '../../../kernel/access/viewer.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { PhoneNumber } from '../../../kernel/graphql/field-rules.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { PersonType } from '../../permissions/index.js';
import { AccountApplicationState, type Placement } from '../domain/account-application.js';

@ObjectType({ description: 'As what an applicant would come into the company.' })
export class AccountPlacement {
  @Field(() => String, { description: 'Name to sign in with.' })
  login: string;

  @Field(() => PersonType, { description: 'Kind of account.' })
  type: PersonTypeName;

  @Field(() => Int, { description: 'Level 级别.' })
  level: number;

  @Field(() => ID, { description: 'Department.' })
  departmentId: string;

  @Field(() => ID, { nullable: true, description: 'Position 岗位.' })
  positionId: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom they would report to; null: the head of the department.' })
  managerId: string | null;

  @Field(() => [ID], { description: 'Roles.' })
  roleIds: string[];
}

@ObjectType('AccountApplication', { description: 'Somebody without an account asks for one 申请账号.' })
export class AccountApplicationNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Grows with each change; send it as expectedVersion.' })
  version: number;

  @Field(() => String, { description: 'Name, as the applicant gives it.' })
  name: string;

  @Field(() => String, { description: 'Mail address, as the applicant gives it.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'Phone, as the applicant gives it.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'Department, in the applicant’s words.' })
  departmentWish: string | null;

  @Field(() => String, { description: 'Why they ask.' })
  reason: string;

  @Field(() => AccountApplicationState, { description: 'Where it stands.' })
  state: AccountApplicationState;

  @Field(() => AccountPlacement, {
    nullable: true,
    description: 'As what they would come in; null until `accountApplicationPlace`.',
  })
  placement: Placement | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  personId: string | null;
}

export const AccountApplicationConnection = connectionOf('AccountApplication', AccountApplicationNode);

@InputType({ description: 'Who asks for an account, and why.' })
export class AccountApplyInput extends KeyedInput {
  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Field(() => String, { description: 'Mail address.' })
  @IsEmail()
  @MaxLength(200)
  email: string;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  @IsOptional()
  @PhoneNumber()
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Department to work in, in your own words.' })
  @IsOptional()
  @MaxLength(100)
  departmentWish?: string | null;

  @Field(() => String, { description: 'Why: what the account is for.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@ObjectType({ description: 'What every applicant is answered.' })
export class AccountApplyPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Keep it: once the application is approved it sets the password (`passwordLinkUse`), for 7 days. Until then, and if it is not, that is refused.',
  })
  applicationToken: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'Which applicant comes in as what.' })
export class AccountApplicationPlaceInput extends VersionedInput {
  @Field(() => ID, { description: 'Application.' })
  @IsNumberString()
  applicationId: string;

  @Field(() => String, { description: 'Name to sign in with: letters, digits, dot, dash, underscore.' })
  @Matches(/^[A-Za-z0-9._-]{2,60}$/, { context: { format: 'a–z 0–9 . _ -, 2–60' } })
  login: string;

  @Field(() => ID, { description: 'Department.' })
  @IsNumberString()
  departmentId: string;

  @Field(() => [ID], {
    description: 'Roles; each must exceed neither what the asker holds nor what the approver does.',
  })
  @ArrayMaxSize(20)
  @IsNumberString({}, { each: true })
  roleIds: string[];

  @Field(() => PersonType, { nullable: true, description: 'Kind of account; default STAFF.' })
  @IsOptional()
  type?: PersonTypeName;

  @Field(() => Int, { nullable: true, description: 'Level 级别, 1–100; default 1.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  level?: number;

  @Field(() => ID, { nullable: true, description: 'Position 岗位.' })
  @IsOptional()
  @IsNumberString()
  positionId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whom the person reports to; with none, the head of the department stands for that in approvals.',
  })
  @IsOptional()
  @IsNumberString()
  managerId?: string | null;
}

@ObjectType({ description: 'The placed application, or why it was not placed.' })
export class AccountApplicationPlacePayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  applicationId: string | null;
}
