import { Args, Extensions, ID, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { type AccessExplanation, ExplainAccess } from '../queries/explain-access.js';
import { PEOPLE } from '../queries/people-list.js';
import { WhoCanSee } from '../queries/who-can-see.js';
import { AccessExplanationNode, AccessGrantNode, AccessStepNode, RecordAudienceNode } from './access.types.js';
import { PersonNode } from './person.types.js';

const MOST_PEOPLE = 10_000;
const KIND = { description: 'Record kind, such as "customer".' };
const RECORD = { type: () => ID, description: 'Id of the record.' };

/** Why access is as it is. */
@Resolver(() => AccessStepNode)
export class AccessResolver {
  constructor(
    private readonly explaining: ExplainAccess,
    private readonly audience: WhoCanSee,
    private readonly lists: ListReader,
  ) {}

  @SignedIn()
  @Query(() => AccessExplanationNode, {
    description:
      'The path of rules by which somebody may or may not read a record, do something with it, or know one of its fields. About another ' +
      'person only with role.read. A record that the asker does not see is NOT_FOUND.',
  })
  explainAccess(
    @Asker() viewer: Viewer,
    @Args('kind', KIND) kind: string,
    @Args('id', RECORD) id: string,
    @Args('action', { description: 'Action of the kind, such as "customer.edit".' }) action: string,
    @Args('personId', { type: () => ID, nullable: true, description: 'Whose access; the asker’s own when left out.' })
    personId: string | null = null,
    @Args('field', { type: () => String, nullable: true, description: 'Protected field, such as "customer.phone".' })
    field: string | null = null,
    @Args('at', {
      type: () => DateTime,
      nullable: true,
      description:
        'A moment past: the record with the owner and department that it had then, under the rights of today; at least 5 seconds ago.',
    })
    at: Date | null = null,
  ): Promise<AccessExplanation> {
    return this.explaining.explain(viewer, { kind, id, action, personId, field, at });
  }

  @Can('role.read')
  @Extensions({ listSize: 100 })
  @Query(() => RecordAudienceNode, { description: 'Everybody who sees a record now, deputies included.' })
  async whoCanSee(
    @Asker() viewer: Viewer,
    @Args('kind', KIND) kind: string,
    @Args('id', RECORD) id: string,
  ): Promise<RecordAudienceNode> {
    const people = await this.audience.people(viewer, kind, id);
    return { totalCount: people.length, personIds: people.slice(0, MOST_PEOPLE) };
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Whose role it is, when the person stands in for them.',
  })
  standsInFor(step: AccessStepNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, step.principalId);
  }
}

/** Whose grant it is. */
@Resolver(() => AccessGrantNode)
export class AccessGrantResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, { nullable: true, description: 'Whose access it is.' })
  person(grant: AccessGrantNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, grant.personId);
  }
}
