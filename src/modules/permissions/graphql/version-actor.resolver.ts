import { ResolveField, Resolver } from '@nestjs/graphql';
import { RecordVersionNode } from '../../../kernel/graphql/history/history.types.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE } from '../queries/people-list.js';
import { PersonNode } from './person.types.js';

/** Who made a version of a record. */
@Resolver(() => RecordVersionNode)
export class VersionActorResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who did it; null where the system acted or the asker may not see them.',
  })
  actor({ actorId }: RecordVersionNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, actorId);
  }
}
