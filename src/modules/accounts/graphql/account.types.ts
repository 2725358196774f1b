import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, MaxLength } from 'class-validator';
import { Verbatim } from '../../../kernel/graphql/verbatim.js';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
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
}

@InputType({ description: 'The refresh token to exchange.' })
export class TokenRefreshInput {
  @Field(() => String, { description: 'The refresh token that was handed out last; it works once.' })
  @IsNotEmpty()
  @MaxLength(200)
  refreshToken: string;
}

@ObjectType({ description: 'Tokens, or why there are none.' })
export class SignInPayload {
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

@ObjectType({ description: 'New tokens, or why there are none.' })
export class TokenRefreshPayload extends SignInPayload {}

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

  personId: string;
}

@InputType({ description: 'Whose password becomes what.' })
export class PasswordSetInput extends KeyedInput {
  @Field(() => ID, { description: 'Person.' })
  @IsNumberString()
  personId: string;

  @Field(() => String, { description: 'New password: at least 10 characters, not the login.' })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  password: string;
}

@ObjectType({ description: 'Whether the password was set.' })
export class PasswordSetPayload {
  @Field(() => ID, { nullable: true, description: 'Person whose password was set; their sessions have ended.' })
  personId: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}
