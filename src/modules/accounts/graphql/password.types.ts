import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, MaxLength } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { Verbatim } from '../../../kernel/graphql/verbatim.js';

@InputType({ description: 'Whose password becomes what.' })
export class PasswordSetInput extends KeyedInput {
  @Field(() => ID, { description: 'Person.' })
  @IsNumberString()
  personId: string;

  @Field(() => String, {
    description: 'New password: at least 10 characters, not the login or the name, not quickly guessed.',
  })
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

@InputType({ description: 'The password one has and the one one wants.' })
export class PasswordChangeInput extends KeyedInput {
  @Field(() => String, { description: 'The present password.' })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  oldPassword: string;

  @Field(() => String, {
    description:
      'New password: at least 10 characters, not the login or the name, not quickly guessed, none of the last 5.',
  })
  @IsNotEmpty()
  @MaxLength(200)
  @Verbatim()
  newPassword: string;
}

@ObjectType({ description: 'Whether the password was changed.' })
export class PasswordChangePayload {
  @Field(() => Boolean, { nullable: true, description: 'True when it was; the other sessions have ended.' })
  changed: boolean | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}
