import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, Matches, Max, Min } from 'class-validator';
import { DateTime, Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';
import { AS_OF } from '../../../kernel/lists/as-of.js';
import type { FigureScope } from '../queries/figure-scope.js';
import type { ForecastMonth } from '../queries/forecast-query.js';
import type { FunnelStage } from '../queries/funnel-query.js';
import { StageNode } from './stage.types.js';

/** Of the years that dates may lie in. */
const MONTH = /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/;
const MOST_MONTHS = 24;

/** Which part of the company figures are about. */
@ArgsType()
export class FigureArgs implements FigureScope {
  @Field(() => ID, { nullable: true, description: 'Only this department and those below it.' })
  departmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only deals of this person.' })
  ownerId?: string | null;
}

/** Arguments of the board. */
@ArgsType()
export class BoardArgs extends FigureArgs {
  @Field(() => DateTime, { nullable: true, description: AS_OF })
  asOf?: Date | null;
}

/** Arguments of the funnel. */
@ArgsType()
export class FunnelArgs extends FigureArgs {
  @Field(() => LocalDate, { description: 'First day on which a stage was entered.' })
  from: string;

  @Field(() => LocalDate, { description: 'Last such day.' })
  to: string;
}

/** Arguments of the forecast. */
@ArgsType()
export class ForecastArgs extends FigureArgs {
  @Field(() => String, {
    nullable: true,
    description: 'First month, `YYYY-MM` of the years 1900 to 2199; the present one when left out.',
  })
  @IsOptional()
  @Matches(MONTH, { context: { format: '2026-03' } })
  fromMonth?: string | null;

  @Field(() => Int, { defaultValue: 6, description: 'How many months: 1–24.' })
  @Min(1)
  @Max(MOST_MONTHS)
  months: number;
}

@ObjectType('OpportunityBoardColumn', { description: 'One stage of the board with what stands in it.' })
export class BoardColumnNode {
  @Field(() => StageNode, { description: 'Stage.' })
  stage: StageNode;

  @Field(() => Int, { description: 'How many deals stand there.' })
  count: number;

  @Field(() => Decimal, { nullable: true, description: "Sum of their amounts in the company's currency." })
  baseAmount: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The same, each deal times its probability.' })
  weightedAmount: string | null;
}

@ObjectType('OpportunityFunnelStage', { description: 'What became of the deals that entered a stage in the period.' })
export class FunnelStageNode implements FunnelStage {
  @Field(() => StageNode, { description: 'Stage.' })
  stage: StageNode;

  @Field(() => Int, { description: 'Deals that entered it in the period, each counted once.' })
  entered: number;

  @Field(() => Decimal, {
    nullable: true,
    description: "Sum of their amounts in the company's currency; null when a rule keeps amounts from the asker.",
  })
  baseAmount: string | null;

  @Field(() => Int, { description: 'How many of them have reached a later stage since.' })
  movedOn: number;

  @Field(() => Int, { description: 'How many of them are won.' })
  won: number;

  @Field(() => Float, {
    nullable: true,
    description: 'movedOn ÷ entered; null for closed stages and when nothing entered.',
  })
  conversion: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean length of the stays that have ended, in days.' })
  averageDays: number | null;

  @Field(() => Float, { nullable: true, description: 'Median length of the stays that have ended, in days.' })
  medianDays: number | null;
}

@ObjectType('OpportunityForecastMonth', {
  description: "What a month may bring and has brought, in the company's currency; open deals by expected closing day.",
})
export class ForecastMonthNode implements ForecastMonth {
  @Field(() => String, { description: 'Month, `YYYY-MM`.' })
  month: string;

  @Field(() => Int, { description: 'Open deals expected to close then.' })
  openDeals: number;

  @Field(() => Decimal, { nullable: true, description: 'Sum of their amounts.' })
  pipeline: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Sum of amount × probability.' })
  weighted: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Sum of those with a probability of at least 0.30: the best case.',
  })
  best: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Sum of those with a probability of at least 0.70: what is counted on.',
  })
  commit: string | null;

  @Field(() => Int, { description: 'Deals won in the month.' })
  wonDeals: number;

  @Field(() => Decimal, { nullable: true, description: 'Sum of their amounts.' })
  won: string | null;
}
