import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { SERVICE_CASES } from '../queries/service-case-list.js';
import { ServiceCaseNode } from './service-case.types.js';

const ServiceCaseChangeConnection = changeConnectionOf('ServiceCase', ServiceCaseNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class ServiceChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('serviceCase.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => ServiceCaseChangeConnection, {
    description:
      'What became of service cases between two moments: those that came, went and changed, in the order in which they were made.',
  })
  serviceCaseChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => SERVICE_CASES.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, SERVICE_CASES, asked);
  }
}
