import { Args, Extensions, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { FilterValue, ListArgs } from '../../../kernel/lists/define-list.js';
import type { Page } from '../../../kernel/lists/page.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { type BoardColumn, BoardQuery } from '../queries/board-query.js';
import { ForecastQuery } from '../queries/forecast-query.js';
import { FunnelQuery } from '../queries/funnel-query.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import {
  BoardArgs,
  BoardColumnNode,
  ForecastArgs,
  ForecastMonthNode,
  FunnelArgs,
  FunnelStageNode,
} from './figures.types.js';
import { OpportunityConnection, type OpportunityNode } from './opportunity.types.js';

const MONTH_LENGTH = 'YYYY-MM'.length;

/** Rows that a figure takes from its asker's budget: it reads all deals that the asker reaches. */
const FIGURE_ROWS = 500;

/** Figures over the deals that the asker may see. */
@Resolver(() => BoardColumnNode)
export class FiguresResolver {
  constructor(
    private readonly board: BoardQuery,
    private readonly funnel: FunnelQuery,
    private readonly forecast: ForecastQuery,
    private readonly calendar: CompanyCalendar,
  ) {}

  @Can('opportunity.read')
  @Extensions({ rowCost: FIGURE_ROWS })
  @Query(() => [BoardColumnNode], { description: 'The board: every stage in order, with count, amounts and deals.' })
  opportunityBoard(
    @Asker() viewer: Viewer,
    @Args() scope: BoardArgs,
    @Args('filter', { type: () => OPPORTUNITIES.Filter, nullable: true, description: 'Only deals that meet this.' })
    filter?: FilterValue | null,
  ): Promise<BoardColumn[]> {
    return this.board.columns(viewer, filter ?? null, scope, scope.asOf ?? null);
  }

  @ResolveField(() => OpportunityConnection, { description: 'The deals of the column.' })
  opportunities(
    @Parent() column: BoardColumn,
    @Scope() scope: RequestScope,
    @Args({ type: () => OPPORTUNITIES.Args }) args: ListArgs,
  ): Promise<Page<OpportunityNode>> {
    return this.board.deals(column, scope, args);
  }

  @Can('opportunity.read')
  @Extensions({ rowCost: FIGURE_ROWS })
  @Query(() => [FunnelStageNode], {
    description:
      'The funnel: of the deals that entered each stage in the period, how many went on, and how long they stayed.',
  })
  opportunityFunnel(@Asker() viewer: Viewer, @Args() args: FunnelArgs): Promise<FunnelStageNode[]> {
    return this.funnel.stagesOf(viewer, args, args) as Promise<FunnelStageNode[]>;
  }

  @Can('opportunity.read')
  @Extensions({ rowCost: FIGURE_ROWS })
  @Query(() => [ForecastMonthNode], { description: 'The forecast by month of the expected closing day.' })
  opportunityForecast(@Asker() viewer: Viewer, @Args() args: ForecastArgs): Promise<ForecastMonthNode[]> {
    const first = args.fromMonth ?? this.calendar.today().slice(0, MONTH_LENGTH);
    return this.forecast.months(viewer, first, args.months, args);
  }
}
