import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { APPROVALS } from '../queries/approval-lists.js';
import { ApprovalNode } from './approval.types.js';

const ApprovalChangeConnection = changeConnectionOf('Approval', ApprovalNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class ApprovalsChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('approval.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => ApprovalChangeConnection, {
    description:
      'What became of approvals between two moments: those that came, went and changed, in the order in which they were made.',
  })
  approvalChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => APPROVALS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, APPROVALS, asked);
  }
}
