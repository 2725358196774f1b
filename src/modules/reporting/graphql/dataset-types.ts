import { Extensions, Field, ObjectType } from '@nestjs/graphql';
import type { Label } from '../../../kernel/runtime/labels.js';
import type { DatasetView, DimensionView, MeasureView } from '../queries/dataset-catalogue.js';
import {
  ReportGrain,
  type ReportGrainName,
  ReportOperator,
  type ReportOperatorName,
  ReportValueType,
  type ReportValueTypeName,
} from '../domain/report-enums.js';

/** Sizes that the cost of a query is counted with. */
export const USUAL = { datasets: 8, dimensions: 15, measures: 10, values: 8 };

@ObjectType({ description: 'A name for people in both languages.' })
export class ReportLabel implements Label {
  @Field(() => String, { description: 'Chinese 中文.' })
  zh: string;

  @Field(() => String, { description: 'English.' })
  en: string;
}

@ObjectType({ description: 'One value of an enum.' })
export class ReportEnumValue {
  @Field(() => String, { description: 'The value, as in filters and cells.' })
  value: string;

  @Field(() => ReportLabel, { description: 'Its name.' })
  label: ReportLabel;
}

@ObjectType({ description: 'Something to group and filter by 维度.' })
export class ReportDimension implements DimensionView {
  @Field(() => String, { description: 'Name for queries.' })
  name: string;

  @Field(() => ReportLabel, { description: 'Name for people.' })
  label: ReportLabel;

  @Field(() => ReportValueType, { description: 'Type of its values in filters.' })
  type: ReportValueTypeName;

  @Field(() => Boolean, {
    description: 'True when rows show the name of the record, followed by a column `<name>Id` with its id.',
  })
  named: boolean;

  @Field(() => [ReportGrain], { description: 'Steps it can be grouped in; empty for what is no day.' })
  grains: ReportGrainName[];

  @Field(() => [ReportOperator], { description: 'Operators that fit it.' })
  operators: ReportOperatorName[];

  @Extensions({ listSize: USUAL.values })
  @Field(() => [ReportEnumValue], { nullable: true, description: 'For enums: all values.' })
  values: ReportEnumValue[] | null;
}

@ObjectType({ description: 'A figure to compute 指标.' })
export class ReportMeasure implements MeasureView {
  @Field(() => String, { description: 'Name for queries.' })
  name: string;

  @Field(() => ReportLabel, { description: 'Name for people.' })
  label: ReportLabel;

  @Field(() => ReportValueType, { description: 'Type of the figure.' })
  type: ReportValueTypeName;

  @Field(() => [ReportOperator], { description: 'Operators that fit it in `having`.' })
  operators: ReportOperatorName[];
}

@ObjectType({ description: 'What reports may ask of one area of the business 数据集.' })
export class ReportDataset implements DatasetView {
  @Field(() => String, { description: 'Name for queries.' })
  name: string;

  @Field(() => ReportLabel, { description: 'Name for people.' })
  label: ReportLabel;

  @Field(() => String, { description: 'The action that the asker needs; its data scope decides which rows count.' })
  requires: string;

  @Extensions({ listSize: USUAL.dimensions })
  @Field(() => [ReportDimension], { description: 'What it can be grouped and filtered by.' })
  dimensions: ReportDimension[];

  @Extensions({ listSize: USUAL.measures })
  @Field(() => [ReportMeasure], { description: 'What can be computed.' })
  measures: ReportMeasure[];
}
