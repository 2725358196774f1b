import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CustomerNode } from '../../customers/index.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import { PRODUCTS } from '../queries/product-list.js';
import { StageFinder } from '../queries/stage-finder.js';
import {
  OpportunityConnection,
  OpportunityLineNode,
  type OpportunityNode,
  StageEntryNode,
} from './opportunity.types.js';
import { ProductNode } from './product.types.js';
import { loadStage } from './stage-loader.js';
import { StageNode } from './stage.types.js';

/** What a product line refers to. */
@Resolver(() => OpportunityLineNode)
export class OpportunityLineResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ProductNode, {
    nullable: true,
    description: 'Product; null when the asker may not see products.',
  })
  product(line: OpportunityLineNode, _args: unknown, scope: RequestScope): Promise<ProductNode | null> {
    return this.lists.related(PRODUCTS, scope, line.productId);
  }
}

/** What a stay in a stage refers to. */
@Resolver(() => StageEntryNode)
export class StageEntryResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly finder: StageFinder,
  ) {}

  @ResolveField(() => StageNode, { nullable: true, description: 'Stage.' })
  stage(entry: StageEntryNode, _args: unknown, scope: RequestScope): Promise<StageNode | null> {
    return loadStage(this.finder, scope, entry) as Promise<StageNode | null>;
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who moved the deal here; null for the system and imports.',
  })
  actor(entry: StageEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.actorId);
  }
}

/** What customers have here. */
@Resolver(() => CustomerNode)
export class CustomerOpportunitiesResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => OpportunityConnection, { description: 'Deals with the customer that the asker may see.' })
  opportunities(
    @Parent() customer: CustomerNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => OPPORTUNITIES.Args }) args: ListArgs,
  ): Promise<Page<OpportunityNode>> {
    return this.lists.children(OPPORTUNITIES, scope, 'customer_id', customer.id, args);
  }
}
