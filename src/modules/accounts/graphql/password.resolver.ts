import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ChangeOwnPassword } from '../use-cases/change-own-password.js';
import { ChangePassword } from '../use-cases/change-password.js';
import { PasswordChangeInput, PasswordChangePayload, PasswordSetInput, PasswordSetPayload } from './password.types.js';

/** Passwords, one's own and those of others. */
@Resolver()
export class PasswordResolver {
  constructor(
    private readonly passwords: ChangePassword,
    private readonly own: ChangeOwnPassword,
  ) {}

  @Can('account.edit')
  @Mutation(() => PasswordSetPayload, {
    description:
      'Sets the password of a person who holds no more than the asker, and ends their sessions and links; they must change it when they sign in. Codes: INVALID_PASSWORD, INVALID_PASSWORD_GUESSED.',
  })
  passwordSet(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Whose, and which.' }) input: PasswordSetInput,
  ): Promise<{ personId: string }> {
    return this.passwords.execute(viewer, input);
  }

  @SignedIn({ evenRestricted: true })
  @Mutation(() => PasswordChangePayload, {
    description:
      'Changes the own password and ends the other sessions and open links. Codes: INVALID_OLD_PASSWORD, INVALID_PASSWORD, INVALID_PASSWORD_GUESSED, INVALID_PASSWORD_REUSED, SIGN_IN_LATER (10 wrong guesses in 15 minutes in this session).',
  })
  passwordChange(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Old and new password.' }) input: PasswordChangeInput,
    @Scope() scope: RequestScope,
  ): Promise<{ changed: boolean }> {
    return this.own.execute(viewer, input, scope.address);
  }
}
