import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CHURN_WARNINGS } from '../queries/churn-warning-list.js';
import { ChurnWarningNode } from './churn-warning.types.js';

const ChurnWarningChangeConnection = changeConnectionOf('ChurnWarning', ChurnWarningNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class ChurnChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('churnWarning.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => ChurnWarningChangeConnection, {
    description:
      'What became of churn warnings between two moments: those that came, went and changed, in the order in which they were made.',
  })
  churnWarningChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => CHURN_WARNINGS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, CHURN_WARNINGS, asked);
  }
}
