import { Args, Extensions, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { MOST_SHARES } from '../domain/record-share.js';
import { PEOPLE } from '../queries/people-list.js';
import { type NamedShare, RecordShares } from '../queries/record-shares.js';
import { ShareRecord } from '../use-cases/share-record.js';
import { PersonNode } from './person.types.js';
import {
  ShareSetInput,
  RecordShareNode,
  ShareSetPayload,
  ShareEndInput,
  ShareEndPayload,
} from './record-share.types.js';

/** Whom single records are shared with. */
@Resolver(() => RecordShareNode)
export class RecordShareResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly shares: RecordShares,
    private readonly sharing: ShareRecord,
  ) {}

  @SignedIn()
  @Extensions({ listSize: MOST_SHARES })
  @Query(() => [RecordShareNode], {
    description:
      'Whom a record is shared with, and the members of its team, the earliest first; for everybody who sees the record.',
  })
  recordShares(
    @Asker() viewer: Viewer,
    @Args('kind', { description: 'Record kind: "customer", "opportunity" or "serviceCase".' }) kind: string,
    @Args('id', { type: () => ID, description: 'Id of the record.' }) id: string,
  ): Promise<RecordShareNode[]> {
    return this.shares.ofRecord(viewer, kind, id);
  }

  @SignedIn()
  @Mutation(() => ShareSetPayload, {
    description:
      'Shares a record with somebody 共享, or makes them a member of the customer’s team 团队成员; repeated for the same person it changes level and ' +
      'end. Takes "<kind>.assign" on the record, for EDIT "<kind>.edit" as well, both by one’s own roles: what somebody reaches only because it ' +
      'was shared with them, or as a deputy, they do not share on. Members of the team who edit also edit what belongs to the customer: for them ' +
      'it takes "opportunity.edit" and "serviceCase.edit" where the customer stands. ' +
      'Codes: INVALID_SHARE_PERSON, INVALID_SHARE_TYPE, INVALID_SHARE_END, TEAM_EXCEEDS, TOO_MANY_SHARES.',
  })
  shareSet(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What, with whom and how.' }) input: ShareSetInput,
  ): Promise<NamedShare> {
    return this.sharing.give(viewer, input);
  }

  @SignedIn()
  @Mutation(() => ShareEndPayload, {
    description: 'Takes a share or a membership of a team back. Takes "<kind>.assign" on the record by one’s roles.',
  })
  shareEnd(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which one.' }) input: ShareEndInput,
  ): Promise<{ shareId: string }> {
    return this.sharing.end(viewer, input);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'With whom; null when the asker may not see them.',
  })
  person(share: RecordShareNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, share.personId);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who shared it; null when the asker may not see them.',
  })
  givenBy(share: RecordShareNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, share.givenById);
  }
}

/** The share that was written. */
@Resolver(() => ShareSetPayload)
export class ShareSetPayloadResolver {
  constructor(private readonly shares: RecordShares) {}

  @ResolveField(() => RecordShareNode, {
    nullable: true,
    description: 'The share as it is now; null when nothing was written, or when the asker no longer sees the record.',
  })
  share(payload: ShareSetPayload, _args: unknown, scope: RequestScope): Promise<RecordShareNode | null> {
    const { kind, recordId, shareId } = payload;
    return shareId ? this.shares.one(scope, { kind, recordId, shareId }) : Promise.resolve(null);
  }
}
