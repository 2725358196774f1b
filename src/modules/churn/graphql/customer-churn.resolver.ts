import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CustomerNode } from '../../customers/index.js';
import { CHURN_WARNINGS } from '../queries/churn-warning-list.js';
import { ChurnWarningConnection, ChurnWarningNode } from './churn-warning.types.js';

const OPEN: ListArgs = { first: 1, filter: { state: { in: ['OPEN', 'ACTED'] } } };

/** A customer's churn warnings, as fields of the customer. */
@Resolver(() => CustomerNode)
export class CustomerChurnResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ChurnWarningConnection, { description: 'Churn warnings about the customer, newest first.' })
  churnWarnings(
    @Parent() { id }: CustomerNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => CHURN_WARNINGS.Args }) args: ListArgs,
  ): Promise<Page<ChurnWarningNode>> {
    return this.lists.children(CHURN_WARNINGS, scope, 'customer_id', id, args);
  }

  @ResolveField(() => ChurnWarningNode, {
    nullable: true,
    description: 'The churn warning that is open or acted on; null when there is none or the asker may not see it.',
  })
  async openChurnWarning({ id }: CustomerNode, _args: unknown, scope: RequestScope): Promise<ChurnWarningNode | null> {
    const page = await this.lists.children<ChurnWarningNode>(CHURN_WARNINGS, scope, 'customer_id', id, OPEN);
    return page.nodes[0] ?? null;
  }
}
