import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { APPROVALS } from '../queries/approval-lists.js';
import { ApprovalEntryNode, ApprovalTaskNode } from './approval-parts.types.js';
import { ApprovalNode } from './approval.types.js';

/** What a task leads to. */
@Resolver(() => ApprovalTaskNode)
export class ApprovalTaskResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ApprovalNode, {
    nullable: true,
    description: 'The approval; null when the asker may not see it.',
  })
  approval(@Parent() task: ApprovalTaskNode, @Scope() scope: RequestScope): Promise<ApprovalNode | null> {
    return this.lists.related(APPROVALS, scope, task.approvalId);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'The approver; null when the asker may not see them.',
  })
  approver(@Parent() task: ApprovalTaskNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, task.approverId);
  }
}

/** What a line of the record leads to. */
@Resolver(() => ApprovalEntryNode)
export class ApprovalEntryResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who did it; null for a rule, or when the asker may not see them.',
  })
  actor(@Parent() entry: ApprovalEntryNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.actorId);
  }
}
