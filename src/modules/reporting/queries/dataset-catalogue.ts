import { type Dataset, type DatasetDimension, type DatasetMeasure, grainsOf } from '../../../kernel/lists/dataset.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import { enumValuesOf } from '../domain/plan-conditions.js';
import {
  GRAIN_NAMES,
  operatorsOf,
  type ReportGrainName,
  type ReportOperatorName,
  type ReportValueTypeName,
  TYPE_NAMES,
} from '../domain/report-enums.js';

/** A dataset as analysts see it. */
export interface DatasetView {
  readonly name: string;
  readonly label: Label;
  readonly requires: string;
  readonly dimensions: readonly DimensionView[];
  readonly measures: readonly MeasureView[];
}

/** What one can group and filter by. */
export interface DimensionView {
  readonly name: string;
  readonly label: Label;
  readonly type: ReportValueTypeName;
  readonly named: boolean;
  readonly grains: readonly ReportGrainName[];
  readonly operators: readonly ReportOperatorName[];
  readonly values: readonly { readonly value: string; readonly label: Label }[] | null;
}

/** What one can compute. */
export interface MeasureView {
  readonly name: string;
  readonly label: Label;
  readonly type: ReportValueTypeName;
  readonly operators: readonly ReportOperatorName[];
}

/** What a dataset offers, in both languages. */
export function describeDataset({ name, label, reportAction, dimensions, measures }: Dataset): DatasetView {
  return {
    name,
    label,
    requires: reportAction,
    dimensions: Object.entries(dimensions).map(([key, one]) => describeDimension(key, one)),
    measures: Object.entries(measures).map(([key, one]) => describeMeasure(key, one)),
  };
}

function describeDimension(name: string, dimension: DatasetDimension): DimensionView {
  const named = dimension.reference !== undefined;
  return {
    name,
    label: dimension.label,
    type: TYPE_NAMES[dimension.type],
    named,
    grains: grainsOf(dimension).map((grain) => GRAIN_NAMES[grain]),
    operators: operatorsOf(dimension.type, named),
    values:
      dimension.type === 'enum'
        ? Object.entries(enumValuesOf(dimension)).map(([value, label]) => ({ value, label }))
        : null,
  };
}

function describeMeasure(name: string, { label, type }: DatasetMeasure): MeasureView {
  return { name, label, type: TYPE_NAMES[type], operators: operatorsOf(type) };
}
