import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { SessionList, SESSIONS } from '../queries/session-list.js';
import { RevokeSession } from '../use-cases/revoke-session.js';
import {
  SessionConnection,
  SessionNode,
  SessionRevokeInput,
  SessionRevokePayload,
  SessionsRevokeOthersInput,
  SessionsRevokeOthersPayload,
} from './session.types.js';

/** Open sessions: seen and ended by their owner and by whoever manages the account. */
@Resolver(() => SessionNode)
export class SessionResolver {
  constructor(
    private readonly list: SessionList,
    private readonly revocations: RevokeSession,
  ) {}

  @SignedIn()
  @Query(() => SessionConnection, {
    description:
      'Open sessions of the asker; with `account.edit` also those of a person whose account it reaches (of others: none).',
  })
  sessions(
    @Asker() viewer: Viewer,
    @Args('personId', { type: () => ID, nullable: true, description: 'Whose; left out: the asker’s.' })
    personId: string | null,
    @Args({ type: () => SESSIONS.Args }) args: ListArgs,
  ): Promise<Page<SessionNode>> {
    return this.list.page(viewer, personId ?? null, args);
  }

  @ResolveField(() => Boolean, { description: 'Whether it is the session that asks.' })
  current(session: SessionNode, _args: unknown, scope: RequestScope): boolean {
    return session.id === scope.viewer?.sessionId;
  }

  @SignedIn()
  @Mutation(() => SessionRevokePayload, {
    description:
      'Ends a session: the asker’s, or with `account.edit` one of a person who holds no more than the asker. One that has ended stays so.',
  })
  sessionRevoke(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which.' }) input: SessionRevokeInput,
  ): Promise<{ sessionId: string }> {
    return this.revocations.one(viewer, input);
  }

  @SignedIn()
  @Mutation(() => SessionsRevokeOthersPayload, {
    description: 'Ends every session of the asker but the one that asks.',
  })
  sessionsRevokeOthers(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Only the key.' }) input: SessionsRevokeOthersInput,
  ): Promise<{ revoked: number }> {
    return this.revocations.others(viewer, input);
  }
}
