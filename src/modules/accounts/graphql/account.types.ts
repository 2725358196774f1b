import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Verbatim } from '../../../kernel/graphql/verbatim.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { RoleFieldRuleNode } from '../../permissions/index.js';

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'Name to sign in with.' })
  @IsNotEmpty()
  @MaxLength(200)
  login: string;

  @Field(() => String, { description: 'Password.' })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  password: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The `deviceToken` of the last sign-in on this device, if there is one: guesses of strangers then do not lock this device out.',
  })
  @IsOptional()
  @MaxLength(400)
  deviceToken?: string | null;
}

@InputType({ description: 'The second step of a sign-in.' })
export class SignInConfirmInput {
  @Field(() => String, { description: 'The `challengeToken` of the first step.' })
  @IsNotEmpty()
  @MaxLength(1000)
  challengeToken: string;

  @Field(() => String, { description: 'Six digits of the authenticator app, or a recovery code.' })
  @IsNotEmpty()
  @MaxLength(40)
  code: string;
}

@InputType({ description: 'The refresh token to exchange.' })
export class TokenRefreshInput {
  @Field(() => String, { description: 'The refresh token that was handed out last; it works once.' })
  @IsNotEmpty()
  @MaxLength(200)
  refreshToken: string;
}

@ObjectType({ description: 'New tokens, or why there are none.' })
export class TokenRefreshPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Send it as `Authorization: Bearer …`, also in the parameters of a WebSocket connection.',
  })
  accessToken: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the access token ends (15 minutes).' })
  accessTokenExpiresAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Exchange it with `tokenRefresh` before then; it works once.' })
  refreshToken: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'Tokens, or why there are none.' })
export class SignInConfirmPayload extends TokenRefreshPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Keep it on the device (180 days) and send it with the next sign-in; it opens nothing by itself.',
  })
  deviceToken: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: somebody else set the password. Until `passwordChange` nothing else is possible.',
  })
  passwordMustChange: boolean | null;
}

@ObjectType({ description: 'Tokens, or the challenge of the second step, or why there is neither.' })
export class SignInPayload extends SignInConfirmPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Set when the person has a second factor: no tokens yet, go on with `signInConfirm`.',
  })
  challengeToken: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the challenge ends (5 minutes).' })
  challengeExpiresAt: Date | null;
}

@ObjectType({ description: 'Whether the session has ended.' })
export class SignOutPayload {
  @Field(() => Boolean, { nullable: true, description: 'True when the session is over.' })
  signedOut: boolean | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType('Viewer', { description: 'The signed-in person with what they may do.' })
export class ViewerNode {
  @Field(() => [String], {
    description: 'Actions that the roles hold, such as "customer.read"; on which rows, the data scope decides.',
  })
  actions: string[];

  @Field(() => [RoleFieldRuleNode], {
    description: 'Fields that the roles hide, mask or make read-only; a screen leaves them out or shows them so.',
  })
  fieldRules: RoleFieldRuleNode[];

  @Field(() => Boolean, {
    description: 'True: somebody else set the password. Until `passwordChange` nothing else is possible.',
  })
  passwordMustChange: boolean;

  personId: string;
}
