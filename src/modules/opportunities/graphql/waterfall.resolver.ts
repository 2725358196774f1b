import { Args, Extensions, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { WaterfallQuery } from '../queries/waterfall-query.js';
import { OpportunityWaterfallNode, WaterfallArgs, WaterfallRowNode } from './waterfall.types.js';

/** Rows that the figure takes from its asker's budget: it reads all deals that the asker reaches, twice. */
const FIGURE_ROWS = 1_000;

/** What became of the open pipeline between two moments. */
@Resolver(() => WaterfallRowNode)
export class WaterfallResolver {
  constructor(
    private readonly waterfall: WaterfallQuery,
    private readonly lists: ListReader,
  ) {}

  @Can('opportunity.read')
  @Extensions({ rowCost: FIGURE_ROWS })
  @Query(() => OpportunityWaterfallNode, {
    description: 'The waterfall of the open pipeline between two moments, by owner or department.',
  })
  opportunityWaterfall(@Asker() viewer: Viewer, @Args() asked: WaterfallArgs): Promise<OpportunityWaterfallNode> {
    return this.waterfall.rows(viewer, asked) as Promise<OpportunityWaterfallNode>;
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'The owner, where the rows are by owner.' })
  owner({ groupId }: WaterfallRowNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, groupId);
  }

  @ResolveField(() => DepartmentNode, {
    nullable: true,
    description: 'The department, where the rows are by department.',
  })
  department({ groupId }: WaterfallRowNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, groupId);
  }
}
