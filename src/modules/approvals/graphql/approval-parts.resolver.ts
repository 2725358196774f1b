import { ResolveField, Resolver } from '@nestjs/graphql';
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
  approval(task: ApprovalTaskNode, _args: unknown, scope: RequestScope): Promise<ApprovalNode | null> {
    return this.lists.related(APPROVALS, scope, task.approvalId);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'The approver; null when the asker may not see them.',
  })
  approver(task: ApprovalTaskNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
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
  actor(entry: ApprovalEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.actorId);
  }
}
