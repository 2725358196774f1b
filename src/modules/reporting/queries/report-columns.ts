import { Decimal } from 'decimal.js';
import type { FieldType } from '../../../kernel/lists/dataset.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { enumValuesOf } from '../domain/plan-conditions.js';
import {
  GRAIN_NAMES,
  type ReportColumnRole,
  type ReportGrainName,
  type ReportValueTypeName,
  TYPE_NAMES,
} from '../domain/report-enums.js';
import type { PlannedDimension, PlannedMeasure, ReportPlan } from '../domain/report-query.js';

/** A cell of an answer. */
export type Cell = string | number | boolean | null;

/** Label of one value of an enum column, in the asker's language. */
export interface ValueLabel {
  readonly value: string;
  readonly label: string;
}

/** One column of an answer, and where its cells come from. */
export interface ReportColumnView {
  readonly name: string;
  readonly label: string;
  readonly type: ReportValueTypeName;
  readonly role: keyof typeof ReportColumnRole;
  readonly grain: ReportGrainName | null;
  readonly values: readonly ValueLabel[] | null;
  /** Column of the statement. */
  readonly source: string;
  readonly fieldType: FieldType;
}

/** Columns of the answer: each dimension (a reference as name, then key), then the measures. */
export function columnsOf({ dimensions, measures }: ReportPlan, locale: Locale): ReportColumnView[] {
  return [
    ...dimensions.flatMap((dimension, place) => dimensionColumns(dimension, place, locale)),
    ...measures.map((measure, place) => measureColumn(measure, place, locale)),
  ];
}

/** The statement's row as cells in column order; columns that the row lacks (those of a total) are null. */
export function cellsOf(columns: readonly ReportColumnView[], row: Readonly<Record<string, unknown>>): Cell[] {
  return columns.map(({ source, fieldType }) => cellOf(fieldType, row[source]));
}

function dimensionColumns(
  { name, definition, grain }: PlannedDimension,
  place: number,
  locale: Locale,
): ReportColumnView[] {
  const column: ReportColumnView = {
    name,
    label: pick(definition.label, locale),
    type: TYPE_NAMES[definition.type],
    role: 'DIMENSION',
    grain: grain ? GRAIN_NAMES[grain] : null,
    values: definition.type === 'enum' ? labelled(definition, locale) : null,
    source: `d${place}`,
    fieldType: definition.type,
  };
  if (!definition.reference) return [column];
  return [
    { ...column, type: 'TEXT', source: `n${place}`, fieldType: 'text' },
    { ...column, name: `${name}Id`, role: 'KEY' },
  ];
}

function labelled(definition: PlannedDimension['definition'], locale: Locale): ValueLabel[] {
  return Object.entries(enumValuesOf(definition)).map(([value, label]) => ({ value, label: pick(label, locale) }));
}

function measureColumn({ name, definition }: PlannedMeasure, place: number, locale: Locale): ReportColumnView {
  return {
    name,
    label: pick(definition.label, locale),
    type: TYPE_NAMES[definition.type],
    role: 'MEASURE',
    grain: null,
    values: null,
    source: `m${place}`,
    fieldType: definition.type,
  };
}

function cellOf(type: FieldType, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'int':
    case 'float':
      return Number(value);
    case 'decimal':
      return new Decimal(String(value)).toFixed(2);
    case 'boolean':
      return Number(value) === 1;
    case 'date':
      return (value instanceof Date ? value.toISOString() : String(value)).slice(0, 10);
    case 'dateTime':
      return value instanceof Date ? value.toISOString() : String(value);
    default:
      return String(value);
  }
}
