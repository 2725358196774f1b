import type { Dataset, DatasetDimension, DatasetMeasure, TimeGrain } from '../../../kernel/lists/dataset.js';
import type { ReportGrainName, ReportOperatorName } from './report-enums.js';

/** One condition as the asker writes it. */
export interface FilterRequest {
  readonly field: string;
  readonly operator: ReportOperatorName;
  readonly values: readonly string[];
  readonly negate: boolean;
}

/** A report as the asker writes it; nothing in it is trusted. */
export interface ReportRequest {
  readonly dataset: string;
  readonly dimensions: readonly { readonly name: string; readonly grain?: ReportGrainName | null }[];
  readonly measures: readonly string[];
  readonly filters: readonly FilterRequest[];
  readonly having: readonly FilterRequest[];
  readonly sort: readonly { readonly by: string; readonly direction: 'ASC' | 'DESC' }[];
  readonly limit: number;
}

/** What a bound parameter may be. */
export type SqlValue = string | number | Date;

/** A checked condition: the operator fits the type and the values are of it. */
export interface Condition<F> {
  readonly field: F;
  readonly operator: ReportOperatorName;
  readonly values: readonly SqlValue[];
  readonly negate: boolean;
}

/** A dimension that the rows are grouped by. */
export interface PlannedDimension {
  readonly name: string;
  readonly definition: DatasetDimension;
  readonly grain: TimeGrain | null;
}

/** A figure of every row. */
export interface PlannedMeasure {
  readonly name: string;
  readonly definition: DatasetMeasure;
}

/** A report whose every name stands in the dataset's closed map; the only thing that SQL is built from. */
export interface ReportPlan {
  readonly dataset: Dataset;
  readonly dimensions: readonly PlannedDimension[];
  readonly measures: readonly PlannedMeasure[];
  readonly conditions: readonly Condition<DatasetDimension>[];
  readonly having: readonly Condition<DatasetMeasure>[];
  /** Places among the dimensions or measures. */
  readonly sort: readonly {
    readonly part: 'dimension' | 'measure';
    readonly place: number;
    readonly direction: 'ASC' | 'DESC';
  }[];
  readonly limit: number;
}

/** What one report may ask at most. */
export const MOST = { dimensions: 4, measures: 12, filters: 20, having: 10, sort: 6, values: 100, rows: 10_000 };
