import { Args, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../access/asker.js';
import { SignedIn } from '../../access/requirements.js';
import type { Viewer } from '../../access/viewer.js';
import { type Revealed, RevealValue } from '../../audit/reveal-value.js';
import type { RequestScope } from '../../runtime/request-scope.js';
import { MaskedValueRevealInput, MaskedValueRevealPayload } from './audit.types.js';

/** Masked values, told one at a time. */
@Resolver(() => MaskedValueRevealPayload)
export class MaskedValueResolver {
  constructor(private readonly revealing: RevealValue) {}

  @SignedIn()
  @Mutation(() => MaskedValueRevealPayload, {
    description:
      'Tells one value that the asker’s roles mask, and notes in the audit who has seen it and what for. Takes "<kind>.reveal" on the record; ' +
      'what is hidden stays so. Codes: INVALID_… (with the path of the field), INVALID_REVEALED_FIELD.',
  })
  maskedValueReveal(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which value, and what for.' }) input: MaskedValueRevealInput,
  ): Promise<Revealed> {
    return this.revealing.execute(viewer, input);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The value as it is now; null when there is none, or when it is not told.',
  })
  value(
    { recordId, field }: MaskedValueRevealPayload,
    _args: unknown,
    { viewer }: RequestScope,
  ): Promise<string | null> {
    return !field || !viewer ? Promise.resolve(null) : this.revealing.value(viewer, { recordId, field });
  }
}
