import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import { PRODUCTS } from '../queries/product-list.js';
import { OpportunityNode } from './opportunity.types.js';
import { ProductNode } from './product.types.js';

const OpportunityChangeConnection = changeConnectionOf('Opportunity', OpportunityNode);
const ProductChangeConnection = changeConnectionOf('Product', ProductNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class OpportunitiesChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('opportunity.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => OpportunityChangeConnection, {
    description:
      'What became of opportunities between two moments: those that came, went and changed, in the order in which they were made.',
  })
  opportunityChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => OPPORTUNITIES.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, OPPORTUNITIES, asked);
  }

  @Can('product.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => ProductChangeConnection, {
    description:
      'What became of products between two moments: those that came, went and changed, in the order in which they were made.',
  })
  productChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => PRODUCTS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, PRODUCTS, asked);
  }
}
