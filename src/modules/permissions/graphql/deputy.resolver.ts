import type { Type } from '@nestjs/common';
import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { DEPUTIES } from '../queries/deputy-list.js';
import { PEOPLE } from '../queries/people-list.js';
import { AppointDeputy } from '../use-cases/appoint-deputy.js';
import { DeputyCreateInput, DeputyEndInput } from './deputy.inputs.js';
import { DeputyConnection, DeputyCreatePayload, DeputyEndPayload, DeputyNode } from './deputy.types.js';
import { PersonNode } from './person.types.js';

/** Who stands in for whom. */
@Resolver(() => DeputyNode)
export class DeputyResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly appointing: AppointDeputy,
  ) {}

  @Can('person.read')
  @Query(() => DeputyConnection, { description: 'Deputies 代理 of people whom the asker may see, the latest first.' })
  deputies(@Asker() viewer: Viewer, @Args({ type: () => DEPUTIES.Args }) args: ListArgs): Promise<Page<DeputyNode>> {
    return this.lists.page(DEPUTIES, viewer, args);
  }

  @SignedIn()
  @Mutation(() => DeputyCreatePayload, {
    description:
      'Appoints a deputy, who then holds the roles of the principal (but that of administrators) and decides the approvals that wait for them. ' +
      'Everybody appoints their own; for others it takes `person.edit` and own roles that reach all that they reach, their own records too. ' +
      'Nobody but an administrator makes themselves the deputy of somebody else. ' +
      'Codes: INVALID_… (with the path), INVALID_DEPUTY, DEPUTY_SELF, INVALID_PERIOD, DEPUTY_OVERLAP.',
  })
  deputyCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Who, for whom and when.' }) input: DeputyCreateInput,
  ): Promise<{ deputyshipId: string }> {
    return this.appointing.create(viewer, input);
  }

  @SignedIn()
  @Mutation(() => DeputyEndPayload, {
    description: 'Ends a deputy before the time, also before the beginning. Codes: DEPUTY_ENDED, STALE_RECORD.',
  })
  deputyEnd(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which one.' }) input: DeputyEndInput,
  ): Promise<{ deputyshipId: string }> {
    return this.appointing.end(viewer, input);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Whose place is taken 被代理人.' })
  principal(deputy: DeputyNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, deputy.principalId);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who takes it; null when the asker may not see them.',
  })
  deputy(deputy: DeputyNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, deputy.deputyId);
  }
}

function deputyOf(Payload: Type<DeputyCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => DeputyNode, {
      nullable: true,
      description: 'The deputy as it is now; null when nothing was written, or when the asker may not see it.',
    })
    deputy(payload: DeputyCreatePayload, _args: unknown, scope: RequestScope): Promise<DeputyNode | null> {
      return this.lists.related(DEPUTIES, scope, payload.deputyshipId);
    }
  }
  return PayloadResolver;
}

/** Resolvers of the payloads about deputies. */
export const DEPUTY_PAYLOAD_RESOLVERS = [DeputyCreatePayload, DeputyEndPayload].map(deputyOf);
