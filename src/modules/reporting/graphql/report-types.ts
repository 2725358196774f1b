import { Extensions, Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ReportColumnRole,
  ReportGrain,
  type ReportGrainName,
  ReportValueType,
  type ReportValueTypeName,
} from '../domain/report-enums.js';
import type { Cell, ReportColumnView } from '../queries/report-columns.js';
import { USUAL } from './dataset-types.js';
import { ReportRow } from './report-row.scalar.js';

@ObjectType({ description: 'The name of one value of an enum column.' })
export class ReportValueLabel {
  @Field(() => String, { description: 'The value, as in cells.' })
  value: string;

  @Field(() => String, { description: 'Its name in the language of Accept-Language (zh-CN or en).' })
  label: string;
}

@ObjectType({ description: 'One column of a report.' })
export class ReportColumn implements Pick<ReportColumnView, 'name' | 'label' | 'type' | 'role' | 'grain' | 'values'> {
  @Field(() => String, { description: 'Name of the dimension or measure; `<name>Id` for the key behind a name.' })
  name: string;

  @Field(() => String, { description: 'Heading in the language of Accept-Language (zh-CN or en).' })
  label: string;

  @Field(() => ReportValueType, { description: 'Type of the cells.' })
  type: ReportValueTypeName;

  @Field(() => ReportColumnRole, { description: 'What it is.' })
  role: keyof typeof ReportColumnRole;

  @Field(() => ReportGrain, {
    nullable: true,
    description: 'For days: the step they are grouped in; the cell is the first day of it.',
  })
  grain: ReportGrainName | null;

  @Extensions({ listSize: USUAL.values })
  @Field(() => [ReportValueLabel], { nullable: true, description: 'For enums: names of the values.' })
  values: ReportValueLabel[] | null;
}

@ObjectType({ description: 'The answer to a report query.' })
export class Report {
  @Field(() => String, { description: 'The dataset that was asked.' })
  dataset: string;

  @Field(() => [ReportColumn], {
    description: 'Dimensions in the order asked (a named one as name, then key), then measures.',
  })
  columns: ReportColumn[];

  @Field(() => [ReportRow], { description: 'The rows, one array of cells each.' })
  rows: Cell[][];

  @Field(() => Int, { description: 'How many rows there are in this answer.' })
  rowCount: number;

  @Field(() => Boolean, { description: 'True when the limit cut rows off.' })
  truncated: boolean;
}
