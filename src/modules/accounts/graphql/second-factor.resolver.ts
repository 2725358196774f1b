import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ConfirmSecondFactor } from '../use-cases/confirm-second-factor.js';
import { EnrolSecondFactor } from '../use-cases/enrol-second-factor.js';
import { ResetSecondFactor } from '../use-cases/reset-second-factor.js';
import {
  SecondFactorConfirmInput,
  SecondFactorConfirmPayload,
  SecondFactorDisableInput,
  SecondFactorDisablePayload,
  SecondFactorEnrolInput,
  SecondFactorEnrolPayload,
  SecondFactorResetInput,
  SecondFactorResetPayload,
} from './second-factor.types.js';

/** The second factor: an authenticator app, with recovery codes on paper. */
@Resolver()
export class SecondFactorResolver {
  constructor(
    private readonly enrolments: EnrolSecondFactor,
    private readonly factor: ConfirmSecondFactor,
    private readonly resets: ResetSecondFactor,
  ) {}

  @SignedIn()
  @Mutation(() => SecondFactorEnrolPayload, {
    description:
      'Gives the secret for an authenticator app (TOTP); it counts once it is confirmed. Codes: INVALID_OLD_PASSWORD, SECOND_FACTOR_ON, SIGN_IN_LATER.',
  })
  secondFactorEnrol(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The password again.' }) input: SecondFactorEnrolInput,
    @Scope() scope: RequestScope,
  ): Promise<{ secret: string | null; uri: string | null }> {
    return this.enrolments.execute(viewer, input, scope.address);
  }

  @SignedIn()
  @Mutation(() => SecondFactorConfirmPayload, {
    description:
      'Switches the second factor on with a first code. Codes: SECOND_FACTOR_OFF (enrol first), SECOND_FACTOR_ON, SECOND_FACTOR_REFUSED, SIGN_IN_LATER.',
  })
  secondFactorConfirm(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'A code of the app.' }) input: SecondFactorConfirmInput,
    @Scope() scope: RequestScope,
  ): Promise<{ recoveryCodes: string[] | null }> {
    return this.factor.on(viewer, input, scope.address);
  }

  @SignedIn()
  @Mutation(() => SecondFactorDisablePayload, {
    description: 'Switches the own second factor off. Codes: SECOND_FACTOR_OFF, SECOND_FACTOR_REFUSED, SIGN_IN_LATER.',
  })
  secondFactorDisable(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'A code.' }) input: SecondFactorDisableInput,
    @Scope() scope: RequestScope,
  ): Promise<{ disabled: boolean }> {
    return this.factor.off(viewer, input, scope.address);
  }

  @Can('account.edit')
  @Mutation(() => SecondFactorResetPayload, {
    description:
      'Takes away the second factor of a person who holds no more than the asker, and ends their sessions. Codes: SECOND_FACTOR_OWN (one’s own is switched off with a code, `secondFactorDisable`), SECOND_FACTOR_OFF.',
  })
  secondFactorReset(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Whose, and why.' }) input: SecondFactorResetInput,
  ): Promise<{ personId: string }> {
    return this.resets.execute(viewer, input);
  }
}
