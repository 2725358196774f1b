import { Args, Float, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ApprovalNode, APPROVALS } from '../../approvals/index.js';
import { CustomerNode, CUSTOMERS } from '../../customers/index.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { discountOf } from '../domain/discount-rule.js';
import { OPPORTUNITIES, OPPORTUNITY_LINES, STAGE_ENTRIES } from '../queries/opportunity-list.js';
import { StageFinder } from '../queries/stage-finder.js';
import { OpportunityConnection, OpportunityLineNode, OpportunityNode, StageEntryNode } from './opportunity.types.js';
import { loadStage } from './stage-loader.js';
import { StageNode } from './stage.types.js';

const PARTS_SHOWN = 100;

/** Opportunities: lists, the single record, and what belongs to it. */
@Resolver(() => OpportunityNode)
export class OpportunityResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly finder: StageFinder,
  ) {}

  @Can('opportunity.read')
  @Query(() => OpportunityConnection, { description: 'Opportunities that the asker may see.' })
  opportunities(
    @Asker() viewer: Viewer,
    @Args({ type: () => OPPORTUNITIES.Args }) args: ListArgs,
  ): Promise<Page<OpportunityNode>> {
    return this.lists.page(OPPORTUNITIES, viewer, args);
  }

  @Can('opportunity.read')
  @Query(() => OpportunityNode, { description: 'One opportunity.' })
  opportunity(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<OpportunityNode> {
    return this.lists.one(OPPORTUNITIES, viewer, id, asOf);
  }

  @SignedIn()
  @Query(() => [StageNode], { description: 'Stages of the sales process that new opportunities go through, in order.' })
  stages(): Promise<StageNode[]> {
    return this.finder.current() as Promise<StageNode[]>;
  }

  @ResolveField(() => Float, { nullable: true, description: '1 − amount ÷ list amount; negative above list price.' })
  discount(deal: OpportunityNode): string | null {
    return discountOf(deal.amount, deal.listAmount);
  }

  @ResolveField(() => CustomerNode, { nullable: true, description: 'Customer; null when unknown or out of reach.' })
  customer(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, deal.customerId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Owner 负责人.' })
  owner(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, deal.ownerId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department of the owner.' })
  department(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, deal.departmentId);
  }

  @ResolveField(() => StageNode, { nullable: true, description: 'Stage where it stands.' })
  stage(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<StageNode | null> {
    return loadStage(this.finder, scope, deal) as Promise<StageNode | null>;
  }

  @ResolveField(() => [OpportunityLineNode], { description: 'Product lines in their order.' })
  async lines(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<readonly OpportunityLineNode[]> {
    const page = await this.lists.children<OpportunityLineNode>(OPPORTUNITY_LINES, scope, 'opportunity_id', deal.id, {
      first: PARTS_SHOWN,
    });
    return page.nodes;
  }

  @ResolveField(() => [StageEntryNode], { description: 'Stays in stages, oldest first (at most 100).' })
  async stageHistory(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<readonly StageEntryNode[]> {
    const page = await this.lists.children<StageEntryNode>(STAGE_ENTRIES, scope, 'opportunity_id', deal.id, {
      first: PARTS_SHOWN,
    });
    return page.nodes;
  }

  @ResolveField(() => ApprovalNode, {
    nullable: true,
    description: 'The approval of its discount that runs now; the opportunity is locked meanwhile.',
  })
  openApproval(deal: OpportunityNode, _args: unknown, scope: RequestScope): Promise<ApprovalNode | null> {
    return this.lists.related(APPROVALS, scope, deal.approvalId);
  }
}
