import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, MaxLength } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { Verbatim } from '../../../kernel/graphql/verbatim.js';

@InputType({ description: 'Who wants a second factor shows their password again.' })
export class SecondFactorEnrolInput extends KeyedInput {
  @Field(() => String, { description: 'The present password.' })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  password: string;
}

@ObjectType({ description: 'What the authenticator app is told, or why there is nothing to tell.' })
export class SecondFactorEnrolPayload {
  @Field(() => String, { nullable: true, description: 'The secret, for typing it into the app; not shown again.' })
  secret: string | null;

  @Field(() => String, { nullable: true, description: 'The same as `otpauth://…`, for a QR code.' })
  uri: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'A first code shows that the app has the secret.' })
export class SecondFactorConfirmInput extends KeyedInput {
  @Field(() => String, { description: 'Six digits of the authenticator app.' })
  @IsNotEmpty()
  @MaxLength(40)
  code: string;
}

@ObjectType({ description: 'The recovery codes, or why there are none.' })
export class SecondFactorConfirmPayload {
  @Field(() => [String], {
    nullable: true,
    description: 'Ten codes that each stand in for the app once. Shown this once: a repeated call has null.',
  })
  recoveryCodes: string[] | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'Switching the second factor off takes a code of it.' })
export class SecondFactorDisableInput extends KeyedInput {
  @Field(() => String, { description: 'Six digits of the authenticator app, or a recovery code.' })
  @IsNotEmpty()
  @MaxLength(40)
  code: string;
}

@ObjectType({ description: 'Whether the second factor is off.' })
export class SecondFactorDisablePayload {
  @Field(() => Boolean, { nullable: true, description: 'True when it is; secret and recovery codes are forgotten.' })
  disabled: boolean | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@InputType({ description: 'Whose second factor is taken away.' })
export class SecondFactorResetInput extends KeyedInput {
  @Field(() => ID, { description: 'Person.' })
  @IsNumberString()
  personId: string;

  @Field(() => String, { description: 'Why, for the audit: how it was made sure that it is them.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@ObjectType({ description: 'Whether the second factor was taken away.' })
export class SecondFactorResetPayload {
  @Field(() => ID, { nullable: true, description: 'Person whose second factor is off; their sessions have ended.' })
  personId: string | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}
