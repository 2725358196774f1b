import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { AS_OF } from '../../../kernel/lists/as-of.js';
import { Direction } from '../../../kernel/lists/define-list.js';
import { PERIODS_DESCRIBED } from '../domain/relative-period.js';
import { ReportGrain, type ReportGrainName, ReportOperator, type ReportOperatorName } from '../domain/report-enums.js';
import { type FilterRequest, MOST, type ReportRequest } from '../domain/report-query.js';

const USUAL_LIMIT = 1000;

@InputType({ description: 'What to group by.' })
export class ReportDimensionInput {
  @Field(() => String, { description: 'Name of a dimension of the dataset.' })
  name: string;

  @Field(() => ReportGrain, {
    nullable: true,
    description: 'For days: the step to group in; the finest one when not given.',
  })
  grain?: ReportGrainName | null;
}

@InputType({ description: 'A condition; all conditions of a report must hold.' })
export class ReportFilterInput {
  @Field(() => String, {
    description: 'Name of a dimension (in `filters`) or of a measure (in `having`) of the dataset.',
  })
  field: string;

  @Field(() => ReportOperator, { description: 'How to compare; which ones fit stands in `reportDatasets`.' })
  operator: ReportOperatorName;

  @Field(() => [String], {
    nullable: true,
    defaultValue: [],
    description: `What to compare with, as text whatever the type (at most ${MOST.values}). ${PERIODS_DESCRIBED}`,
  })
  values?: string[] | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'True: the condition must not hold.' })
  negate?: boolean | null;
}

@InputType({ description: 'One step of the order of the rows.' })
export class ReportSortInput {
  @Field(() => String, {
    description:
      'Name of a selected dimension or measure. A reference is sorted by name, a department as the tree stands.',
  })
  by: string;

  @Field(() => Direction, { nullable: true, defaultValue: 'ASC', description: 'Which end comes first.' })
  direction?: Direction | null;
}

@InputType({
  description:
    'What a report asks: figures (measures) of a dataset, per group (dimensions), over the rows that meet the filters.',
})
export class ReportQuery {
  @Field(() => String, { description: 'Name of a dataset of `reportDatasets`.' })
  dataset: string;

  @Field(() => [ReportDimensionInput], {
    nullable: true,
    defaultValue: [],
    description: `What to group by, at most ${MOST.dimensions}; none for one row over everything.`,
  })
  dimensions?: ReportDimensionInput[] | null;

  @Field(() => [String], {
    nullable: true,
    defaultValue: [],
    description: `Figures to compute, at most ${MOST.measures}; none for the list of the groups alone.`,
  })
  measures?: string[] | null;

  @Field(() => [ReportFilterInput], {
    nullable: true,
    defaultValue: [],
    description: `Only rows that meet all of these, at most ${MOST.filters}.`,
  })
  filters?: ReportFilterInput[] | null;

  @Field(() => [ReportFilterInput], {
    nullable: true,
    defaultValue: [],
    description: `Only groups whose measures meet all of these, at most ${MOST.having}; \`field\` is a measure, selected or not.`,
  })
  having?: ReportFilterInput[] | null;

  @Field(() => [ReportSortInput], {
    nullable: true,
    defaultValue: [],
    description: `Order of the rows, at most ${MOST.sort} steps; by the dimensions when not given.`,
  })
  sort?: ReportSortInput[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: USUAL_LIMIT,
    description: `How many rows to return at most: 1–${MOST.rows}.`,
  })
  limit?: number | null;
}

/** Arguments of a report. */
@ArgsType()
export class ReportArgs {
  @Field(() => ReportQuery, { description: 'What to ask.' })
  query: ReportQuery;

  @Field(() => DateTime, {
    nullable: true,
    description: `${AS_OF} Periods such as thisMonth are those of that day.`,
  })
  asOf?: Date | null;
}

/** The question with every default filled in, whether the executor filled them in or not. */
export function requestOf({ dataset, dimensions, measures, filters, having, sort, limit }: ReportQuery): ReportRequest {
  return {
    dataset,
    dimensions: dimensions ?? [],
    measures: measures ?? [],
    filters: (filters ?? []).map(conditionOf),
    having: (having ?? []).map(conditionOf),
    sort: (sort ?? []).map(({ by, direction }) => ({ by, direction: direction ?? 'ASC' })),
    limit: limit ?? USUAL_LIMIT,
  };
}

function conditionOf({ field, operator, values, negate }: ReportFilterInput): FilterRequest {
  return { field, operator, values: values ?? [], negate: negate ?? false };
}
