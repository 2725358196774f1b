import { ResolveField, Resolver } from '@nestjs/graphql';
import { AuditEntryNode } from '../../../kernel/graphql/audit/audit.types.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE } from '../queries/people-list.js';
import { PersonNode } from './person.types.js';

/** Who did what the audit tells of. */
@Resolver(() => AuditEntryNode)
export class AuditActorResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who did it; null where the system acted or the asker may not see them.',
  })
  actor(entry: AuditEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.actorId);
  }
}
