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
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { Verbatim } from '../../../kernel/graphql/verbatim.js';
import { PersonType } from '../../permissions/index.js';

@InputType({ description: 'Who is invited, and as what.' })
export class InvitationCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Mail address, to which the link is to go; nothing is sent by this call.' })
  @IsEmail()
  @MaxLength(200)
  email: string;

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

@ObjectType({ description: 'A link, shown this once, or why there is none.' })
export class PasswordLinkCreatePayload {
  @Field(() => ID, { nullable: true, description: 'Person whom the link is for.' })
  personId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Token to put into a link of the front end and to hand to the person: whoever has it is believed.',
  })
  token: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends (7 days).' })
  expiresAt: Date | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The invitation’s link, shown this once, or why there is none.' })
export class InvitationCreatePayload extends PasswordLinkCreatePayload {}

@InputType({ description: 'Whose invitation is taken back.' })
export class InvitationRevokeInput extends KeyedInput {
  @Field(() => ID, { description: 'Person who was invited.' })
  @IsNumberString()
  personId: string;
}

@ObjectType({ description: 'Whether the invitation was taken back.' })
export class InvitationRevokePayload {
  @Field(() => ID, { nullable: true, description: 'Person who is not invited any more.' })
  personId: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'Whose link is made.' })
export class PasswordLinkCreateInput extends KeyedInput {
  @Field(() => ID, { description: 'Person.' })
  @IsNumberString()
  personId: string;
}

@InputType({ description: 'A link’s token and the password that its owner chooses.' })
export class PasswordLinkUseInput extends KeyedInput {
  @Field(() => String, { description: 'Token of the link.' })
  @IsNotEmpty()
  @MaxLength(100)
  token: string;

  @Field(() => String, {
    description: 'New password: at least 10 characters, not the login or the name, not quickly guessed.',
  })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  password: string;
}

@InputType({ description: 'An invitation’s token with the login and password that the person chooses.' })
export class InvitationAcceptInput extends PasswordLinkUseInput {
  @Field(() => String, { description: 'Name to sign in with: letters, digits, dot, dash, underscore.' })
  @Matches(/^[A-Za-z0-9._-]{2,60}$/, { context: { format: 'a–z 0–9 . _ -, 2–60' } })
  login: string;
}

@ObjectType({ description: 'With what to sign in now, or why nothing has changed.' })
export class PasswordLinkUsePayload {
  @Field(() => String, { nullable: true, description: 'Name to sign in with.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'Send it with the sign-in: this device counts as known.' })
  deviceToken: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'With what to sign in now, or why the invitation was not accepted.' })
export class InvitationAcceptPayload extends PasswordLinkUsePayload {}
