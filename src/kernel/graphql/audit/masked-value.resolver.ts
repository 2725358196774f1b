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
      'what is hidden stays so. A repeated key tells it again while the record is as it was, else it is a CONFLICT. Codes: INVALID_… (with the path of the field), INVALID_REVEALED_FIELD.',
  })
  maskedValueReveal(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which value, and what for.' }) input: MaskedValueRevealInput,
  ): Promise<Revealed> {
    return this.revealing.execute(viewer, input);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The value; null when there is none, or when it is not told.',
  })
  value(revealed: MaskedValueRevealPayload, _args: unknown, { viewer }: RequestScope): Promise<string | null> {
    const { recordId, field, version } = revealed;
    return field && viewer ? this.revealing.value(viewer, { recordId, field, version }) : Promise.resolve(null);
  }
}
